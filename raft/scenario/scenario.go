package scenario

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Bounds of a scenario and of the run it tells.
const (
	MaxText       = 64 << 10 // bytes, as written and in canonical form
	MaxStatements = 2_000
	MaxTime       = 3600 * raft.Second
	MaxEvents     = 5_000_000 // a run begins no further instant once it has as many
)

// Scenario is a text that has been understood: what a run starts from, and what
// is done to it when.
type Scenario struct {
	Title  string // "" for none
	Config sim.Config
	Script
	Variants []Variant  // runs beside this one
	Look     *raft.Time // where a playhead is to stand, nil if the text does not say

	AboveLook    []string // comments on lines of their own before "look at"
	TrailingLook string   // a comment beside it, "" for none

	Above []string // comments of the header, without the #
	Below []string // comments after all else

	Tolerant bool // a condition that never comes is no failure, see Twin
}

// Script is what happens in a run, and what is expected of it.
type Script struct {
	Statements []Statement
	Claims     []BareClaim // about the end of the run
	HasEnd     bool        // the text says when the run ends
	End        raft.Time   // when, if it does

	AboveEnd    []string // comments on lines of their own before "end at"
	TrailingEnd string   // a comment beside "end at", "" for none
}

// MaxWait is how long a condition is waited for in a run that does not say when it
// ends.
const MaxWait = 10 * raft.Second

// Ends returns when the run ends: when the text says so, or else 2 s after the
// last statement. Where that waits for a condition it is the latest instant up to
// which the first such condition can come; a run knows more.
func (s *Scenario) Ends() raft.Time {
	if s.HasEnd {
		return s.End
	}
	return EndsAfter(s.Statements, (*Statement).TimingOf, 0)
}

// endOf returns when a run ends whose last statement was at an instant, and which
// has these still to come.
func EndsAfter[S any](pending []S, timing func(*S) *Timing, last raft.Time) raft.Time {
	for i := range pending {
		t := timing(&pending[i])
		if t.When != nil {
			return min(last+MaxWait, MaxTime)
		}
		last = t.Earliest(last)
	}
	return min(last+2*raft.Second, MaxTime)
}

// Parse reads a text. What is wrong with it comes back as an [*Error], the first
// one only, with the line as it was most likely meant.
func Parse(text string) (*Scenario, error) {
	s, err := parseText(text)
	if e, ok := err.(*Error); ok && e.Line > 0 && len(text) <= MaxText {
		lines := strings.SplitAfter(text, "\n")
		before, line, after := strings.Join(lines[:e.Line-1], ""), lines[e.Line-1], strings.Join(lines[e.Line:], "")
		if line = strings.TrimRight(line, "\r\n"); e.Line == 1 {
			line = strings.TrimPrefix(line, byteOrderMark)
		}
		mend(e, line, func(guess string) bool {
			_, err := parseText(before + guess + "\n" + after)
			other, ok := err.(*Error)
			return err == nil || ok && (other.Line == 0 || other.Line > e.Line)
		})
	}
	return s, err
}

func parseText(text string) (*Scenario, error) {
	if len(text) > MaxText {
		return nil, TooLong(CodeTextTooLong, len(text))
	}
	p := parser{s: &Scenario{Config: sim.DefaultConfig()}, settings: map[string]int{}, section: section{steps: map[string]int{}}}
	p.script = &p.s.Script
	row := 0
	for content := range strings.SplitSeq(strings.TrimPrefix(text, byteOrderMark), "\n") {
		row++
		if err := p.line(row, strings.TrimSuffix(content, "\r")); err != nil {
			return nil, err
		}
	}
	if !p.begun {
		return nil, &Error{Line: 1, Column: 1, Code: CodeEmpty, Expected: firstLine}
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	p.s.Below = p.comments
	if err := p.s.checkSize(len(text)); err != nil {
		return nil, err
	}
	return p.s, nil
}

const byteOrderMark = "\ufeff"

// parser reads a text line by line.
type parser struct {
	s        *Scenario
	script   *Script        // that is being read: of the main run, or of the newest variant
	begun    bool           // the first line is behind it
	settings map[string]int // the lines of the settings so far
	body     int            // the line of the first statement
	comments []string       // those that wait for the line they stand above

	mentioned  []mention // servers that the header names
	headerRead bool      // they have been checked
	look       int       // the line of "look at"

	section           // that is being read
	read    []section // those before it, the main run's first
}

// section is what is known while the statements of one run are read.
type section struct {
	servers int            // how many its cluster has
	end     int            // the line of "end at"
	names   []string       // that servers have been given so far
	steps   map[string]int // the lines of the steps so far
	clock   raft.Time      // the instant of the last statement before
	least   raft.Time      // a statement can act at this instant at the earliest, where that is later
	waits   bool           // there was one that waits for a condition
	of      int            // which of the runs it comes from
}

func (p *parser) line(row int, text string) error {
	if err := checkCharacters(text, row); err != nil {
		return err
	}
	servers := p.s.Config.Servers
	if len(p.read) > 0 {
		servers = p.servers
	}
	l := newLine(row, text, servers, p.names)
	switch {
	case len(l.tokens) == 0:
		if l.commented {
			p.comments = append(p.comments, l.comment)
		}
	case !p.begun:
		l.version()
		p.begun = true
		p.settings[raftWord] = row
		p.headerComments(l)
	case isStatement(l.peek().text):
		p.headerEnds(l)
		p.statement(l)
	case isVariant(l.peek().text):
		p.headerEnds(l)
		p.variant(l)
	case l.peek().text == titleWord:
		p.title(l, text)
	default:
		p.setting(l)
	}
	return asError(l.err)
}

// takeComments returns the comments above the line that is being read.
func (p *parser) takeComments() []string {
	comments := p.comments
	p.comments = nil
	return comments
}

// checkCharacters returns an error for the first character of a line that no one
// can read.
func checkCharacters(text string, number int) *Error {
	column := 0
	for i, r := range text {
		column++
		_, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size <= 1 || !readable(r) {
			visible := strings.Trim(strconv.QuoteToASCII(text[i:i+size]), `"`)
			return &Error{Line: number, Column: column, Code: CodeNotText, Found: visible}
		}
	}
	return nil
}

// readable reports whether a text may contain a character: what can be seen, a
// space, a tab, and the joiners that some scripts need.
func readable(r rune) bool {
	return unicode.IsGraphic(r) || r == '\t' || r == '\u200c' || r == '\u200d'
}

// asError keeps a nil *Error from becoming an error that is not nil.
func asError(e *Error) error {
	if e == nil {
		return nil
	}
	return e
}
