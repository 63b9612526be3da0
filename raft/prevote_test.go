package raft

import "testing"

// asking returns S1 of so many servers, in term 5 with the log "1 2", that asks
// whether it could win an election.
func asking(t *testing.T, servers int) (*Server, Output) {
	t.Helper()
	cfg := config(1, servers)
	cfg.PreVote = true
	s := startAlone(t, cfg, DurableState{CurrentTerm: 5, VotedFor: 2, Log: logOf("1 2")})
	return s, s.Timeout(0)
}

func TestLine74_APreVoteChangesNoTermNoVoteAndNoTimerOfWhomIsAsked(t *testing.T) {
	for what, asked := range map[string]struct {
		pv      PreVote
		granted bool
		why     DecisionKind
	}{
		"it would vote":        {PreVote{NextTerm: 6, LastLogIndex: 2, LastLogTerm: 2}, true, PreVoteGranted},
		"in a later term":      {PreVote{NextTerm: 9, LastLogIndex: 1, LastLogTerm: 3}, true, PreVoteGranted},
		"it has that term now": {PreVote{NextTerm: 5, LastLogIndex: 2, LastLogTerm: 2}, false, PreVoteRefusedTerm},
		"its log is longer":    {PreVote{NextTerm: 6, LastLogIndex: 1, LastLogTerm: 2}, false, PreVoteRefusedLog},
	} {
		s := alone(t, 3, 5, 2, "1 2")
		before := dump(s)
		out := hear(s, 3, 5, asked.pv)
		if dump(s) != before || out.Persist.Seq != 0 || len(out.Send) != 1 || len(out.SendAfterPersist) != 0 {
			t.Fatalf("%s: %+v changes it", what, asked.pv)
		}
		want := Message{From: 1, To: 3, Term: 5, Body: PreVoteReply{NextTerm: asked.pv.NextTerm, Granted: asked.granted}}
		if out.Send[0] != want || len(decided(out, asked.why)) != 1 {
			t.Errorf("%s: it says %+v, want %+v because of %v", what, out.Send[0], want, asked.why)
		}
	}
}

func TestLine74_WhoAsksKeepsItsTermAndItsVote(t *testing.T) {
	s, out := asking(t, 5)
	if s.Role() != PreCandidate || s.CurrentTerm() != 5 || s.VotedFor() != 2 || out.Persist.Seq != 0 {
		t.Errorf("it is %v of term %d and voted for %v", s.Role(), s.CurrentTerm(), s.VotedFor())
	}
	if len(out.Send) != 4 || out.Send[0].Body != (Body)(PreVote{NextTerm: 6, LastLogIndex: 2, LastLogTerm: 2}) || out.Send[0].Term != 5 {
		t.Errorf("it asks %+v", out.Send)
	}
	if s.Deadline() < 150*Millisecond {
		t.Errorf("it would ask again at %d", s.Deadline())
	}
}

func TestAnElectionBeginsOnceAMajorityWouldVote(t *testing.T) {
	s, _ := asking(t, 5)
	for _, m := range []Message{
		{From: 2, Body: PreVoteReply{NextTerm: 6, Granted: true}},
		{From: 2, Body: PreVoteReply{NextTerm: 6, Granted: true}}, // a duplicate
		{From: 3, Body: PreVoteReply{NextTerm: 6}},
		{From: 4, Body: PreVoteReply{NextTerm: 5, Granted: true}}, // of an earlier attempt
	} {
		if hear(s, m.From, 5, m.Body); s.Role() != PreCandidate {
			t.Fatalf("after %+v it is %v of term %d", m, s.Role(), s.CurrentTerm())
		}
	}
	out := hear(s, 5, 5, PreVoteReply{NextTerm: 6, Granted: true})
	if s.Role() != Candidate || s.CurrentTerm() != 6 || s.VotedFor() != 1 || len(decided(out, ElectionStarted)) != 1 {
		t.Errorf("with a majority it is %v of term %d", s.Role(), s.CurrentTerm())
	}
}

