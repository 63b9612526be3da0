package scenario

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// A statement can end in "as NAME": from then on the name stands for the server
// that the statement is about.

const asWord = "as"

// reserved are the words that cannot be names, since something else begins with
// them where a server can stand.
var reserved = []string{
	leaderWord, "all", asWord, "to", "by", addWord, readWord, noOpWord, votesWord, termWord, violationWord, noWord, logsWord, twoWord,
}

// naming takes "as NAME" behind an action.
func (l *line) naming(a Action) string {
	if !l.accept(asWord) {
		return ""
	}
	t := l.peek()
	switch _, ok := subject(a); {
	case l.err != nil:
	case !ok:
		l.tokens = append([]token{{text: asWord, column: t.column - len(asWord) - 1}}, l.tokens...)
		l.fail(codeLineTooLong, "", "")
	case len(t.text) < 2 || !sim.ValidKey(t.text) || isClientName(t.text) || slices.Contains(reserved, t.text):
		l.fail(codeExpectedName, "old", "")
	}
	l.take()
	return t.text
}

// give returns the names with one more.
func give(names []naming, name string, id raft.ServerID) []naming {
	return append(slices.Clip(names), naming{name, id})
}

// disown is called when a statement that was to give a name has not acted. What
// speaks of that name cannot act either: it does nothing, and a condition that
// speaks of it never comes.
func (r *Run) disown() {
	names, servers := r.given(), r.scenario.Config.Servers
	pending := slices.Clone(r.pending)
	for i := range pending {
		st := &pending[i]
		if when := st.Timing.When; when != nil && !canRead(when.String(), servers, names, func(l *line) { l.condition() }) {
			r.leaveOut(pending[i:])
			pending = pending[:i]
			break
		}
		if st.Claim != nil && !canRead(st.Claim.String(), servers, names, func(l *line) { l.claim() }) {
			r.leaveOut(pending[i : i+1])
			st.Claim, st.Action = nil, wait{}
		}
		if st.Action != nil && !canRead(st.Action.String(), servers, names, func(l *line) { l.action() }) {
			st.Action, st.As = wait{}, ""
		}
		if st.As != "" {
			names = append(names, st.As)
		}
	}
	r.pending = pending
}

// leaveOut notes the claims among statements that will never have their turn.
func (r *Run) leaveOut(statements []Statement) {
	for i := range statements {
		if st := &statements[i]; st.Claim != nil && !st.shared {
			r.outcomes = append(r.outcomes, Outcome{Line: st.Line, Claim: st.Claim.String(), At: r.Now()})
		}
	}
}

// canRead reports whether a text can be read when these names have been given.
func canRead(text string, servers int, names []string, read func(*line)) bool {
	l := newLine(0, text, servers, names)
	read(l)
	return l.err == nil
}
