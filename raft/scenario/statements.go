package scenario

import (
	"strconv"

	"raft-playground/raft"
)

// Statement is one line of what happens: when, and what.
type Statement struct {
	Line   int // in the text it was read from, 0 for one that was recorded live
	Timing Timing
	Action Action

	Above  []string // comments on lines of their own before it, without the #
	Beside string   // a comment behind it, "" for none
}

// Timing says when a statement acts.
type Timing struct {
	After bool      // Time counts from the statement before it, else from the beginning
	Time  raft.Time // at least 0
}

// after returns the instant of a statement that follows one of instant last.
func (t Timing) after(last raft.Time) raft.Time {
	if t.After {
		return last + t.Time
	}
	return t.Time
}

// String returns the words before the colon.
func (t Timing) String() string {
	if t.After {
		return afterWord + " " + formatTime(t.Time)
	}
	return atWord + " " + formatTime(t.Time)
}

const (
	atWord    = "at"
	afterWord = "after"
	endWord   = "end"
)

// statementNames are the beginnings of all statements.
var statementNames = []string{atWord, afterWord, endWord + " " + atWord}

// isStatement reports whether a line that begins with this word is a statement.
func isStatement(first string) bool {
	return first == atWord || first == afterWord || first == endWord
}

// statement takes "at 300ms: ACTION", "after 200ms: ACTION" or "end at 2s".
func (p *parser) statement(l *line) {
	if p.body == 0 {
		p.body = l.number
	}
	if p.end > 0 {
		l.fail(codeAfterEnd, strconv.Itoa(p.end), "")
		return
	}
	switch first := l.take().text; first {
	case endWord:
		p.endAt(l)
	default:
		p.timed(l, first == afterWord)
	}
}

// timed takes what follows "at" or "after".
func (p *parser) timed(l *line, after bool) {
	begin := l.peek()
	st := Statement{Line: l.number, Timing: Timing{After: after, Time: l.time(0, MaxTime)}, Beside: l.comment}
	p.advance(l, begin, st.Timing)
	l.expect(":")
	if l.err != nil {
		return
	}
	st.Action = l.action()
	st.Above = p.takeComments()
	p.s.Statements = append(p.s.Statements, st)
	if n := len(p.s.Statements); n > MaxStatements && l.err == nil {
		l.err = &Error{Line: l.number, Code: codeTooManyStatements, Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxStatements)}
	}
}

// endAt takes what follows "end".
func (p *parser) endAt(l *line) {
	l.expect(atWord)
	begin := l.peek()
	p.s.HasEnd, p.s.End = true, l.time(0, MaxTime)
	p.advance(l, begin, Timing{Time: p.s.End})
	l.done()
	p.s.AboveEnd, p.s.Beside = p.takeComments(), l.comment
	p.end = l.number
}

// advance moves the clock on to the next statement, which cannot be in the past.
func (p *parser) advance(l *line, begin token, t Timing) {
	if l.err != nil {
		return
	}
	switch instant := t.after(p.clock); {
	case instant < p.clock:
		l.failAt(begin, codeTimePast, formatTime(p.clock), "")
	case instant > MaxTime:
		l.failAt(begin, codeTimeOutOfRange, formatTime(0)+" to "+formatTime(MaxTime-p.clock), "")
	default:
		p.clock = instant
	}
}