func TestAServerThatHearsItsLeaderWouldNotVote(t *testing.T) {
	s := alone(t, 3, 5, 2, "1 2")
	s.Receive(100, Message{From: 2, To: 1, Term: 5, Body: AppendEntries{PrevLogIndex: 2, PrevLogTerm: 2}})
	ask := Message{From: 3, To: 1, Term: 5, Body: PreVote{NextTerm: 6, LastLogIndex: 2, LastLogTerm: 2}}
	quiet := 100 + 150*Millisecond // the shortest election timeout
	if out := s.Receive(quiet-1, ask); len(decided(out, PreVoteRefusedLeader)) != 1 {
		t.Errorf("it has just heard S2, and decides %+v", out.Decisions)
	}
	if out := s.Receive(quiet, ask); len(decided(out, PreVoteGranted)) != 1 {
		t.Errorf("it has not heard S2 for long, and decides %+v", out.Decisions)
	}
	leader := elected(t, 3, 5, "1 2")
	if out := hear(leader, 3, 5, PreVote{NextTerm: 6, LastLogIndex: 9, LastLogTerm: 9}); len(decided(out, PreVoteRefusedLeader)) != 1 {
		t.Errorf("it leads, and decides %+v", out.Decisions)
	}
}

func TestLine75_APreVoteReplyCarriesTheHigherTerm(t *testing.T) {
	s := alone(t, 3, 7, 2, "1 2")
	out := hear(s, 3, 5, PreVote{NextTerm: 6, LastLogIndex: 9, LastLogTerm: 5})
	if reply := out.Send[0]; reply.Term != 7 || reply.Body != (Body)(PreVoteReply{NextTerm: 6}) {
		t.Fatalf("it answers %+v", reply)
	}
	asker, _ := asking(t, 3)
	hear(asker, 3, 7, PreVoteReply{NextTerm: 6})
	if asker.Role() != Follower || asker.CurrentTerm() != 7 {
		t.Errorf("who asked is %v of term %d", asker.Role(), asker.CurrentTerm())
	}
}

// The server with the better log is behind in terms; the one ahead in terms cannot
// win. Neither may keep the other from a leader for ever.
func TestLine75_ServersOfDifferentTermsDoNotDeadlock(t *testing.T) {
	for seed := range uint64(20) {
		c := newCluster(t, setup{logs: []string{"1 1", "1", "1"}, preVote: true, seed: seed})
		c.crash(3)
		c.crash(2)
		c.at(2).disk.CurrentTerm = 6
		c.start(2)
		if !c.runUntil(3*Second, func() bool { return c.leader() == 1 }) {
			t.Fatalf("seed %d: S1 is %v of term %d, S2 %v of term %d", seed, c.at(1).Role(), c.at(1).CurrentTerm(), c.at(2).Role(), c.at(2).CurrentTerm())
		}
	}
}

func TestLine76_APreCandidateForgetsItsLeader(t *testing.T) {
	cfg := config(1, 3)
	cfg.PreVote = true
	s := startAlone(t, cfg, DurableState{CurrentTerm: 5})
	hear(s, 2, 5, AppendEntries{})
	if s.Leader() != 2 {
		t.Fatalf("it takes %v for the leader", s.Leader())
	}
	if s.Timeout(200); s.Leader() != 0 {
		t.Errorf("asking for votes, it still takes %v for the leader", s.Leader())
	}
	// So two who have lost their leader can help one another.
	out := s.Receive(201, Message{From: 3, To: 1, Term: 5, Body: PreVote{NextTerm: 6}})
	if len(decided(out, PreVoteGranted)) != 1 {
		t.Errorf("asked by another one, it decides %+v", out.Decisions)
	}
}

