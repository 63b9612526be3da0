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
type scope struct {
	leader raft.ServerID
	names  []naming
}

// naming is a name that a statement has given to a server.
type naming struct {
	name string
	id   raft.ServerID
}

// named returns the server of a name, 0 for none. The newest naming counts.
func (sc scope) named(name string) raft.ServerID {
	for i := len(sc.names) - 1; i >= 0; i-- {
		if sc.names[i].name == name {
			return sc.names[i].id
		}
	}
	return 0
}

// wait is "wait": nothing is done. What follows waits for the same.
type wait struct{}

func readWait(*line) Action { return wait{} }

func (wait) String() string                { return "wait" }
func (a wait) bind(scope) (Action, *Error) { return a, nil }
func (wait) act() sim.Action               { return nil }

// verb is a kind of action that begins with its name.
type verb struct {
	name string
	read func(*line) Action
}

var verbs = []verb{
	{"crash", readCrash},
	{restartWord, readOneServer(restartWord)},
	{pauseWord, readOneServer(pauseWord)},
	{resumeWord, readOneServer(resumeWord)},
	{wipeWord, readOneServer(wipeWord)},
	{timeOutWord, readOneServer(timeOutWord)},
	{"cut", readCut},
	{"heal", readHeal},
	{"partition", readPartition},
	{isolateWord, readOneServer(isolateWord)},
	{"latency", readLatency},
	{lossWord, readChance(lossWord)},
	{duplicationWord, readChance(duplicationWord)},
	{reorderingWord, readChance(reorderingWord)},
	{dropWord, readTamper(dropWord)},
	{delayWord, readTamper(delayWord)},
	{duplicateWord, readTamper(duplicateWord)},
	{"disk sync", readDiskSync},
	{"election timeout", readElectionTimeout},
	{"drift", readDrift},
	{"wait", readWait},
	{stepWord, readStep},
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
	for _, of := range trafficVerbs {
		names = append(names, raft.ClientID(1).String()+" "+of)
	}
	return names
}()

// action takes an action. The line ends behind it, or goes on with "as".
func (l *line) action() Action {
	var a Action
	if first := l.peek().text; isClientName(first) {
		a = readRequest(l)
	} else if slices.Contains(requestOps, first) || slices.Contains(trafficVerbs, first) {
		l.fail(codeUnknownAction, join(actionNames), raft.ClientID(1).String()+" "+first)
	} else if i := l.phrase(verbNames, codeUnknownAction, actionNames); i >= 0 {
		a = verbs[i].read(l)
	}
	if l.more() {
		l.done()
	}
	return a
}

// ParseAction reads an action on its own: "crash S1". It is an [*Error] without
// a line if it is none.
func ParseAction(text string) (Action, error) { return parseAction(text, nil) }

// parseAction reads an action in which names stand for servers.
func parseAction(text string, names []string) (Action, error) {
	if len(text) > MaxText {
		return nil, tooLong(codeTextTooLong, len(text))
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
