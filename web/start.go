package web

import (
	"math/rand/v2"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// pleasant bounds when the first leader is elected in a session's first run.
const (
	pleasantLeader = 260 * raft.Millisecond
	pleasantTries  = 32
	maxSeed        = 9999 // short enough to be told to a neighbour
)

// pleasantStart returns the scenario that a new session begins with: five servers
// that elect a leader at the first attempt and soon.
func pleasantStart() *scenario.Scenario {
	s := &scenario.Scenario{Config: sim.DefaultConfig()}
	for range pleasantTries {
		s.Config.Seed = 1 + rand.Uint64N(maxSeed)
		w, err := sim.New(s.Config)
		if err != nil {
			panic(err) // the default configuration is one of ours
		}
		w.RunUntil(pleasantLeader)
		if leader := w.Leader(); leader != 0 && w.Server(leader).CurrentTerm() == 1 {
			break
		}
	}
	return s
}
