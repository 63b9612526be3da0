package raft

import (
	"errors"
	"testing"
)

// reading returns S1, the leader of term 5 of so many servers, that has committed
// k3=5003 in its term and was then asked by c1 for what k3 holds.
func reading(t *testing.T, servers int) (*Server, Output) {
	t.Helper()
	s := leading(t, servers)
	out, err := s.Read(0, 1, 9, "k3")
	if err != nil {
		t.Fatal(err)
	}
	return s, out
}

// leading returns that server before it is asked.
func leading(t *testing.T, servers int) *Server {
	t.Helper()
	s := elected(t, servers, 5, "1 2")
	_, _, out, err := s.Propose(0, entryAt(3, 5).Command)
	if err != nil {
		t.Fatal(err)
	}
	synced(s, out)
	for follower := ServerID(2); s.CommitIndex() < 3; follower++ {
		hear(s, follower, 5, AppendEntriesReply{Success: true, MatchIndex: 3})
	}
	return s
}

// confirms answers a heartbeat of a round.
func confirms(s *Server, follower ServerID, round uint64) Output {
	return hear(s, follower, 5, AppendEntriesReply{Success: true, MatchIndex: 3, Round: round})
}

func TestLine67_AReadWaitsForACommitOfTheCurrentTerm(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	out, err := s.Read(0, 1, 9, "k2")
	if err != nil || len(out.Answers) != 0 || len(decided(out, ReadWaitsForOwnCommit)) != 1 {
		t.Fatalf("before any commit: %+v, %v", out.Answers, err)
	}
	out = hear(s, 2, 5, AppendEntriesReply{Success: true, MatchIndex: 2, Round: 1})
	if len(out.Answers) != 0 || s.CommitIndex() != 0 {
		t.Fatalf("a majority confirms, nothing of this term is committed: %+v", out.Answers)
	}
	_, _, out, _ = s.Propose(0, set("k9", 9))
	synced(s, out)
	out = hear(s, 2, 5, AppendEntriesReply{Success: true, MatchIndex: 3, Round: 1})
	want := Answer{Client: 1, Request: 9, Index: 3, Result: Result{Value: 2002, Found: true, Version: 2}}
	if len(out.Answers) != 2 || out.Answers[1] != want && out.Answers[0] != want {
		t.Errorf("once an entry of this term is committed: %+v, want %+v", out.Answers, want)
	}
}

func TestLine68_AReadWaitsForAQuorumRoundThatBeganAfterIt(t *testing.T) {
	s, out := reading(t, 5)
	if len(out.Send) != 4 || out.Send[0].Body.(AppendEntries).Round != 1 || len(out.Answers) != 0 {
		t.Fatalf("it sends %+v", out.Send)
	}
	for what, hears := range map[string]func() Output{
		"a follower answers an earlier round": func() Output { return confirms(s, 2, 0) },
		"one of the four followers confirms":  func() Output { return confirms(s, 2, 1) },
		"the same confirms again":             func() Output { return confirms(s, 2, 1) },
	} {
		if out := hears(); len(out.Answers) != 0 {
			t.Errorf("%s: it answers %+v", what, out.Answers)
		}
	}
	out = hear(s, 4, 5, AppendEntriesReply{PrevLogIndex: 3, ConflictIndex: 1, Round: 1})
	want := Answer{Client: 1, Request: 9, Index: 3, Result: Result{Value: 5003, Found: true, Version: 3}}
	if len(out.Answers) != 1 || out.Answers[0] != want || s.WaitingReads() != 0 {
		t.Errorf("a second follower takes it for the leader, if not for right: %+v, want %+v", out.Answers, want)
	}
}

func TestLine68_EachReadBeginsARoundOfItsOwn(t *testing.T) {
	s, _ := reading(t, 3)
	if _, err := s.Read(0, 2, 4, "k3"); err != nil {
		t.Fatal(err)
	}
	if out := confirms(s, 2, 1); len(out.Answers) != 1 || out.Answers[0].Client != 1 {
		t.Errorf("the first round answers %+v", out.Answers)
	}
	if out := confirms(s, 2, 2); len(out.Answers) != 1 || out.Answers[0].Client != 2 {
		t.Errorf("the second round answers %+v", out.Answers)
	}
}

func TestLine68_ALaterRoundConfirmsAnEarlierRead(t *testing.T) {
	s, _ := reading(t, 3)
	if _, err := s.Read(0, 2, 4, "k3"); err != nil {
		t.Fatal(err)
	}
	if out := confirms(s, 3, 2); len(out.Answers) != 2 {
		t.Errorf("it answers %+v", out.Answers)
	}
}

func TestLine69_AReadWaitsUntilWhatWasCommittedIsApplied(t *testing.T) {
	s := leading(t, 3)
	s.lastApplied = 2 // as if the state machine were slow
	if _, err := s.Read(0, 1, 9, "k3"); err != nil {
		t.Fatal(err)
	}
	out := confirms(s, 2, 1)
	if d := decided(out, ReadWaitsForApply); len(out.Answers) != 0 || len(d) != 1 || d[0].Index != 3 || d[0].Ours.Index != 2 {
		t.Fatalf("it answers %+v, deciding %+v", out.Answers, d)
	}
	s.begin()
	s.apply()
	if out := s.end(); len(out.Answers) != 1 || out.Answers[0].Index != 3 {
		t.Errorf("applied, it answers %+v", out.Answers)
	}
}

