package scenario

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Action is what a statement does, as the text says it: where a server stands,
// it may say leader.
type Action interface {
	// String returns the canonical form.
	String() string
	// bind replaces words that stand for a server by that server.
	bind(scope) (Action, *Error)
	// act returns what to do to a world. Only a bound action can say so.
	act() sim.Action
}

// scope is what words stand for at the instant of an action.
type scope struct{ leader raft.ServerID }

// verb is a kind of action that begins with its name.
type verb struct {
	name string
	read func(*line) Action
}

var verbs = []verb{
	{"crash", readCrash},
	{"restart", readRestart},
	{"time out", readTimeOut},
	{"cut", readCut},
	{"heal", readHeal},
	{"partition", readPartition},
	{"isolate", readIsolate},
	{"latency", readLatency},
	{"loss", readLoss},
	{"disk sync", readDiskSync},
}

// verbNames are the beginnings of the actions above.
var verbNames = func() []string {
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = v.name
	}
	return names
}()

// actionNames are the beginnings of all actions, those of a client among them.
var actionNames = func() []string {
	names := slices.Clone(verbNames)
	for _, op := range requestOps {
		names = append(names, raft.ClientID(1).String()+" "+op)
	}
	return names
}()

// action takes an action, up to the end of the line.
func (l *line) action() Action {
	var a Action
	if isClientName(l.peek().text) {
		a = readRequest(l)
	} else if i := l.phrase(verbNames, codeUnknownAction, actionNames); i >= 0 {
		a = verbs[i].read(l)
	}
	l.done()
	return a
}

// ParseAction reads an action on its own: "crash S1". It is an [*Error] without
// a line if it is none.
func ParseAction(text string) (Action, error) {
	if len(text) > MaxText {
		return nil, tooLong(codeTextTooLong, len(text))
	}
	if err := checkCharacters(text, 0); err != nil {
		return nil, err
	}
	l := newLine(0, text, raft.MaxServers)
	a := l.action()
	if l.err != nil {
		return nil, l.err
	}
	return a, nil
}
