package raft

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Cluster checks that every server applies entry after entry, in order and once
// per incarnation (see took); here that is brought about.
func TestLine37_EntriesAreAppliedInOrderOncePerIncarnation(t *testing.T) {
	c := newCluster(t, setup{servers: 3, noOp: true})
	for round := range 6 {
		leader := ServerID(round%3 + 1)
		c.elect(leader)
		for range 3 {
			c.propose(leader, Command{Op: Add, Key: "x", Value: 1})
		}
		c.settle()
		c.heartbeat(leader)
		for _, id := range c.ids() {
			m := c.at(id)
			if want := Index(4 * (round + 1)); m.LastApplied() != want || Index(len(m.applied)) != want {
				t.Errorf("round %d: %v has applied %d entries, up to %d; want %d", round, id, len(m.applied), m.LastApplied(), want)
			}
			if pairs := m.machine.Pairs(); len(pairs) != 1 || pairs[0].Value != int64(3*(round+1)) {
				t.Errorf("round %d: %v holds %v", round, id, pairs)
			}
		}
		c.restart(ServerID(round%2 + 1)) // begins anew at 1
	}
}

func TestLine42_TheMedianIsRightFor1To9Servers(t *testing.T) {
	for _, stored := range []struct {
		by   []Index // the leader first
		want Index
	}{
		{[]Index{7}, 7},
		{[]Index{7, 5}, 5},
		{[]Index{7, 0, 5}, 5},
		{[]Index{3, 9, 9}, 9},
		{[]Index{7, 5, 3, 1}, 3},
		{[]Index{7, 5, 3, 1, 0}, 3},
		{[]Index{9, 8, 7, 3, 2, 1}, 3},
		{[]Index{1, 2, 3, 4, 5, 6, 7}, 4},
		{[]Index{8, 7, 6, 5, 4, 3, 2, 1}, 4},
		{[]Index{0, 0, 0, 0, 5, 6, 7, 8, 9}, 5},
		{[]Index{4, 4, 4, 4, 4, 4, 4, 4, 4}, 4},
	} {
		if got := leaderWhere(stored.by).storedByQuorum(); got != stored.want {
			t.Errorf("stored up to %v: a majority holds %d, want %d", stored.by, got, stored.want)
		}
	}
}

func TestLine42_TheMedianIsTheHighestIndexAMajorityStores(t *testing.T) {
	for servers := 1; servers <= MaxServers; servers++ {
		t.Run(fmt.Sprint(servers), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				index := rapid.Custom(func(t *rapid.T) Index { return Index(rapid.IntRange(0, 12).Draw(t, "index")) })
				stored := rapid.SliceOfN(index, servers, servers).Draw(t, "stored")
				on := func(i Index) (n int) {
					for _, up := range stored {
						if up >= i {
							n++
						}
					}
					return n
				}
				want := Index(0)
				for on(want+1) > servers/2 {
					want++
				}
				s := leaderWhere(stored)
				if got := s.storedByQuorum(); got != want {
					t.Fatalf("stored up to %v: a majority holds %d, want %d", stored, got, want)
				}
				if got := s.storedOn(want + 1).have; got != on(want+1) {
					t.Fatalf("stored up to %v: %d servers hold %d, want %d", stored, got, want+1, on(want+1))
				}
			})
		})
	}
}

// Without the check of prevLogIndex a follower believes a leader that speaks of
// entries which its own log does not reach. It cannot apply what is not there.
func TestWithoutTheCheckAServerAppliesNoMoreThanItsLogHolds(t *testing.T) {
	cfg := config(1, 3)
	cfg.Without = cfg.Without.With(PrevLogCheck)
	s := startAlone(t, cfg, DurableState{CurrentTerm: 5})
	hear(s, 2, 5, appendOf(5, 5, "", 5))
	if s.CommitIndex() != 5 || s.LastApplied() != 0 {
		t.Fatalf("an empty log: commitIndex is %d, lastApplied %d", s.CommitIndex(), s.LastApplied())
	}
	out := hear(s, 2, 5, appendOf(5, 5, "5", 6)) // comes to stand at index 1
	if s.Log().LastIndex() != 1 || s.CommitIndex() != 6 || s.LastApplied() != 1 || len(out.Committed) != 1 {
		t.Errorf("one entry: commitIndex is %d, lastApplied %d", s.CommitIndex(), s.LastApplied())
	}
}

// A server that does not follow a rule may err about the others, but goes on, and
// applies what its log holds.
func TestWhateverRuleIsNotFollowedAServerAppliesNoMoreThanItsLogHolds(t *testing.T) {
	for _, rule := range Rules() {
		t.Run(rule.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				cfg := config(1, 3)
				cfg.Without = cfg.Without.With(rule)
				s, err := New(cfg, DurableState{}, 0)
				if err != nil {
					t.Fatal(err)
				}
				for range 40 {
					stormy(t, s)
					if s.LastApplied() > s.Log().LastIndex() {
						t.Fatalf("lastApplied %d in a log of %d", s.LastApplied(), s.Log().LastIndex())
					}
				}
			})
		})
	}
}

// leaderWhere returns a leader that knows up to where each server stores its
// log, itself first.
func leaderWhere(stored []Index) *Server {
	s := &Server{cfg: config(1, len(stored)), role: Leader}
	s.beginsWith(placed{0, firstServers(len(stored))})
	s.disk.durableIndex = stored[0]
	for i, match := range stored[1:] {
		s.matchIndex[i+2] = match
	}
	return s
}
