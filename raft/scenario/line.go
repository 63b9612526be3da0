package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// line takes tokens off one line of a text, from left to right. The first thing
// that is wrong stays in err; what is taken after that is worth nothing.
type line struct {
	number  int // 0 for an action on its own
	tokens  []token
	end     int      // the column behind the last character
	servers int      // how many the cluster has
	names   []string // that servers have been given so far
	err     *Error

	changing   bool // it is a change of a configuration
	nameColumn int  // where the name of a step stands

	commented bool
	comment   string // what follows the #, with at least one space before it unless it is empty
}

// newLine cuts a line of a text into tokens, for a cluster of so many servers, some
// of which have been given names.
func newLine(number int, text string, servers int, names []string) *line {
	l := &line{number: number, servers: servers, names: names, end: utf8.RuneCountInString(text) + 1}
	l.tokens, l.comment, l.commented = lex(text)
	l.comment = strings.TrimRightFunc(l.comment, unicode.IsSpace)
	if l.comment != "" && l.comment[0] != ' ' {
		l.comment = " " + l.comment
	}
	return l
}

// fail records what is wrong with the next token, or that there is none.
func (l *line) fail(code, expected, suggestion string) {
	if l.err != nil {
		return
	}
	e := &Error{Line: l.number, Column: l.end, Code: CodeLineTooShort, Expected: expected}
	if len(l.tokens) > 0 {
		t := l.tokens[0]
		e.Column, e.Code, e.Found, e.Suggestion = t.column, code, Excerpt(t.text), suggestion
	}
	l.err = e
}

// failAt records what is wrong with a token that was already taken.
func (l *line) failAt(t token, code, expected, suggestion string) {
	l.tokens = []token{t}
	l.fail(code, expected, suggestion)
}

// peek returns the next token, an empty one at the end of the line.
func (l *line) peek() token {
	if len(l.tokens) == 0 {
		return token{kind: odd}
	}
	return l.tokens[0]
}

func (l *line) take() token {
	t := l.peek()
	if len(l.tokens) > 0 {
		l.tokens = l.tokens[1:]
	}
	return t
}

// accept takes the next token if it is this one.
func (l *line) accept(text string) bool {
	if len(l.tokens) == 0 || l.tokens[0].text != text {
		return false
	}
	l.take()
	return true
}

// expect takes the next token, which must be one of these.
func (l *line) expect(texts ...string) string {
	t := l.peek()
	if slices.Contains(texts, t.text) {
		return l.take().text
	}
	suggestion := nearest(t.text, texts)
	if r := []rune(t.text); len(r) == 1 && slices.Contains(texts, asciiFor(r[0])) {
		suggestion = asciiFor(r[0])
	}
	l.fail(CodeUnexpected, join(texts), suggestion)
	return ""
}

// expectAll takes the words of a phrase.
func (l *line) expectAll(phrase string) {
	for rest := phrase; rest != ""; {
		first, after, _ := strings.Cut(rest, " ")
		if !l.accept(first) {
			l.fail(CodeUnexpected, rest, nearest(l.peek().text, []string{rest}))
			return
		}
		rest = after
	}
}

// phrase takes one of these phrases and returns which. If none stands here it
// fails with the code, names those that are offered, and returns -1.
func (l *line) phrase(known []string, code string, offered []string) int {
	first := l.peek().text
	begun := ""
	for i, phrase := range known {
		words := strings.Fields(phrase)
		if words[0] != first {
			continue
		}
		if len(l.tokens) >= len(words) && slices.EqualFunc(l.tokens[:len(words)], words, func(t token, w string) bool { return t.text == w }) {
			l.tokens = l.tokens[len(words):]
			return i
		}
		begun = phrase
	}
	if begun != "" {
		l.expectAll(begun)
		return -1
	}
	l.fail(code, join(offered), nearest(first, append(slices.Clone(known), offered...)))
	return -1
}

// more reports whether an action goes on: it ends with the line, or before "as".
func (l *line) more() bool { return len(l.tokens) > 0 && l.peek().text != asWord }

// done fails unless the line ends here.
func (l *line) done() {
	if len(l.tokens) > 0 {
		l.fail(CodeLineTooLong, "", "")
	}
}

