package scenario

import (
	"slices"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Action is what a statement does, as the text says it: where a server stands,
// it may say leader.
type Action interface {
	// String returns the canonical form.
	String() string
	// bind replaces words that stand for a server by that server.
	Bind(Scope) (Action, *Error)
	// act returns what to do to a world. Only a bound action can say so.
	Act() sim.Action
}

// Scope is what words stand for at the instant of an action.
type Scope struct {
	Leader raft.ServerID
	Names  []Naming
}

// Naming is a name that a statement has given to a server.
type Naming struct {
	Name string
	ID   raft.ServerID
}

// named returns the server of a name, 0 for none. The newest naming counts.
func (sc Scope) named(name string) raft.ServerID {
	for i := len(sc.Names) - 1; i >= 0; i-- {
		if sc.Names[i].Name == name {
			return sc.Names[i].ID
		}
	}
	return 0
}

// Wait is "wait": nothing is done. What follows waits for the same.
type Wait struct{}

const waitWord = "wait"

func (Wait) String() string                { return waitWord }
func (a Wait) Bind(Scope) (Action, *Error) { return a, nil }
func (Wait) Act() sim.Action               { return nil }

// tableAction is an action that does something to the world: one of the table in package sim.
type tableAction struct {
	*form
	arguments
}

func (a *tableAction) String() string { return a.write(&a.arguments) }

func (a *tableAction) Bind(sc Scope) (Action, *Error) {
	bound, err := a.arguments.bind(sc)
	return &tableAction{a.form, bound}, err
}

func (a *tableAction) Act() sim.Action { return a.spec.Make(a.arguments.values()) }

// Subject returns the one server that an action is about, false when there is
// none or more than one.
func Subject(a Action) (Server, bool) {
	if a, ok := a.(*tableAction); ok {
		return a.server, a.aimed
	}
	return Server{}, false
}

// actionNames are the beginnings of all actions, those of a client among them.
var actionNames = func() []string {
	names := slices.Clone(verbNames)
	for _, verb := range clientOrders {
		names = append(names, raft.ClientID(1).String()+" "+verb)
	}
	return names
}()

// action takes an action. The line ends behind it, or goes on with "as".
func (l *line) action() Action {
	var a Action
	if first := l.peek().text; isClientName(first) {
		a = l.tableAction(slices.Clone(clientForms))
	} else if slices.Contains(clientOrders, first) {
		l.fail(CodeUnknownAction, join(actionNames), raft.ClientID(1).String()+" "+first)
	} else if i := l.phrase(verbNames, CodeUnknownAction, actionNames); i >= 0 {
		switch verb := verbNames[i]; verb {
		case waitWord:
			a = Wait{}
		case StepWord:
			a = Step{l.stepName()}
		default:
			a = l.tableAction(behind(forms, strings.Count(verb, " ")+1, verb))
		}
	}
	if l.more() {
		l.done()
	}
	return a
}

// ParseAction reads an action on its own, "crash S1", in which these names stand for
// servers. It is an [*Error] without a line if it is none.
func ParseAction(text string, names ...string) (Action, error) {
	if len(text) > MaxText {
		return nil, TooLong(CodeTextTooLong, len(text))
	}
	a, err := readAction(text, names)
	if err != nil {
		mend(err, text, func(guess string) bool {
			_, err := readAction(guess, names)
			return err == nil
		})
		return nil, err
	}
	return a, nil
}

func readAction(text string, names []string) (Action, *Error) {
	if err := checkCharacters(text, 0); err != nil {
		return nil, err
	}
	l := newLine(0, text, raft.MaxServers, names)
	a := l.action()
	l.done()
	return a, l.err
}
