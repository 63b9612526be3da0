package scenario

import (
	"strconv"
	"strings"

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
	}
	if len(s.Statements) > 0 || s.HasEnd || len(s.Below) > 0 {
		writeLine(&b, "")
	}
	for i := range s.Statements {
		s.Statements[i].write(&b, i == 0)
	}
	if s.HasEnd {
		writeParagraph(&b, s.AboveEnd, len(s.Statements) == 0)
		writeLine(&b, beside(endWord+" "+Timing{Time: s.End}.String(), s.Beside))
	}
	writeParagraph(&b, s.Below, len(s.Statements) == 0 && !s.HasEnd)
	return b.String()
}

// write writes a statement with its comments.
func (st *Statement) write(b *strings.Builder, first bool) {
	writeParagraph(b, st.Above, first)
	writeLine(b, beside(st.Timing.String()+": "+st.Action.String(), st.Beside))
}

// recorded returns the scenario with each statement at an instant of its own, as
// a run writes it down.
func (s *Scenario) recorded() *Scenario {
	c := *s
	c.Statements = make([]Statement, len(s.Statements))
	clock := Timing{}
	for i, st := range s.Statements {
		clock.Time = st.Timing.after(clock.Time)
		st.Timing = clock
		c.Statements[i] = st
	}
	return &c
}

// longestEnd is at least as long as any line "end at".
const longestEnd = len("end at 3600000.001ms\n")

// checkSize fails if the canonical text, or that of a record of the run, would
// be longer than a text may be. No text of a quarter of that length grows so
// far.
func (s *Scenario) checkSize(written int) error {
	if written < MaxText/4 {
		return nil
	}
	if n := max(len(s.Format()), s.recordSize()); n > MaxText {
		return tooLong(codeRecordTooLong, n)
	}
	return nil
}

// recordSize returns how long a record of the run can be, whenever it ends.
func (s *Scenario) recordSize() int { return len(s.recorded().Format()) + longestEnd }

// size returns how much of a text the statement takes.
func (st *Statement) size() int {
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

// beside puts a comment behind a line.
func beside(line, comment string) string {
	if comment == "" {
		return line
	}
	return line + "  #" + comment
}

// tooLong is the error for a text of n bytes.
func tooLong(code string, n int) *Error {
	return &Error{Code: code, Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxText)}
}