// time takes a time from low to high.
func (l *line) time(low, high raft.Time) raft.Time {
	t, f := parseTime(l.peek().text)
	switch {
	case f == malformed:
		l.fail(CodeExpectedTime, "300ms", missingUnit(l.peek(), "ms"))
	case f == tooFine:
		l.fail(CodeTimeTooFine, "1us", "")
	case f == outOfRange || t < low || t > high:
		l.fail(CodeTimeOutOfRange, formatRange(low, high), "")
	}
	l.take()
	return t
}

// span takes a range of times, both ends from low to high.
func (l *line) span(low, high raft.Time) sim.Span {
	first := l.peek()
	s := sim.Span{Min: l.time(low, high)}
	l.expect("to")
	s.Max = l.time(low, high)
	if l.err == nil && s.Max < s.Min {
		reversed := formatSpan(sim.Span{Min: s.Max, Max: s.Min})
		first.text = formatSpan(s)
		l.failAt(first, CodeRangeReversed, reversed, reversed)
	}
	return s
}

// whole takes a whole number from low to high.
func (l *line) whole(low, high int64) int64 {
	n, f := decimal(l.peek().text, 0)
	switch {
	case f == malformed || f == tooFine:
		l.fail(CodeExpectedNumber, wholeRange(low, high), "")
	case f == outOfRange || n < low || n > high:
		l.fail(CodeNumberOutOfRange, wholeRange(low, high), "")
	}
	l.take()
	return n
}

func wholeRange(low, high int64) string {
	if low == high {
		return strconv.FormatInt(low, 10)
	}
	return strconv.FormatInt(low, 10) + " to " + strconv.FormatInt(high, 10)
}

// seed takes any number of 64 bits.
func (l *line) seed() uint64 {
	t := l.peek()
	n, err := strconv.ParseUint(t.text, 10, 64)
	if err != nil {
		code, expected := CodeExpectedNumber, "0 to 18446744073709551615"
		if allDigits(strings.TrimPrefix(t.text, "-")) {
			code = CodeNumberOutOfRange
		}
		l.fail(code, expected, "")
	}
	l.take()
	return n
}

// percent takes a probability.
func (l *line) percent() sim.PartsPerMillion {
	p, f := parsePercent(l.peek().text)
	switch {
	case f == malformed:
		l.fail(CodeExpectedPercent, "10%", missingUnit(l.peek(), "%"))
	case f == tooFine:
		l.fail(CodePercentTooFine, formatPercent(1), "")
	case f == outOfRange || p < 0 || p > sim.Certain:
		l.fail(CodePercentOutOfRange, formatPercent(0)+" to "+formatPercent(sim.Certain), "")
	}
	l.take()
	return p
}

// drift takes how much too fast a clock runs, in whole percent.
func (l *line) drift() int {
	t := l.peek()
	p, f := parsePercent(strings.TrimPrefix(t.text, "+"))
	const percent = int64(sim.Certain / 100)
	switch {
	case f == malformed:
		l.fail(CodeExpectedPercent, "+50%, -20%", missingUnit(t, "%"))
	case f == tooFine || f == fine && int64(p)%percent != 0:
		l.fail(CodePercentTooFine, "1%", "")
	case f == outOfRange || int64(p) < sim.MinDrift*percent || int64(p) > sim.MaxDrift*percent:
		l.fail(CodePercentOutOfRange, fmt.Sprintf("%d%% to +%d%%", sim.MinDrift, sim.MaxDrift), "")
	}
	l.take()
	return int(int64(p) / percent)
}

// missingUnit suggests a unit for a number without one.
func missingUnit(t token, unit string) string {
	if _, f := decimal(t.text, 3); t.kind == number && f == fine {
		return t.text + unit
	}
	return ""
}

// key takes the name of a value in the state machine.
func (l *line) key() string {
	t := l.peek()
	if !sim.ValidKey(t.text) {
		suggestion := ""
		if lower := strings.ToLower(t.text); sim.ValidKey(lower) {
			suggestion = lower
		}
		l.fail(CodeExpectedKey, "x", suggestion)
	}
	l.take()
	return t.text
}
