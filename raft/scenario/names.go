package scenario

import (
	"slices"
	"strings"

	"raft-playground/raft/sim"
)

// A statement can end in "as NAME": from then on the name stands for the server
// that the statement is about.

const asWord = "as"

// reserved are the words that cannot be names, since something else begins with
// them where a server can stand.
var reserved = []string{
	LeaderWord, "all", asWord, "to", "by", addWord, readWord, noOpWord, votesWord, votersWord, termWord, ViolationWord, NoWord, logsWord, twoWord,
}

// naming takes "as NAME" behind an action.
func (l *line) naming(a Action) string {
	if !l.accept(asWord) {
		return ""
	}
	t := l.peek()
	switch _, ok := Subject(a); {
	case l.err != nil:
	case !ok:
		l.tokens = append([]token{{text: asWord, column: t.column - len(asWord) - 1}}, l.tokens...)
		l.fail(CodeLineTooLong, "", "")
	case !canName(t.text):
		l.fail(CodeExpectedName, "old", "")
	}
	l.take()
	return t.text
}

// canName reports whether a word can name a server.
func canName(word string) bool {
	return len(word) >= 2 && sim.ValidKey(word) && !isClientName(word) && !slices.Contains(reserved, word)
}

// Names returns the words of the statement that may be names of servers.
func (st *Statement) Names() []string {
	words := strings.FieldsFunc(st.String(), func(r rune) bool { return r == ' ' || r == ':' })
	return slices.DeleteFunc(words, func(word string) bool { return !canName(word) })
}

// CanSay reports whether a text can say when a statement has its turn, and what it does, in
// a cluster of so many servers which have been given these names.
func (st *Statement) CanSay(servers int, names []string) (when, what bool) {
	can := func(text string, read func(*line)) bool {
		l := newLine(0, text, servers, names)
		read(l)
		return l.err == nil
	}
	when = st.Timing.When == nil || can(st.Timing.When.String(), func(l *line) { l.condition() })
	what = (st.Claim == nil || can(st.Claim.String(), func(l *line) { l.claim() })) &&
		(st.Action == nil || can(st.Action.String(), func(l *line) { l.action() }))
	return when, what
}
