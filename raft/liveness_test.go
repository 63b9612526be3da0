package raft

import "testing"

func TestLine46_ALeaderThatOnlyHearsIsReplacedAndStepsDown(t *testing.T) {
	c := newCluster(t, setup{servers: 5, noOp: true})
	c.elect(1)
	c.settle()
	for _, id := range c.ids()[1:] {
		c.cut(1, id)
	}
	c.propose(1, add(1, 1, 1))
	if !c.runUntil(5*Second, func() bool { return c.leader() > 1 }) {
		t.Fatalf("a leader that nobody hears is not replaced")
	}
	if m := c.at(1); m.Role() == Leader || m.CurrentTerm() < c.at(c.leader()).CurrentTerm() {
		t.Errorf("S1, which hears the others, is %v of term %d", m.Role(), m.CurrentTerm())
	}
	if got := c.at(1).answers; len(got) != 1 || !got[0].Unknown {
		t.Errorf("its client is told %+v", got)
	}
	converges(t, c)
}

// Plain Raft has no CheckQuorum: a leader that is heard but hears nothing keeps
// everybody waiting, and nobody is misled.
func TestLine46_ALeaderThatHearsNothingCommitsNothing(t *testing.T) {
	c := newCluster(t, setup{servers: 5, noOp: true})
	c.elect(1)
	c.settle()
	for _, id := range c.ids()[1:] {
		c.cut(id, 1)
	}
	c.propose(1, add(1, 1, 1))
	if c.runUntil(5*Second, func() bool { return c.leader() != 1 }) {
		t.Errorf("a leader that is heard is replaced by %v", c.leader())
	}
	if m := c.at(1); m.CommitIndex() != 1 || len(m.answers) != 0 {
		t.Errorf("it commits %d entries and answers %+v", m.CommitIndex(), m.answers)
	}
	converges(t, c)
}

func TestLine46_AFollowerThatHearsNothingDisturbsButMisleadsNobody(t *testing.T) {
	c := newCluster(t, setup{servers: 5, noOp: true})
	c.elect(1)
	c.settle()
	for _, id := range c.ids()[:4] {
		c.cut(id, 5)
	}
	c.runUntil(3*Second, func() bool { return false })
	if c.at(5).Role() == Leader || c.at(5).CurrentTerm() < 5 {
		t.Errorf("S5, which hears nothing, is %v of term %d", c.at(5).Role(), c.at(5).CurrentTerm())
	}
	converges(t, c)
}

// A ring in which each server hears only the one before it can elect nobody of
// five, and must not try to.
func TestLine46_CutsThatLeaveARingElectNobody(t *testing.T) {
	c := newCluster(t, setup{servers: 5})
	for _, from := range c.ids() {
		for _, to := range c.ids() {
			if to != from%5+1 {
				c.cut(from, to)
			}
		}
	}
	if c.runUntil(10*Second, func() bool { return c.leader() != 0 }) {
		t.Errorf("%v is elected", c.leader())
	}
	converges(t, c)
}

func TestLine48_AfterEverythingHealsTheClusterConvergesAndCommitsAgain(t *testing.T) {
	for servers := 1; servers <= MaxServers; servers++ {
		for seed := range uint64(5) {
			c := newCluster(t, setup{servers: servers, seed: seed})
			for round := range uint64(4) {
				c.runUntil(2*Second, func() bool { return c.leader() != 0 })
				for _, id := range c.ids() {
					c.propose(id, set("x", int64(round)))
					c.at(id).slow = uint64(id)%3 == seed%3
				}
				for i := range uint64(servers) {
					victim := ServerID((i*i+round+seed)%uint64(servers) + 1)
					switch (i + round + seed) % 3 {
					case 0:
						c.restart(victim)
					case 1:
						c.isolate(victim)
					}
				}
				c.runUntil(Second, func() bool { return false })
			}
			converges(t, c)
		}
	}
}

// converges heals everything and demands that soon a proposal is committed, and
// that all members hold the same log.
func converges(t tester, c *cluster) {
	t.Helper()
	c.heal()
	c.changesEnd()
	last := Command{Op: Set, Client: MaxClients, Request: 1, Key: "healed", Value: 1}
	committed := func() bool {
		for _, id := range c.belong() {
			if n := len(c.at(id).applied); n == 0 || c.at(id).applied[n-1].Entry.Command != last {
				return false
			}
		}
		return c.agree()
	}
	settled := func() bool { // one that hands its leadership over takes no requests
		return c.leader() != 0 && c.follow(c.leader()) && c.at(c.leader()).TransferTarget() == 0
	}
	if !c.runUntil(20*Second, settled) {
		t.Fatalf("no leader within 20 s of healing")
	}
	c.propose(c.leader(), last)
	if !c.runUntil(5*Second, committed) {
		for _, id := range c.ids() {
			t.Logf("%v: %v of term %d, commitIndex %d, log %q", id, c.at(id).Role(), c.at(id).CurrentTerm(), c.at(id).CommitIndex(), c.at(id).terms())
		}
		t.Fatalf("nothing is committed within 5 s of healing")
	}
}