func TestLine70_ADeposedLeadersReadsFail(t *testing.T) {
	s, _ := reading(t, 3)
	out := hear(s, 3, 6, RequestVote{LastLogIndex: 9, LastLogTerm: 5})
	want := Answer{Client: 1, Request: 9, Status: AnswerUnknown}
	if len(out.Answers) != 1 || out.Answers[0] != want || len(decided(out, ReadFailed)) != 1 || s.WaitingReads() != 0 {
		t.Errorf("it answers %+v, want %+v; %d wait", out.Answers, want, s.WaitingReads())
	}
	if out := confirms(s, 2, 1); len(out.Answers) != 0 {
		t.Errorf("afterwards it answers %+v", out.Answers)
	}
}

func TestLine70_AnIsolatedLeaderAnswersNoReadUntilItHearsOfTheNext(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.propose(1, set("x", 1))
	c.settle()
	c.isolate(1)
	c.elect(2, 3)
	c.propose(2, set("x", 2))
	c.settle()
	if !c.read(1, 4, 1, "x") {
		t.Fatal("S1 takes itself for the leader, and refuses the read")
	}
	c.heartbeat(1)
	for _, a := range c.at(1).answers {
		if a.Client == 4 {
			t.Fatalf("isolated, it answers %+v", a)
		}
	}
	c.heal()
	c.heartbeat(2)
	answers := c.at(1).answers
	if a := answers[len(answers)-1]; a.Client != 4 || a.Status != AnswerUnknown {
		t.Errorf("deposed, it answers %+v", a)
	}
	if !c.read(2, 4, 2, "x") {
		t.Fatal("S2 refuses the read")
	}
	c.settle()
	answers = c.at(2).answers
	if a := answers[len(answers)-1]; a.Client != 4 || a.Result.Value != 2 {
		t.Errorf("its leader answers %+v", a)
	}
}

func TestWithoutQuorumReadsALeaderAnswersAtOnceFromWhatItHolds(t *testing.T) {
	cfg := config(1, 3)
	cfg.Without = cfg.Without.With(QuorumReads)
	s := startAlone(t, cfg, DurableState{CurrentTerm: 4, Log: logOf("1 2")})
	hear(s, 2, 4, appendOf(2, 2, "", 2))
	synced(s, s.Timeout(0))
	hear(s, 2, 5, RequestVoteReply{VoteGranted: true})
	out, err := s.Read(0, 1, 9, "k2")
	want := Answer{Client: 1, Request: 9, Index: 2, Result: Result{Value: 2002, Found: true, Version: 2}}
	if err != nil || len(out.Send) != 0 || len(out.Answers) != 1 || out.Answers[0] != want || s.WaitingReads() != 0 {
		t.Errorf("it sends %+v and answers %+v, want %+v; %v", out.Send, out.Answers, want, err)
	}
}

func TestOnlyALeaderAcceptsReads(t *testing.T) {
	for role, make := range everyRole {
		s := make(t)
		out, err := s.Read(0, 1, 1, "x")
		var refused NotLeaderError
		if accepted := err == nil; accepted != (role == "leader") || !accepted && (!errors.As(err, &refused) || len(decided(out, ProposalRefused)) != 1) {
			t.Errorf("%s: %v", role, err)
		}
	}
}

func TestAReadLeavesTheLogAndTheDiskAlone(t *testing.T) {
	s, out := reading(t, 3)
	confirmed := confirms(s, 2, 1)
	if s.Log().LastIndex() != 3 || out.Persist.Seq != 0 || confirmed.Persist.Seq != 0 {
		t.Errorf("the log has %d entries; persists %+v, %+v", s.Log().LastIndex(), out.Persist, confirmed.Persist)
	}
}

func TestAReadThatIsRepeatedWaitsOnceAndAsLongAsIfItWereNot(t *testing.T) {
	s, _ := reading(t, 5)
	for range 3 {
		if out, err := s.Read(0, 1, 9, "k3"); err != nil || len(out.Send) != 0 {
			t.Fatalf("repeated, it begins a round: %+v, %v", out.Send, err)
		}
	}
	if s.WaitingReads() != 1 {
		t.Errorf("%d reads of one client wait", s.WaitingReads())
	}
	confirms(s, 2, 1)
	if out := confirms(s, 3, 1); len(out.Answers) != 1 {
		t.Errorf("it is answered %+v", out.Answers)
	}
}

func TestAClientsNextReadTakesThePlaceOfTheOneItGaveUp(t *testing.T) {
	s, _ := reading(t, 3)
	if _, err := s.Read(0, 1, 10, "k2"); err != nil {
		t.Fatal(err)
	}
	if out := confirms(s, 2, 2); len(out.Answers) != 1 || out.Answers[0].Request != 10 {
		t.Errorf("it is answered %+v", out.Answers)
	}
}
