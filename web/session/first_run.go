package session

import (
	"math/rand/v2"
	"sync"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// ownScene is a run that begins by itself.
func ownScene() *scene {
	clusters, err := newClusters(pleasantStart(), nil)
	if err != nil {
		panic(err) // the default scenario is one of ours
	}
	return &scene{clusters: clusters}
}

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
	if seed, known := pleasant.some(); known {
		s.Config.Seed = seed
		return s
	}
	for range pleasantTries {
		s.Config.Seed = 1 + rand.Uint64N(maxSeed)
		w, err := sim.New(s.Config)
		if err != nil {
			panic(err) // the default configuration is one of ours
		}
		w.RunUntil(pleasantLeader)
		if leader := w.Leader(); leader != 0 && w.Server(leader).CurrentTerm() == 1 {
			pleasant.note(s.Config.Seed)
			break
		}
	}
	return s
}

// pleasant remembers seeds with which a run begins pleasantly: looking for one takes
// longer than all else that a new session needs.
var pleasant seeds

type seeds struct {
	mu    sync.Mutex
	found []uint64
}

// enoughSeeds is how many are found before they are used again.
const enoughSeeds = 256

func (s *seeds) some() (seed uint64, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.found) < enoughSeeds {
		return 0, false
	}
	return s.found[rand.IntN(len(s.found))], true
}

func (s *seeds) note(seed uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.found = append(s.found, seed)
}
