package raft

import "testing"

func TestLine53_ALeaderThatIsToLeaveDoesNotCountItself(t *testing.T) {
	s := heads(t, 3, setOf(1, 2, 3), nil)
	_, out, err := asked(s, 0, 1, RemoveServer, 1)
	if err != nil {
		t.Fatal(err)
	}
	goesBy(t, s, Configuration{Voters: setOf(2, 3)}, 2)
	synced(s, out)
	_, _, out, _ = s.Propose(0, Command{Op: Set, Client: 2, Request: 1, Key: "x", Value: 1})
	synced(s, out)
	if hear(s, 2, 1, matches(3)); s.CommitIndex() != 1 || s.Role() != Leader {
		t.Errorf("with S2 and itself it has committed %d, and is %v", s.CommitIndex(), s.Role())
	}
	// What is written behind it is committed with it, and answered; the rest is unknown.
	s.Propose(0, Command{Op: Set, Client: 3, Request: 1, Key: "x", Value: 2})
	out = hear(s, 3, 1, matches(3))
	if s.CommitIndex() != 3 || len(out.Committed) != 2 || !out.Committed[0].Answer || !out.Committed[1].Answer {
		t.Errorf("committed %d: %+v", s.CommitIndex(), out.Committed)
	}
	if len(out.Unanswered) != 1 || out.Unanswered[0].Client != 3 {
		t.Errorf("unanswered are %+v", out.Unanswered)
	}
	if d := decided(out, RemovedLeaderSteppedDown); len(d) != 1 || d[0].Index != 2 || d[0].Term != 1 {
		t.Errorf("it decides %+v", out.Decisions)
	}
	if s.Role() != Follower || s.CurrentTerm() != 1 || s.VotedFor() != 1 || s.Leader() != 0 || s.Deadline() != Never {
		t.Errorf("%v of term %d, voted for %v, leader %v, deadline %d", s.Role(), s.CurrentTerm(), s.VotedFor(), s.Leader(), s.Deadline())
	}
	if len(sent(out)) != 0 {
		t.Errorf("it sends %+v", sent(out))
	}
}

// It leads until the configuration without it is committed, not only the joint one.
func TestLine53_ALeaderLeadsThroughTheJointConfigurationThatLeavesItOut(t *testing.T) {
	c := newCluster(t, setup{servers: 4, noOp: true, voters: setOf(1, 2, 3)})
	c.elect(1)
	c.settle()
	c.propose(1, Command{Op: ChangeServers, Client: 1, Request: 1, Servers: setOf(2, 4)})
	c.settle()
	m := c.at(1)
	goesBy(t, m.Server, Configuration{Voters: setOf(2, 4)}, 3)
	if m.Role() != Follower || m.CommitIndex() != 3 || len(m.answers) != 1 || m.answers[0].Unknown {
		t.Errorf("S1 is %v, has committed %d, and answers %+v", m.Role(), m.CommitIndex(), m.answers)
	}
	c.elect(4)
	c.settle()
	c.heartbeat(4)
	if c.at(4).CommitIndex() != 4 || c.at(2).CommitIndex() != 4 {
		t.Errorf("S4 has committed %d, S2 %d", c.at(4).CommitIndex(), c.at(2).CommitIndex())
	}
}

// A leader that becomes a learner gives its leadership up as well.
func TestLine53_ALeaderThatBecomesALearnerStepsDown(t *testing.T) {
	c := newCluster(t, setup{servers: 3, noOp: true})
	c.elect(1)
	c.settle()
	c.propose(1, Command{Op: AddLearner, Client: 1, Request: 1, Servers: setOf(1)})
	c.settle()
	goesBy(t, c.at(1).Server, Configuration{Voters: setOf(2, 3), Learners: setOf(1)}, 2)
	if c.at(1).Role() != Follower {
		t.Errorf("S1 is %v", c.at(1).Role())
	}
	c.elect(2)
	c.settle()
	if c.at(1).Log().LastIndex() != 3 {
		t.Errorf("S1 has %d entries", c.at(1).Log().LastIndex())
	}
}

// removedUnawares returns a cluster whose leader S1 has removed S3, which was cut off, and
// is back.
func removedUnawares(t *testing.T, promise bool) *cluster {
	c := newCluster(t, setup{servers: 4, noOp: true})
	for _, id := range c.ids() {
		c.at(id).cfg.LeaderPromise = promise
	}
	c.elect(1)
	c.settle()
	c.isolate(3)
	c.propose(1, Command{Op: RemoveServer, Client: 1, Request: 1, Servers: setOf(3)})
	c.settle()
	c.heartbeat(1)
	c.cuts = map[link]bool{}
	if m := c.at(1); m.inForce.index != 2 || m.CommitIndex() != 2 {
		t.Fatalf("%+v, committed %d", m.inForce, m.CommitIndex())
	}
	goesBy(t, c.at(3).Server, firstServers(4), 0)
	return c
}

func TestLine54_WhoIsRemovedAndDoesNotKnowDisturbsNobodyWhoKeepsAPromise(t *testing.T) {
	for _, promise := range []bool{true, false} {
		c := removedUnawares(t, promise)
		c.timeout(3)
		c.settle()
		if leads := c.at(1).Role() == Leader && c.at(1).CurrentTerm() == 1; leads != promise {
			t.Errorf("with a promise %v: S1 is %v of term %d", promise, c.at(1).Role(), c.at(1).CurrentTerm())
		}
		if c.at(3).Role() == Leader {
			t.Error("a server without the committed configuration leads")
		}
	}
}

