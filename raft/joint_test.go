package raft

import "testing"

// jointOf is a log whose only entry is a joint configuration, of term 1.
func jointOf(voters, next ServerSet) Log {
	return NewLog(Entry{Term: 1, Configuration: Configuration{Voters: voters, Next: next}})
}

// stoodFor returns S1 of five, a candidate whose log ends with a joint configuration.
func stoodFor(t *testing.T, voters, next ServerSet, tweak func(*Config)) *Server {
	t.Helper()
	cfg := config(1, 5)
	cfg.Voters = setOf(1, 2, 3)
	if tweak != nil {
		tweak(&cfg)
	}
	s := startAlone(t, cfg, DurableState{CurrentTerm: 1, Log: jointOf(voters, next)})
	synced(s, s.Timeout(0))
	return s
}

func TestLine50_AnElectionNeedsBothMajorities(t *testing.T) {
	for _, voters := range [][]ServerID{{2, 3, 4}, {4, 5, 2}, {2, 4}, {4, 2}} {
		s := stoodFor(t, setOf(1, 2, 3), setOf(1, 4, 5), nil)
		last := len(voters) - 1
		for _, voter := range voters[:last] {
			hear(s, voter, 2, RequestVoteReply{VoteGranted: true})
		}
		if s.Role() != Candidate {
			t.Errorf("without %v it is %v", voters[last], s.Role())
		}
		out := hear(s, voters[last], 2, RequestVoteReply{VoteGranted: true})
		if d := decided(out, BecameLeader); s.Role() != Leader || len(d) != 1 || d[0].Need != 2 || d[0].NeedNext != 2 || d[0].HaveNext < 2 {
			t.Errorf("with %v it is %v, and decides %+v", voters[last], s.Role(), out.Decisions)
		}
	}
	// A pre-vote counts likewise.
	s := stoodFor(t, setOf(1, 2, 3), setOf(1, 4, 5), func(c *Config) { c.PreVote = true })
	hear(s, 2, 1, PreVoteReply{NextTerm: 2, Granted: true})
	hear(s, 3, 1, PreVoteReply{NextTerm: 2, Granted: true})
	if s.Role() != PreCandidate {
		t.Errorf("pre-votes of one half: %v", s.Role())
	}
	if hear(s, 5, 1, PreVoteReply{NextTerm: 2, Granted: true}); s.Role() != Candidate {
		t.Errorf("pre-votes of both: %v", s.Role())
	}
}

// jointLeader returns S1, leader of term 2, whose log is a joint configuration of S1 S2 S3 and
// S1 S4 S5, and an entry of its term.
func jointLeader(t *testing.T, tweak func(*Config)) *Server {
	t.Helper()
	s := stoodFor(t, setOf(1, 2, 3), setOf(1, 4, 5), func(c *Config) {
		c.NoOpOnElection = true
		if tweak != nil {
			tweak(c)
		}
	})
	hear(s, 2, 2, RequestVoteReply{VoteGranted: true})
	synced(s, hear(s, 4, 2, RequestVoteReply{VoteGranted: true}))
	return s
}

func TestLine50_ACommitNeedsBothMajorities(t *testing.T) {
	for _, by := range [][]ServerID{{2, 3, 4}, {4, 5, 2}} {
		s := jointLeader(t, nil)
		hear(s, by[0], 2, matches(2))
		if hear(s, by[1], 2, matches(2)); s.CommitIndex() != 0 {
			t.Errorf("%v have committed %d", by[:2], s.CommitIndex())
		}
		if hear(s, by[2], 2, matches(2)); s.CommitIndex() != 2 {
			t.Errorf("%v have committed %d", by, s.CommitIndex())
		}
	}
}