func TestAPreCandidateThatHearsItsLeaderFollowsItAgainAndKeepsItsVote(t *testing.T) {
	s, _ := asking(t, 3)
	out := hear(s, 2, 5, AppendEntries{PrevLogIndex: 2, PrevLogTerm: 2})
	if s.Role() != Follower || s.Leader() != 2 || s.VotedFor() != 2 || len(decided(out, Yielded)) != 1 {
		t.Errorf("it is %v, takes %v for the leader, and voted for %v", s.Role(), s.Leader(), s.VotedFor())
	}
}

func TestAnIsolatedServerThatAsksDisturbsNobodyWhenItComesBack(t *testing.T) {
	c := newCluster(t, setup{servers: 3, preVote: true})
	if !c.runUntil(Second, func() bool { return c.leader() != 0 && c.follow(c.leader()) }) {
		t.Fatal("no leader")
	}
	leader := c.leader()
	asks := leader%3 + 1
	c.isolate(asks)
	for range 10 {
		c.timeout(asks)
		c.settle()
	}
	if c.at(asks).CurrentTerm() != 1 {
		t.Fatalf("isolated, %v gets to term %d", asks, c.at(asks).CurrentTerm())
	}
	c.heal()
	c.timeout(asks)
	c.heartbeat(leader)
	if c.at(leader).Role() != Leader || c.at(leader).CurrentTerm() != 1 || c.at(asks).Leader() != leader {
		t.Errorf("%v is %v of term %d", leader, c.at(leader).Role(), c.at(leader).CurrentTerm())
	}
}

func TestAClusterOfOneNeedsNoOneElseToAsk(t *testing.T) {
	s, out := asking(t, 1)
	if synced(s, out); s.Role() != Leader || s.CurrentTerm() != 6 {
		t.Errorf("it is %v of term %d", s.Role(), s.CurrentTerm())
	}
}

// Whoever leads or hears a leader sees no need for an election, however long ago
// the leader was told of by somebody else (D4.2.3, D9.6).
func TestALeaderAndWhoeverHearsItRefuseAPreVote(t *testing.T) {
	now := 10 * Second // long after the leader's election
	leader := elected(t, 3, 5, "1 2")
	follower := alone(t, 3, 5, 2, "1 2")
	follower.Receive(now-1, Message{From: 2, To: 1, Term: 5, Body: AppendEntries{PrevLogIndex: 2, PrevLogTerm: 2}})
	for name, s := range map[string]*Server{"leader": leader, "follower": follower} {
		out := s.Receive(now, Message{From: 3, To: 1, Term: 5, Body: PreVote{NextTerm: 6, LastLogIndex: 9, LastLogTerm: 5}})
		if len(decided(out, PreVoteRefusedLeader)) != 1 {
			t.Errorf("a %s decides %+v", name, out.Decisions)
		}
	}
}

// The votes of a candidacy that came to nothing are no pre-votes: those who gave
// them may have voted for another since (D9.6).
func TestPreVotesAreCountedAfresh(t *testing.T) {
	s, _ := asking(t, 5)
	hear(s, 2, 5, PreVoteReply{NextTerm: 6, Granted: true})
	synced(s, hear(s, 3, 5, PreVoteReply{NextTerm: 6, Granted: true}))
	hear(s, 2, 6, RequestVoteReply{VoteGranted: true})
	if granted, _ := s.Votes(); s.Role() != Candidate || granted.Len() != 2 {
		t.Fatalf("it is %v with votes %b", s.Role(), granted)
	}
	s.Timeout(Second)
	if granted, refused := s.Votes(); s.Role() != PreCandidate || granted != ServerSet(0).With(1) || refused != 0 {
		t.Errorf("asking anew, it is %v and counts %b for it, %b against it", s.Role(), granted, refused)
	}
	if hear(s, 3, 6, PreVoteReply{NextTerm: 7, Granted: true}); s.Role() != PreCandidate {
		t.Errorf("with two pre-votes of five it is %v", s.Role())
	}
}
