package sim_test

import (
	"slices"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// mesh is a network in which some links are cut for good, around the first leader and
// the servers that come after it in a circle.
type mesh struct {
	name    string
	servers int
	cut     func(leader raft.ServerID, after func(int) raft.ServerID) []sim.Action
	stuck   []string // the settings with which nothing is committed any more, whatever the seed
}

// The settings that a mesh is tried with.
var elections = []struct {
	name                          string
	preVote, checkQuorum, promise bool
}{
	{name: "plain"}, {name: "PreVote", preVote: true}, {name: "CheckQuorum", checkQuorum: true}, {name: "the promise", promise: true},
	{name: "both", preVote: true, checkQuorum: true}, {name: "all three", preVote: true, checkQuorum: true, promise: true},
	{name: "CheckQuorum and the promise", checkQuorum: true, promise: true},
}

var meshes = []mesh{
	{"the leader and one of two followers do not reach one another", 3, func(leader raft.ServerID, after func(int) raft.ServerID) []sim.Action {
		return []sim.Action{cutOff(leader, true, after(1))}
	}, nil},
	{"the leader and one of four followers do not reach one another", 5, func(leader raft.ServerID, after func(int) raft.ServerID) []sim.Action {
		return []sim.Action{cutOff(leader, true, after(1))}
	}, nil},
	{"one follower does not hear the leader", 5, func(leader raft.ServerID, after func(int) raft.ServerID) []sim.Action {
		return []sim.Action{cutOff(leader, false, after(1))}
	}, nil},
	{"one follower hears nobody, and is heard", 5, func(leader raft.ServerID, after func(int) raft.ServerID) []sim.Action {
		deaf := after(1)
		return []sim.Action{cutOff(leader, false, deaf), cutOff(after(2), false, deaf), cutOff(after(3), false, deaf), cutOff(after(4), false, deaf)}
	}, nil},
	{"one follower alone reaches all, and is all that anybody reaches", 5, func(leader raft.ServerID, after func(int) raft.ServerID) []sim.Action {
		return []sim.Action{cutOff(leader, true, after(2), after(3), after(4)), cutOff(after(2), true, after(3), after(4)), cutOff(after(3), true, after(4))}
	}, []string{"PreVote", "the promise"}},
	{"the leader hears nobody, and is heard", 5, func(leader raft.ServerID, after func(int) raft.ServerID) []sim.Action {
		return []sim.Action{cutOff(after(1), false, leader), cutOff(after(2), false, leader), cutOff(after(3), false, leader), cutOff(after(4), false, leader)}
	}, []string{"plain", "PreVote", "the promise"}},
	{"the leader hears all, and nobody hears it", 5, func(leader raft.ServerID, after func(int) raft.ServerID) []sim.Action {
		return []sim.Action{cutOff(leader, false, after(1), after(2), after(3), after(4))}
	}, nil},
}

func cutOff(from raft.ServerID, bothWays bool, to ...raft.ServerID) sim.Action {
	var set raft.ServerSet
	for _, id := range to {
		set = set.With(id)
	}
	return sim.Cut{From: from, To: set, BothWays: bothWays}
}

// Which partial meshes never answer again, and which of the settings settles them, is
// measured here: with PreVote and CheckQuorum together every one of them does, and so it does
// where the promise to a leader comes with CheckQuorum; without CheckQuorum the promise stops more.
func TestLine45_WithPreVoteAndCheckQuorumEveryPartialMeshAnswersAgain(t *testing.T) {
	t.Parallel()
	for _, m := range meshes {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			for _, e := range elections {
				answered := 0
				seeds := fewerUnderRace(20)
				if e.preVote && e.checkQuorum {
					seeds = fewerUnderRace(200)
				}
				for seed := range seeds {
					cfg := sim.DefaultConfig()
					cfg.Servers, cfg.Seed = m.servers, uint64(seed)+1
					cfg.PreVote, cfg.CheckQuorum, cfg.LeaderPromise = e.preVote, e.checkQuorum, e.promise
					if m.answers(t, cfg) {
						answered++
					}
				}
				want := seeds
				if slices.Contains(m.stuck, e.name) {
					want = 0
				}
				if answered != want {
					t.Errorf("%s: %d of %d seeds answer, not %d", e.name, answered, seeds, want)
				}
			}
		})
	}
}

// answers reports whether entries are still committed in the last two seconds of ten,
// when the links have been cut after one.
func (m mesh) answers(t *testing.T, cfg sim.Config) bool {
	w := newWorld(t, cfg)
	w.RunUntil(raft.Second)
	leader := w.Leader()
	if leader == 0 {
		t.Fatalf("seed %d: nobody leads after a second", cfg.Seed)
	}
	after := func(n int) raft.ServerID { return (leader-1+raft.ServerID(n))%raft.ServerID(cfg.Servers) + 1 }
	for _, a := range m.cut(leader, after) {
		do(t, w, a)
	}
	do(t, w, traffic(1, "w", 100*ms))
	before := raft.Index(0)
	for w.Now() < 10*raft.Second {
		if w.Now() == 8*raft.Second {
			before = committed(w)
		}
		w.RunUntil(w.Now() + raft.Second)
		w.TakeEvents()
	}
	return committed(w) > before
}

// committed is the highest commitIndex that there is.
func committed(w *sim.World) (index raft.Index) {
	for id := raft.ServerID(1); int(id) <= w.Config().Servers; id++ {
		index = max(index, w.Server(id).CommitIndex())
	}
	return index
}
