package session

import (
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// What is told of a cluster at once fits into a message however long it has run. Of
// its logs that is the newest entries: those before are asked for when somebody
// looks at them (wire.Entries). Of what else can be very many, which no run that
// anybody watches has, the rest is left out.

// What a part of a state takes on the wire, in bytes, roughly.
const (
	entryBytes  = 56
	flightBytes = 200
	pairBytes   = 40
)

// stateWithin returns a cluster's state, of most bytes or, if that takes more than
// cutting logs and counting what is under way, a little more.
func stateWithin(w *sim.World, most int) sim.State {
	servers := w.Config().Servers
	s := w.StateWithTail(most / 2 / servers / entryBytes)
	if n := most / 4 / flightBytes; len(s.Flights) > n {
		s.Flights = s.Flights[len(s.Flights)-n:]
	}
	for i := range s.Servers {
		v := &s.Servers[i]
		if n := most / 4 / servers / pairBytes; len(v.Machine) > n {
			v.Machine, v.Pairs = v.Machine[:n], len(v.Machine)
		}
	}
	return s
}

// maxOutcomes is how many outcomes of claims are told in a snapshot, of all
// clusters together. Those that did not hold come first.
const maxOutcomes = 240

// someOutcomes returns no more outcomes than that, in their order.
func someOutcomes(all []wire.Outcome, most int) []wire.Outcome {
	if len(all) <= most {
		return all
	}
	some := make([]wire.Outcome, 0, most)
	failed := 0
	for _, o := range all {
		if !o.Held {
			failed++
		}
	}
	held := max(0, most-failed)
	for _, o := range all {
		if len(some) == most {
			break
		}
		if o.Held {
			if held == 0 {
				continue
			}
			held--
		}
		some = append(some, o)
	}
	return some
}