func TestLine50_AReadAndCheckQuorumNeedBothMajorities(t *testing.T) {
	s := jointLeader(t, func(c *Config) { c.CheckQuorum = true })
	hear(s, 2, 2, matches(2))
	synced(s, hear(s, 4, 2, matches(2))) // and goes on to S1 S4 S5
	hear(s, 4, 2, matches(3))
	if _, _, err := asked(s, 0, 1, ChangeServers, 1, 2, 3); err != nil {
		t.Fatal(err)
	}
	hear(s, 2, 2, matches(3))
	synced(s, hear(s, 3, 2, matches(3)))
	goesBy(t, s, Configuration{Voters: setOf(1, 4, 5), Next: setOf(1, 2, 3)}, 4)
	out, err := s.Read(0, 2, 1, "x")
	round := bodies[AppendEntries](out.Send)[0].Round
	answer := AppendEntriesReply{Success: true, MatchIndex: 3, Round: round}
	if out := hear(s, 4, 2, answer); err != nil || len(out.Reads) != 0 {
		t.Errorf("half of them answer a read: %v, %+v", err, out.Reads)
	}
	if out := hear(s, 5, 2, answer); len(out.Reads) != 0 {
		t.Errorf("one half answers a read: %+v", out.Reads)
	}
	if out := hear(s, 3, 2, answer); len(out.Reads) != 1 {
		t.Errorf("both majorities have answered: %+v", out.Decisions)
	}
	late := s.cfg.ElectionTimeoutMin
	for _, id := range []ServerID{4, 5} {
		s.Receive(late, Message{From: id, To: 1, Term: 2, Body: answer})
	}
	out = s.Timeout(late)
	if d := decided(out, QuorumLost); s.Role() != Follower || len(d) != 1 || d[0].HaveNext != 1 || d[0].NeedNext != 2 {
		t.Errorf("it hears one half only, and is %v: %+v", s.Role(), out.Decisions)
	}
}

func TestLine50_OneVoterMoreGoesThroughAJointConfigurationWhereThatIsAsked(t *testing.T) {
	for joint, want := range map[bool]Configuration{
		false: {Voters: setOf(1, 2)},
		true:  {Voters: setOf(1, 2, 3), Next: setOf(1, 2)},
	} {
		s := heads(t, 3, setOf(1, 2, 3), func(c *Config) { c.JointConsensus = joint })
		asked(s, 0, 1, RemoveServer, 3)
		goesBy(t, s, want, 2)
	}
	// Learners have no vote, so that nothing has to overlap.
	s := heads(t, 3, setOf(1, 2), func(c *Config) { c.JointConsensus = true })
	asked(s, 0, 1, AddLearner, 3)
	goesBy(t, s, Configuration{Voters: setOf(1, 2), Learners: setOf(3)}, 2)
	// Two voters more or less always do: one in and one out are two.
	s = heads(t, 3, setOf(1, 2), nil)
	asked(s, 0, 1, ChangeServers, 1, 3)
	hear(s, 3, 1, matches(1))
	goesBy(t, s, Configuration{Voters: setOf(1, 2), Next: setOf(1, 3)}, 2)
}

// A leader goes on from a joint configuration once that is committed, and answers once the
// one that it leads to is.
func TestLine50_AJointConfigurationLeadsToTheNext(t *testing.T) {
	c := newCluster(t, setup{servers: 5, noOp: true, voters: setOf(1, 2, 3)})
	c.elect(1)
	c.settle()
	c.propose(1, Command{Op: ChangeServers, Client: 1, Request: 1, Servers: setOf(1, 4, 5)})
	c.settle()
	goesBy(t, c.at(1).Server, Configuration{Voters: setOf(1, 4, 5)}, 3)
	if joint := c.at(1).Log().At(2); joint.Configuration != (Configuration{Voters: setOf(1, 2, 3), Next: setOf(1, 4, 5)}) || joint.Command != (Command{}) {
		t.Errorf("entry 2 is %+v", joint)
	}
	if got := c.at(1).answers; len(got) != 1 || got[0].Unknown || got[0].Index != 3 {
		t.Errorf("its client is told %+v", got)
	}
	c.heartbeat(1)
	c.heartbeat(1)
	for _, id := range []ServerID{1, 4, 5} {
		goesBy(t, c.at(id).Server, Configuration{Voters: setOf(1, 4, 5)}, 3)
	}
	// S2 and S3 are sent nothing of it any more: they do not know.
	goesBy(t, c.at(2).Server, Configuration{Voters: setOf(1, 2, 3), Next: setOf(1, 4, 5)}, 2)
}