func TestLine54_WhoIsRemovedIsSentNothing(t *testing.T) {
	c := removedUnawares(t, true)
	toS3 := func(m Message) bool { return m.To == 3 }
	c.timeout(1)
	c.propose(1, set("x", 1))
	if sent := c.lose(toS3); len(sent) != 0 {
		t.Errorf("S3 is sent %+v", sent)
	}
	// An answer that comes late leads to nothing, be it success or refusal.
	s := heads(t, 3, setOf(1, 2, 3), nil)
	_, out, _ := asked(s, 0, 1, RemoveServer, 3)
	synced(s, out)
	for _, late := range []Body{matches(1), AppendEntriesReply{PrevLogIndex: 1, ConflictIndex: 1}, InstallSnapshotReply{Success: true, Index: 1}} {
		if out := hear(s, 3, 1, late); len(sent(out)) != 0 {
			t.Errorf("after %+v S3 is sent %+v", late, sent(out))
		}
	}
}

func TestLine88_UntilAChangeIsCommittedWhoIsToLeaveMayLead(t *testing.T) {
	// S1 and S2 have the configuration that leaves S1 out; the others have not.
	c := newCluster(t, setup{servers: 4, noOp: true})
	c.elect(1)
	c.settle()
	c.cut(1, 3)
	c.cut(1, 4)
	c.propose(1, Command{Op: RemoveServer, Client: 1, Request: 1, Servers: setOf(1)})
	c.settle()
	c.restart(1)
	c.restart(2)
	c.cuts = map[link]bool{}
	m := c.at(1)
	goesBy(t, m.Server, Configuration{Voters: setOf(2, 3, 4)}, 2)
	if m.Deadline() == Never {
		t.Fatal("S1 does not stand for election")
	}
	c.timeout(1)
	c.deliver(both(votes, between(1, 2)))
	c.deliver(both(votes, between(1, 2)))
	if m.Role() != Candidate {
		t.Errorf("with one vote of three S1 is %v", m.Role())
	}
	c.settle()
	if m.Role() != Follower || m.CommitIndex() != 3 || m.Deadline() != Never {
		t.Errorf("it has led, committed %d, and is %v; its deadline is %d", m.CommitIndex(), m.Role(), m.Deadline())
	}
}

func TestLine89_WhoHasNoVoteHasNoElectionTimer(t *testing.T) {
	cfg := config(1, 4)
	cfg.Voters = setOf(2, 3, 4)
	s := startAlone(t, cfg, DurableState{})
	if s.Deadline() != Never {
		t.Error("a server outside waits to stand for election")
	}
	out := s.Timeout(0)
	if d := decided(out, NoVoter); len(d) != 1 || d[0].Configuration != s.configuration() || s.Role() != Follower || len(sent(out)) != 0 || s.Deadline() != Never {
		t.Errorf("told that its timer has run out it is %v, and decides %+v", s.Role(), out.Decisions)
	}
	// A learner has none, a voter has one from the moment at which it has the entry.
	hear(s, 2, 1, appendsConfiguration(0, 0, 1, Configuration{Voters: setOf(2, 3), Learners: setOf(1)}, 0))
	if s.Deadline() != Never {
		t.Error("a learner waits to stand for election")
	}
	hear(s, 2, 1, appendsConfiguration(1, 1, 1, Configuration{Voters: setOf(1, 2, 3)}, 1))
	if s.Deadline() == Never {
		t.Error("a voter does not wait to stand for election")
	}
	// Who is to leave keeps it until it knows that to be committed.
	hear(s, 2, 1, appendsConfiguration(2, 1, 1, Configuration{Voters: setOf(2, 3)}, 2))
	if s.Deadline() == Never {
		t.Error("who may have to lead does not wait for that")
	}
	hear(s, 2, 1, AppendEntries{PrevLogIndex: 3, PrevLogTerm: 1, LeaderCommit: 3})
	if s.Deadline() != Never {
		t.Error("who is out waits to stand for election")
	}
}

// It may learn that by a snapshot, which brings no other configuration than its log has.
func TestLine89_WhoLearnsByASnapshotThatItIsOutHasNoElectionTimer(t *testing.T) {
	out := Configuration{Voters: setOf(2, 3)}
	s := alone(t, 3, 1, 2, "1")
	hear(s, 2, 1, appendsConfiguration(1, 1, 1, out, 0))
	if s.Deadline() == Never {
		t.Fatal("it has no timer before that is committed")
	}
	hear(s, 2, 1, InstallSnapshot{Snapshot{Index: 2, Term: 1, Configuration: out, ConfigurationIndex: 2}})
	goesBy(t, s, out, 2)
	if s.Deadline() != Never {
		t.Error("who is out waits to stand for election")
	}
}

func TestLine79_WhoHasNoVoteTakesNoNoticeOfTimeoutNow(t *testing.T) {
	for name, c := range map[string]Configuration{
		"outside": {Voters: setOf(2, 3)}, "a learner": {Voters: setOf(2, 3), Learners: setOf(1)},
	} {
		s := alone(t, 3, 1, 2, "1")
		hear(s, 2, 1, appendsConfiguration(1, 1, 1, c, 2))
		out := hear(s, 2, 1, TimeoutNow{})
		if d := decided(out, NoVoter); len(d) != 1 || s.Role() != Follower || s.CurrentTerm() != 1 || len(sent(out)) != 0 {
			t.Errorf("%s: it is %v of term %d, and decides %+v", name, s.Role(), s.CurrentTerm(), out.Decisions)
		}
	}
}
