package raft

import "testing"

// Which answers to a heartbeat confirm that a server leads still.

// What is recorded of a run names rounds. Within one process a number stands for one
// round, whatever it leads or follows in between.
func TestTheRoundsOfOneProcessAreNumberedOn(t *testing.T) {
	s, _ := reading(t, 3)
	hear(s, 3, 6, appendOf(3, 5, "", 3))
	synced(s, s.Timeout(0))
	hear(s, 2, 7, RequestVoteReply{VoteGranted: true})
	out, err := s.Read(0, 1, 10, "k3")
	if err != nil || len(out.Send) != 2 || out.Send[0].Body.(AppendEntries).Round != 2 {
		t.Errorf("its second read, in another leadership, sends %+v, %v", out.Send, err)
	}
}

// staleReader plays three terms. In term 1, S1 leads and begins five rounds for
// reads. It restarts and leads term 2, and is cut off. In term 3, S2 leads and
// commits x=2; S1 holds x=1 and takes itself for the leader still.
//
// Messages may be late: what inTerm1 returns arrives in term 2, if inTerm2 delivers
// it. What inTerm2 returns is still on its way to S1 in the end.
func staleReader(t *testing.T, inTerm1, inTerm2 func(*cluster) []Message) (c *cluster, late []Message) {
	t.Helper()
	c = newCluster(t, setup{servers: 3, noOp: true})
	c.elect(1)
	c.settle()
	c.propose(1, set("x", 1))
	c.settle()
	for request := range uint32(5) {
		c.read(1, 1, request+1, "x")
	}
	late = inTerm1(c)
	c.lose(anything)
	c.restart(1)
	c.elect(1)
	c.settle()
	if m := c.at(1); m.CurrentTerm() != 2 || m.CommitIndex() != 3 {
		t.Fatalf("S1 leads term %d, with commitIndex %d", m.CurrentTerm(), m.CommitIndex())
	}
	c.flying = late
	late = inTerm2(c)
	c.isolate(1)
	c.elect(2, 3)
	c.propose(2, set("x", 2))
	c.settle()
	return c, late
}

// confirmsNothing makes the late messages reach S1 while a read of it waits.
func confirmsNothing(t *testing.T, c *cluster, late []Message) {
	t.Helper()
	if len(late) != 5 || late[4].Body.(AppendEntriesReply).Round != 5 {
		t.Fatalf("on their way are %+v", late)
	}
	if !c.read(1, 4, 1, "x") {
		t.Fatal("S1 does not take itself for the leader")
	}
	for _, m := range late {
		c.took(1, c.at(1).Receive(c.now, m))
	}
	for _, a := range c.at(1).answers {
		if a.Client == 4 {
			t.Errorf("S1 answers %+v, and S2 has committed x=2", a)
		}
	}
}

// A process counts its rounds from 1. What a follower said of the rounds of an
// earlier one, in an earlier term, says nothing about who leads now.
func TestLine68_AReplyToAnEarlierIncarnationConfirmsNoRead(t *testing.T) {
	c, late := staleReader(t,
		func(c *cluster) []Message { // S2 answers, and its answers are late
			c.deliver(func(m Message) bool { return m.To == 2 })
			return c.lose(func(m Message) bool { return m.To == 1 })
		},
		func(c *cluster) []Message { return c.lose(anything) },
	)
	confirmsNothing(t, c, late)
}

// The refusal of an append of an earlier term bears the follower's current term,
// which may be one that the same server leads. It names the round of the append.
func TestLine68_ARefusalOfAnAppendOfAnEarlierTermConfirmsNoRead(t *testing.T) {
	c, late := staleReader(t,
		func(c *cluster) []Message { // S1's heartbeats are late
			return c.lose(func(m Message) bool { return m.To == 2 })
		},
		func(c *cluster) []Message { // S2, in term 2, refuses them; its refusals are late
			c.deliver(anything)
			return c.lose(anything)
		},
	)
	confirmsNothing(t, c, late)
}
