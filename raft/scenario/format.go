package scenario

import (
	"slices"
	"strconv"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Format returns the one canonical text of the scenario. Parsing it gives the
// same scenario, and formatting that the same text.
func (s *Scenario) Format() string {
	var b strings.Builder
	writeComments(&b, s.Above)
	writeLine(&b, firstLine)
	if s.Title != "" {
		writeLine(&b, titleWord+" "+s.Title)
	}
	defaults := sim.DefaultConfig()
	for _, set := range settings {
		if value := set.write(&s.Config); set.always || value != set.write(&defaults) {
			writeLine(&b, set.name+" "+value)
		}
		for id := raft.ServerID(1); set.own != nil && int(id) <= s.Config.Servers; id++ {
			if value, _ := set.own(&s.Config, id); value != "" {
				writeLine(&b, set.name+" "+id.String()+" "+value)
			}
		}
	}
	if !s.Script.empty() || s.Look != nil || len(s.Variants) == 0 && len(s.Below) > 0 {
		writeLine(&b, "")
	}
	first := s.Script.writeStatements(&b, true)
	if s.Look != nil {
		writeParagraph(&b, s.AboveLook, first)
		writeLine(&b, trailing(lookWord+" "+Timing{Time: *s.Look}.String(), s.TrailingLook))
		first = false
	}
	first = s.Script.writeClaims(&b, first)
	for i := range s.Variants {
		v := &s.Variants[i]
		writeLine(&b, "")
		writeComments(&b, v.Above)
		writeLine(&b, trailing(s.Heading(v), v.Trailing))
		first = v.Script.writeClaims(&b, v.Script.writeStatements(&b, false))
	}
	writeParagraph(&b, s.Below, first)
	return b.String()
}

func (s *Script) empty() bool { return len(s.Statements) == 0 && !s.HasEnd && len(s.Claims) == 0 }

// writeStatements writes what happens, and when it ends. It returns whether what
// follows is still the first of its part.
func (s *Script) writeStatements(b *strings.Builder, first bool) bool {
	for i := range s.Statements {
		s.Statements[i].write(b, first)
		first = false
	}
	if s.HasEnd {
		writeParagraph(b, s.AboveEnd, first)
		writeLine(b, trailing(endWord+" "+Timing{Time: s.End}.String(), s.TrailingEnd))
		first = false
	}
	return first
}

// writeClaims writes what is expected of the end, likewise.
func (s *Script) writeClaims(b *strings.Builder, first bool) bool {
	for _, c := range s.Claims {
		writeParagraph(b, c.Above, first)
		writeLine(b, trailing(expectWord+" "+c.Claim.String(), c.Trailing))
		first = false
	}
	return first
}

// write writes a statement with its comments.
func (st *Statement) write(b *strings.Builder, first bool) {
	writeParagraph(b, st.Above, first)
	writeLine(b, trailing(st.String(), st.Trailing))
}

// Dated returns the statements with each "after" as the instant that it stands
// for, as far as instants can be told and are not behind the end. The statement
// before them was at last.
func Dated[S any](statements []S, timing func(*S) *Timing, last, end raft.Time) []S {
	list := slices.Clone(statements)
	for i := range list {
		t := timing(&list[i])
		if t.When != nil || t.Earliest(last) > end {
			break
		}
		last = t.Earliest(last)
		*t = Timing{Time: last}
	}
	return list
}

const (
	// longestAt is as long as any time that a statement is recorded with.
	LongestAt = len("at 3600000.001ms")
	// longestEnd is at least as long as any line "end at".
	LongestEnd = len("end at 3600000.001ms\n")
)

// checkSize fails if the canonical text, or that of a record of the run, would
// be longer than a text may be. No text of a quarter of that length grows so
// far.
func (s *Scenario) checkSize(written int) error {
	if written < MaxText/4 {
		return nil
	}
	if n := max(len(s.Format()), s.RecordSize()); n > MaxText {
		return TooLong(CodeRecordTooLong, n)
	}
	return nil
}

// Latest returns up to when a statement can act.
func (s *Scenario) Latest() raft.Time {
	if s.HasEnd {
		return s.End
	}
	return MaxTime
}

// RecordSize returns how long a record of the run can be, whenever it ends.
func (s *Scenario) RecordSize() int {
	c := *s
	c.Statements = Dated(s.Statements, (*Statement).TimingOf, 0, s.Latest())
	size := len(c.Format()) + LongestEnd + c.Script.dating()
	for i := range c.Variants {
		size += LongestEnd + c.Variants[i].dating()
	}
	return size
}

// dating returns by how much a script can grow when each "after" has become the instant
// that it stands for.
func (s *Script) dating() (size int) {
	for _, st := range s.Statements {
		if st.Timing.After {
			size += LongestAt - len(st.Timing.String())
		}
	}
	return size
}

// Size returns how much of a text the statement takes.
func (st *Statement) Size() int {
	var b strings.Builder
	st.write(&b, false)
	return b.Len()
}

func writeLine(b *strings.Builder, line string) {
	b.WriteString(line)
	b.WriteByte('\n')
}

func writeComments(b *strings.Builder, comments []string) {
	for _, c := range comments {
		writeLine(b, "#"+c)
	}
}

// writeParagraph writes the comments above a line, with an empty line before them
// unless there is one already.
func writeParagraph(b *strings.Builder, comments []string, first bool) {
	if len(comments) > 0 && !first {
		writeLine(b, "")
	}
	writeComments(b, comments)
}

// trailing puts a comment behind a line.
func trailing(line, comment string) string {
	if comment == "" {
		return line
	}
	return line + "  #" + comment
}

// TooLong is the error for a text of n bytes.
func TooLong(code string, n int) *Error {
	return &Error{Code: code, Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxText)}
}

// SameButEnds reports whether two texts in the canonical form say the same but for when
// their runs end.
func SameButEnds(a, b string) bool {
	lines := func(text string) []string {
		return slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool {
			return strings.TrimSpace(line) == "" || strings.HasPrefix(line, endWord+" ")
		})
	}
	return slices.Equal(lines(a), lines(b))
}
