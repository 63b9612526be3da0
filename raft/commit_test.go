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
			if pairs := m.Machine().Pairs(); len(pairs) != 1 || pairs[0].Value != int64(3*(round+1)) {
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
		if got := leaderWhere(stored.by).storedByMajority(); got != stored.want {
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
				if got := s.storedByMajority(); got != want {
					t.Fatalf("stored up to %v: a majority holds %d, want %d", stored, got, want)
				}
				if got := s.storedOn(want + 1); got != on(want+1) {
					t.Fatalf("stored up to %v: %d servers hold %d, want %d", stored, got, want+1, on(want+1))
				}
			})
		})
	}
}

// leaderWhere returns a leader that knows up to where each server stores its
// log, itself first.
func leaderWhere(stored []Index) *Server {
	s := &Server{cfg: config(1, len(stored)), role: Leader}
	s.disk.durableIndex = stored[0]
	for i, match := range stored[1:] {
		s.matchIndex[i+2] = match
	}
	return s
}
