package raft

import "testing"

// figure8 plays Figure 8 up to (c), with no no-op and one entry an append: S1,
// leader of term 4, has just copied its entry of term 2 to a majority.
func figure8(t *testing.T) *cluster {
	t.Helper()
	c := newCluster(t, setup{logs: []string{"1", "1", "1", "1", "1"}, batch: 1})

	// (a) S1 is leader and partially replicates the log entry at index 2.
	c.elect(1, 2, 3)
	c.propose(1, set("x", 2))
	c.talk(1, 2)
	c.logs(t, "(a)", "1 2", "1 2", "1", "1", "1")
	c.crash(1)
	c.lose(anything)

	// (b) S1 crashes; S5 is elected leader for term 3 with votes from S3, S4, and
	// itself, and accepts a different entry at log index 2.
	c.elect(5, 3, 4)
	if got := c.at(5).CurrentTerm(); got != 3 {
		t.Fatalf("(b) S5 is elected in term %d", got)
	}
	c.propose(5, set("x", 3))
	c.lose(anything)
	c.crash(5)

	// (c) S5 crashes; S1 restarts, is elected leader, and continues replication.
	c.start(1)
	c.elect(1, 2, 3)
	if got := c.at(1).CurrentTerm(); got != 4 {
		t.Fatalf("(c) S1 is elected in term %d", got)
	}
	c.talk(1, 2)
	c.talk(1, 3)
	c.lose(anything)
	c.logs(t, "(c)", "1 2", "1 2", "1 2", "1", "")
	return c
}

// logs demands that the servers hold these logs; one that is down is not asked.
func (c *cluster) logs(t *testing.T, when string, want ...string) {
	t.Helper()
	for _, id := range c.ids() {
		if m := c.at(id); m.Server != nil && m.terms() != want[id-1] {
			t.Errorf("%s: %v holds %q, want %q", when, id, m.terms(), want[id-1])
		}
	}
}

func TestLine39_Figure8AnEntryOfAnEarlierTermIsNotCommittedByCounting(t *testing.T) {
	c := figure8(t)
	if got := c.at(1).CommitIndex(); got != 0 {
		t.Fatalf("(c) the entry of term 2, on a majority, counts as committed: commitIndex is %d", got)
	}
	held := false
	for _, d := range c.at(1).decisions {
		held = held || d.Kind == CommitHeldOldTerm && d.Index == 2 && d.Have == 3 && d.Need == 3
	}
	if !held {
		t.Errorf("(c) S1 does not say that it holds the commit back: %+v", c.at(1).decisions)
	}

	// (d) If S1 crashes, S5 could be elected leader (with votes from S2, S3, and
	// S4) and overwrite the entry with its own entry from term 3.
	c.crash(1)
	c.start(5)
	c.elect(5, 2, 3, 4)
	c.propose(5, set("x", 5))
	c.settle()
	c.heartbeat(5)
	c.logs(t, "(d)", "", "1 3 5", "1 3 5", "1 3 5", "1 3 5")
	c.start(1)
	c.heartbeat(5)
	c.logs(t, "(d), S1 back", "1 3 5", "1 3 5", "1 3 5", "1 3 5", "1 3 5")
	if !c.agree() {
		t.Errorf("(d) not all is committed everywhere")
	}
}

func TestLine39_Figure8AnEntryOfTheCurrentTermSecuresTheOlderOne(t *testing.T) {
	c := figure8(t)
	// (e) However, if S1 replicates an entry from its current term on a majority
	// of the servers before crashing, then this entry is committed: S5 cannot win
	// an election. All preceding entries are committed as well.
	c.propose(1, set("x", 4))
	c.talk(1, 2)
	c.talk(1, 3)
	if got := c.at(1).CommitIndex(); got != 3 {
		t.Fatalf("(e) commitIndex is %d", got)
	}
	c.lose(anything)
	c.crash(1)
	c.start(5)
	for range 5 {
		c.timeout(5)
		c.settle()
		if c.at(5).Role() == Leader {
			t.Fatalf("(e) S5 is elected in term %d", c.at(5).CurrentTerm())
		}
	}
	c.elect(2, 3, 4)
	c.start(1)
	c.propose(2, set("x", 6))
	c.settle()
	c.heartbeat(2)
	if !c.agree() || c.at(5).Log().At(2).Term != 2 {
		t.Errorf("(e) S5 ends with %q", c.at(5).terms())
	}
}

func TestLine40_CommittingAnEntryOfTheCurrentTermCommitsAllBeforeIt(t *testing.T) {
	c := newCluster(t, setup{logs: []string{"1 1 2 2 2", "1 1 2", "1"}})
	c.elect(1)
	c.settle()
	if c.at(1).CommitIndex() != 0 || c.at(3).terms() != "1 1 2 2 2" {
		t.Fatalf("entries of earlier terms, stored everywhere: commitIndex is %d", c.at(1).CommitIndex())
	}
	c.propose(1, set("x", 1))
	c.settle()
	c.heartbeat(1)
	for _, id := range c.ids() {
		if got := c.at(id); got.CommitIndex() != 6 || len(got.applied) != 6 {
			t.Errorf("%v has commitIndex %d and has applied %d entries", id, got.CommitIndex(), len(got.applied))
		}
	}
}

func TestLine41_ANoOpCommitsOlderEntriesWithNoClientInSight(t *testing.T) {
	for _, noOp := range []bool{false, true} {
		c := newCluster(t, setup{logs: []string{"1 1 2", "1 1", "1"}, noOp: noOp})
		c.elect(1)
		c.settle()
		c.heartbeat(1)
		want, log := Index(0), "1 1 2"
		if noOp {
			want, log = 4, "1 1 2 3"
			if got := c.at(1).Log().At(4).Command; got != (Command{Op: NoOp}) {
				t.Errorf("the leader's first entry is %v", got)
			}
		}
		for _, id := range c.ids() {
			if m := c.at(id); m.CommitIndex() != want || m.terms() != log {
				t.Errorf("no-op %v: %v holds %q with commitIndex %d", noOp, id, m.terms(), m.CommitIndex())
			}
		}
		if got := c.at(1).answers; len(got) != 0 {
			t.Errorf("no-op %v: nobody asked, and %+v are answered", noOp, got)
		}
	}
}