// Whoever finds a joint configuration goes on from it before anything else, also where a change
// need not wait for a commit of the leader's term.
func TestLine51_AJointConfigurationIsAChangeUnderWayThoughItIsCommitted(t *testing.T) {
	cfg := config(1, 3)
	cfg.Without = cfg.Without.With(ChangeAfterOwnCommit)
	in := Snapshot{Index: 1, Term: 1, Configuration: Configuration{Voters: setOf(1, 2), Next: setOf(1, 3)}, ConfigurationIndex: 1}
	log := NewLog()
	log.Compact(in.Position())
	s := startAlone(t, cfg, DurableState{CurrentTerm: 1, Snapshot: in, Log: log})
	synced(s, s.Timeout(0))
	hear(s, 2, 2, RequestVoteReply{VoteGranted: true})
	if hear(s, 3, 2, RequestVoteReply{VoteGranted: true}); s.Role() != Leader {
		t.Fatal(s.Role())
	}
	refusedFor(t, s, ChangeRefusedUnderWay, func() (Index, Output, error) { return asked(s, 0, 1, RemoveServer, 2) })
}

// A commit of what stands before the joint configuration is none of that.
func TestLine50_AJointConfigurationLeadsToTheNextNotBeforeItsOwnCommit(t *testing.T) {
	s := heads(t, 5, setOf(1, 2, 3), nil)
	_, _, out, _ := s.Propose(0, set("x", 1))
	synced(s, out)
	asked(s, 0, 1, ChangeServers, 1, 4, 5)
	hear(s, 4, 1, matches(2))
	synced(s, hear(s, 5, 1, matches(2)))
	joint := Configuration{Voters: setOf(1, 2, 3), Next: setOf(1, 4, 5)}
	goesBy(t, s, joint, 3)
	if hear(s, 2, 1, matches(2)); s.CommitIndex() != 2 {
		t.Fatalf("%d entries are committed", s.CommitIndex())
	}
	goesBy(t, s, joint, 3)
}

// Learners stay what they are through a joint configuration, and a voter can become one by it.
func TestLine50_AJointConfigurationKeepsTheLearners(t *testing.T) {
	c := newCluster(t, setup{servers: 5, noOp: true, voters: setOf(1, 2, 3), joint: true})
	c.elect(1)
	c.settle()
	c.change(1, 1, AddLearner, 5)
	c.change(1, 2, AddLearner, 3)
	if joint := c.at(1).Log().At(3).Configuration; joint != (Configuration{Voters: setOf(1, 2, 3), Next: setOf(1, 2), Learners: setOf(3, 5)}) {
		t.Errorf("entry 3 holds %v", joint)
	}
	goesBy(t, c.at(3).Server, Configuration{Voters: setOf(1, 2), Learners: setOf(3, 5)}, 4)
	c.change(1, 3, ChangeServers, 2, 3)
	goesBy(t, c.at(2).Server, Configuration{Voters: setOf(2, 3), Learners: setOf(5)}, 6)
}

func TestLine58_AChangeOfLeaderInAJointConfigurationCompletesIt(t *testing.T) {
	for _, noOp := range []bool{true, false} {
		c := newCluster(t, setup{servers: 5, noOp: noOp, voters: setOf(1, 2, 3)})
		c.elect(1)
		c.propose(1, set("x", 1))
		c.settle()
		c.at(2).slow, c.at(3).slow = true, true // the joint configuration reaches them, and is not committed
		c.propose(1, Command{Op: ChangeServers, Client: 1, Request: 1, Servers: setOf(1, 4, 5)})
		c.settle()
		joint := c.at(1).inForce
		if !joint.configuration.Joint() || c.at(1).CommitIndex() >= joint.index {
			t.Fatalf("%+v, committed %d", joint, c.at(1).CommitIndex())
		}
		c.crash(1)
		c.at(2).slow, c.at(3).slow = false, false
		c.sync(2)
		c.sync(3)
		c.elect(4)
		c.settle()
		if !noOp {
			goesBy(t, c.at(4).Server, joint.configuration, joint.index) // nothing of its term is committed
			c.propose(4, set("x", 2))
			c.settle()
		}
		goesBy(t, c.at(4).Server, Configuration{Voters: setOf(1, 4, 5)}, joint.index+2)
		if last := c.at(4).Log().At(joint.index + 2); last.Command != (Command{}) {
			t.Errorf("who asked is not known, and entry %+v says so", last)
		}
		c.start(1)
		c.heartbeat(4)
		c.heartbeat(4)
		for _, id := range []ServerID{1, 4, 5} {
			if m := c.at(id); m.CommitIndex() != joint.index+2 || m.configuration().Joint() {
				t.Errorf("%v has committed %d, and goes by %v", id, m.CommitIndex(), m.configuration())
			}
		}
	}
}
