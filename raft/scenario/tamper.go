package scenario

import (
	"math"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// tamper is something that is done to a single message: "drop message 123", or
// "delay next AppendEntries S1 -> S2 by 50ms", likewise for the others.
type tamper struct {
	verb    string
	message uint64          // its number; 0 for the next of
	kind    sim.MessageKind // this kind
	link    reach           // on this link
	delay   raft.Duration   // of a delay
}

// What can be done to a message.
const (
	dropWord      = "drop"
	delayWord     = "delay"
	duplicateWord = "duplicate"
)

const (
	messageWord = "message"
	nextWord    = "next"
)

// betweenServers are the kinds of messages that servers send one another.
var betweenServers = []string{
	string(sim.AppendEntries), string(sim.AppendEntriesReply), string(sim.RequestVote), string(sim.RequestVoteReply),
	string(sim.PreVote), string(sim.PreVoteReply),
}

// readTamper returns the reader of a verb.
func readTamper(verb string) func(*line) Action {
	return func(l *line) Action {
		a := tamper{verb: verb}
		if l.expect(messageWord, nextWord) == messageWord {
			a.message = uint64(l.whole(1, math.MaxInt64))
		} else {
			a.kind = sim.MessageKind(l.expect(betweenServers...))
			a.link = l.link()
		}
		if verb == delayWord {
			l.expect("by")
			a.delay = l.time(raft.Microsecond, sim.MaxDuration)
		}
		return a
	}
}

func (a tamper) String() string {
	text := a.verb + " " + messageWord + " " + strconv.FormatUint(a.message, 10)
	if a.message == 0 {
		text = a.verb + " " + nextWord + " " + string(a.kind) + " " + a.link.ends()
	}
	if a.verb == delayWord {
		text += " by " + formatTime(a.delay)
	}
	return text
}

func (a tamper) bind(sc scope) (Action, *Error) {
	if a.message != 0 {
		return a, nil
	}
	link, err := a.link.bind(sc)
	a.link = link
	return a, err
}

func (a tamper) act() sim.Action {
	t := sim.Tamper{Message: a.message, Kind: a.kind, From: a.link.from.id, To: a.link.to.id, Delay: a.delay}
	switch a.verb {
	case dropWord:
		t.How = sim.DropMessage
	case delayWord:
		t.How = sim.DelayMessage
	case duplicateWord:
		t.How = sim.DuplicateMessage
	}
	return t
}
