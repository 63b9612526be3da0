package scenario

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// traffic is "c1 writes and reads every 100ms", "c1 writes every 100ms", "c1 reads
// every 100ms", or "c1 stops".
type traffic struct {
	client raft.ClientID
	of     sim.Traffic
}

const (
	writesWord = "writes"
	readsWord  = "reads"
	andWord    = "and"
	everyWord  = "every"
	stopsWord  = "stops"
)

// trafficVerbs are how traffic begins.
var trafficVerbs = []string{writesWord, readsWord, stopsWord}

func (l *line) traffic(client raft.ClientID) Action {
	a := traffic{client: client}
	switch l.take().text {
	case stopsWord:
		return a
	case readsWord:
		a.of.Reads = true
	default:
		a.of.Writes = true
		if l.accept(andWord) {
			l.expect(readsWord)
			a.of.Reads = true
		}
	}
	if l.peek().text != everyWord && a.of.Writes && !a.of.Reads {
		l.expect(everyWord, andWord)
	}
	l.expect(everyWord)
	a.of.Every = l.time(raft.Millisecond, sim.MaxDuration)
	return a
}

func (a traffic) String() string {
	text := a.client.String() + " "
	switch {
	case a.of.Every == 0:
		return text + stopsWord
	case a.of.Writes && a.of.Reads:
		text += writesWord + " " + andWord + " " + readsWord
	case a.of.Reads:
		text += readsWord
	default:
		text += writesWord
	}
	return text + " " + everyWord + " " + formatTime(a.of.Every)
}

func (a traffic) bind(scope) (Action, *Error) { return a, nil }

func (a traffic) act() sim.Action { return sim.SetTraffic{Client: a.client, Traffic: a.of} }
