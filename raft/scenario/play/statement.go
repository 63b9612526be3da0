package play

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// statement is one of a scenario's statements as a run plays it.
type statement struct {
	scenario.Statement
	number int              // one more than that of the statement right before it
	said   *scenario.Timing // what the text says, where Timing was an "after" that is an instant by now
	shared bool             // it is the main run's, and this is a variant
	anchor bool             // nobody has written it
	failed bool             // it could not be carried out,
	late   bool             // since its instant was past when its turn came
}

// placeOf returns what is left of a statement that cannot be carried out: what counts from it
// still does.
func placeOf(st *scenario.Statement, t scenario.Timing) scenario.Statement {
	return scenario.Statement{Line: st.Line, Timing: t, Action: scenario.Wait{}, Above: st.Above, Trailing: st.Trailing}
}

// waiting is a statement that does nothing at an instant.
func waiting(at raft.Time) scenario.Statement {
	return scenario.Statement{Timing: scenario.Timing{Time: at}, Action: scenario.Wait{}}
}

// doNothing leaves of a statement when it has its turn.
func doNothing(st *scenario.Statement) { st.Claim, st.Action, st.As = nil, scenario.Wait{}, "" }

// script is a part of what happens in a run, and what is expected of its end.
type script struct {
	scenario.Script             // without its statements,
	list            []statement // which are these
}

// played returns a script of a text as a run plays it.
func played(s scenario.Script) script {
	list := make([]statement, len(s.Statements))
	for i, st := range s.Statements {
		list[i].Statement = st
	}
	s.Statements = nil
	return script{s, list}
}

// written returns the script as a text has it.
func (s *script) written() scenario.Script {
	own := s.Script
	own.Statements = texts(s.list)
	return own
}

// texts returns statements as a text has them.
func texts(list []statement) []scenario.Statement {
	statements := make([]scenario.Statement, len(list))
	for i := range list {
		statements[i] = list[i].Statement
	}
	return statements
}

// numbered returns the statements with numbers from first on, by which it shows
// whether one follows right behind another.
func numbered(list []statement, first int) []statement {
	list = slices.Clone(list)
	for i := range list {
		list[i].number = first + i
	}
	return list
}

// shared returns the statements as a variant follows them.
func shared(list []statement) []statement {
	list = slices.Clone(list)
	for i := range list {
		list[i].shared = true
	}
	return list
}
