package scenario

import (
	"slices"
	"strconv"

	"raft-playground/raft"
)

// Statement is one line of what happens: when, and what. What is an action or a
// claim.
type Statement struct {
	Line   int // in the text it was read from, 0 for one that was recorded live
	Timing Timing
	Action Action
	As     string // a name for the server that the action is about, "" for none
	Claim  Claim  // in place of an action

	Above    []string // comments on lines of their own before it, without the #
	Trailing string   // a comment behind it, "" for none
}

// String returns the statement without its comments.
func (st *Statement) String() string {
	text := st.Timing.String() + ": "
	switch {
	case st.Claim != nil:
		return text + expectWord + " " + st.Claim.String()
	case st.As != "":
		return text + st.Action.String() + " " + asWord + " " + st.As
	}
	return text + st.Action.String()
}

// TimingOf returns when the statement acts, to be changed: see [Dated] and [EndsAfter].
func (st *Statement) TimingOf() *Timing { return &st.Timing }

// Timing says when a statement acts.
type Timing struct {
	When  Condition // nil if it acts at a time
	After bool      // Time counts from the statement before it, else from the beginning
	Time  raft.Time // at least 0
}

// after returns the earliest instant of a statement that follows one of instant
// last.
func (t Timing) Earliest(last raft.Time) raft.Time {
	switch {
	case t.When != nil:
		return last
	case t.After:
		return last + t.Time
	}
	return t.Time
}

// String returns the words before the colon.
func (t Timing) String() string {
	switch {
	case t.When != nil:
		return whenWord + " " + t.When.String()
	case t.After:
		return afterWord + " " + FormatTime(t.Time)
	}
	return atWord + " " + FormatTime(t.Time)
}

const (
	atWord    = "at"
	afterWord = "after"
	whenWord  = "when"
	endWord   = "end"
	lookWord  = "look"
)

// statementNames are the beginnings of all statements.
var statementNames = []string{atWord, afterWord, whenWord, expectWord, endWord + " " + atWord, lookWord + " " + atWord}

// isStatement reports whether a line that begins with this word is a statement.
func isStatement(first string) bool {
	return first == endWord || first == lookWord || slices.Contains(statementNames, first)
}

// statement takes "at 300ms: ACTION", "after 200ms: ACTION", "when CONDITION:
// ACTION", "expect CLAIM", "end at 2s" or "look at 1s".
func (p *parser) statement(l *line) {
	if p.body == 0 {
		p.body = l.number
	}
	first := l.peek()
	if p.end > 0 && first.text != expectWord && first.text != lookWord {
		l.fail(CodeAfterEnd, strconv.Itoa(p.end), "")
		return
	}
	switch l.take(); first.text {
	case endWord:
		p.endAt(l)
	case lookWord:
		p.lookAt(l, first)
	case expectWord:
		p.bareClaim(l)
	case whenWord:
		p.waits = true
		p.timed(l, Timing{When: l.condition()})
	default:
		begin := l.peek()
		t := Timing{After: first.text == afterWord, Time: l.time(0, MaxTime)}
		p.advance(l, begin, t)
		p.timed(l, t)
	}
	if n := p.s.Lines(); n > MaxStatements && l.err == nil {
		l.err = &Error{Line: l.number, Code: CodeTooManyStatements, Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxStatements)}
	}
}

// timed takes what follows the time of a statement.
func (p *parser) timed(l *line, t Timing) {
	l.expect(":")
	if l.err != nil {
		return
	}
	st := Statement{Line: l.number, Timing: t, Trailing: l.comment}
	if l.accept(expectWord) {
		st.Claim = l.claim()
	} else if st.Action = l.action(); l.err == nil {
		st.As = l.naming(st.Action)
		l.done()
		p.newStep(l, st.Action)
	}
	if st.As != "" && !slices.Contains(p.names, st.As) {
		p.names = append(slices.Clip(p.names), st.As)
	}
	st.Above = p.takeComments()
	p.script.Statements = append(p.script.Statements, st)
}

// bareClaim takes what follows "expect".
func (p *parser) bareClaim(l *line) {
	c := BareClaim{Line: l.number, Claim: l.claim(), Trailing: l.comment}
	c.Above = p.takeComments()
	p.script.Claims = append(p.script.Claims, c)
}

// endAt takes what follows "end".
func (p *parser) endAt(l *line) {
	l.expect(atWord)
	begin := l.peek()
	s := p.script
	s.HasEnd, s.End = true, l.time(0, MaxTime)
	clock := p.clock
	p.advance(l, begin, Timing{Time: s.End})
	p.clock = clock // what a variant does comes after the statements
	l.done()
	s.AboveEnd, s.TrailingEnd = p.takeComments(), l.comment
	p.end = l.number
}

// lookAt takes what follows "look".
func (p *parser) lookAt(l *line, first token) {
	if p.look > 0 {
		first.text = lookWord + " " + atWord
		l.failAt(first, CodeRepeatedSetting, strconv.Itoa(p.look), "")
	}
	l.expect(atWord)
	at := l.time(0, MaxTime)
	l.done()
	p.s.Look, p.s.AboveLook, p.s.TrailingLook = &at, p.takeComments(), l.comment
	p.look = l.number
}

// Lines counts the statements and claims of all runs.
func (s *Scenario) Lines() int {
	n := len(s.Statements) + len(s.Claims)
	for i := range s.Variants {
		n += len(s.Variants[i].Statements) + len(s.Variants[i].Claims)
	}
	return n
}

// advance moves the clock on to the next statement, which cannot be in the past.
// Behind a condition nobody knows what comes how long after it.
func (p *parser) advance(l *line, begin token, t Timing) {
	if l.err != nil || p.waits && t.After {
		return
	}
	least := p.clock
	if end := p.script.HasEnd; !end {
		least = max(least, p.least)
	}
	switch instant := t.Earliest(p.clock); {
	case instant < least:
		l.failAt(begin, CodeTimePast, FormatTime(least), "")
	case instant > MaxTime:
		l.failAt(begin, CodeTimeOutOfRange, formatRange(0, MaxTime-p.clock), "")
	default:
		p.clock = instant
	}
}
