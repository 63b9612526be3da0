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
	if err != nil || len(out.Reads) != 0 || len(decided(out, ReadWaitsForOwnCommit)) != 1 {
		t.Fatalf("before any commit: %+v, %v", out.Reads, err)
	}
	out = hear(s, 2, 5, AppendEntriesReply{Success: true, MatchIndex: 2, Round: 1})
	if len(out.Reads) != 0 || s.CommitIndex() != 0 {
		t.Fatalf("a majority confirms, nothing of this term is committed: %+v", out.Reads)
	}
	_, _, out, _ = s.Propose(0, set("k9", 9))
	synced(s, out)
	out = hear(s, 2, 5, AppendEntriesReply{Success: true, MatchIndex: 3, Round: 1})
	want := ReadyRead{Client: 1, Request: 9, Key: "k2", Index: 3}
	if len(out.Reads) != 1 || out.Reads[0] != want {
		t.Errorf("once an entry of this term is committed: %+v, want %+v", out.Reads, want)
	}
}

func TestLine68_AReadWaitsForAQuorumRoundThatBeganAfterIt(t *testing.T) {
	s, out := reading(t, 5)
	if len(out.Send) != 4 || out.Send[0].Body.(AppendEntries).Round != 1 || len(out.Reads) != 0 {
		t.Fatalf("it sends %+v", out.Send)
	}
	for what, hears := range map[string]func() Output{
		"a follower answers an earlier round": func() Output { return confirms(s, 2, 0) },
		"one of the four followers confirms":  func() Output { return confirms(s, 2, 1) },
		"the same confirms again":             func() Output { return confirms(s, 2, 1) },
	} {
		if out := hears(); len(out.Reads) != 0 {
			t.Errorf("%s: it answers %+v", what, out.Reads)
		}
	}
	out = hear(s, 4, 5, AppendEntriesReply{PrevLogIndex: 3, ConflictIndex: 1, Round: 1})
	want := ReadyRead{Client: 1, Request: 9, Key: "k3", Index: 3}
	if len(out.Reads) != 1 || out.Reads[0] != want || s.WaitingReads() != 0 {
		t.Errorf("a second follower takes it for the leader, if not for right: %+v, want %+v", out.Reads, want)
	}
}

func TestLine68_EachReadBeginsARoundOfItsOwn(t *testing.T) {
	s, _ := reading(t, 3)
	if _, err := s.Read(0, 2, 4, "k3"); err != nil {
		t.Fatal(err)
	}
	if out := confirms(s, 2, 1); len(out.Reads) != 1 || out.Reads[0].Client != 1 {
		t.Errorf("the first round answers %+v", out.Reads)
	}
	if out := confirms(s, 2, 2); len(out.Reads) != 1 || out.Reads[0].Client != 2 {
		t.Errorf("the second round answers %+v", out.Reads)
	}
}

func TestLine68_ALaterRoundConfirmsAnEarlierRead(t *testing.T) {
	s, _ := reading(t, 3)
	if _, err := s.Read(0, 2, 4, "k3"); err != nil {
		t.Fatal(err)
	}
	if out := confirms(s, 3, 2); len(out.Reads) != 2 {
		t.Errorf("it answers %+v", out.Reads)
	}
}

func TestLine69_AReadWaitsUntilWhatWasCommittedIsApplied(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	_, _, out, _ := s.Propose(0, set("k9", 9))
	synced(s, out)
	if _, err := s.Read(0, 1, 9, "k9"); err != nil {
		t.Fatal(err)
	}
	out = s.Receive(0, Message{From: 2, To: 1, Term: 5, Body: AppendEntriesReply{Success: true, MatchIndex: 3, Round: 1}})
	if len(out.Committed) != 3 || len(out.Reads) != 0 || s.CommitIndex() != 3 || s.LastApplied() != 0 {
		t.Fatalf("it hands out %+v, and has %+v answered", out.Committed, out.Reads)
	}
	for applied := range Index(3) {
		out = s.Applied(applied)
		if d := decided(out, ReadWaitsForApply); len(out.Reads) != 0 || len(d) != 1 || d[0].Index != 3 || d[0].Ours.Index != applied {
			t.Fatalf("applied up to %d, it has %+v answered, deciding %+v", applied, out.Reads, d)
		}
	}
	if out := s.Applied(3); len(out.Reads) != 1 || out.Reads[0].Index != 3 || s.LastApplied() != 3 {
		t.Errorf("applied, it has %+v answered", out.Reads)
	}
}

// What is committed is handed out once, however long it takes to be applied, and
// whoever waits for it is answered, whoever leads by then.
func TestWhatIsCommittedIsHandedOutOnceWithWhoeverWaitsForIt(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	for i := range uint32(2) {
		_, _, out, _ := s.Propose(0, add(1, i+1, 1))
		synced(s, out)
	}
	var handed []CommittedEntry
	tell := func(out Output) {
		handed = append(handed, out.Committed...)
		if len(out.Unanswered) != 0 {
			t.Errorf("of what is committed it tells %+v", out.Unanswered)
		}
	}
	tell(s.Receive(0, Message{From: 2, To: 1, Term: 5, Body: AppendEntriesReply{Success: true, MatchIndex: 3}}))
	tell(s.Applied(1))
	tell(s.Receive(0, Message{From: 3, To: 1, Term: 5, Body: AppendEntriesReply{Success: true, MatchIndex: 4}}))
	tell(s.Receive(0, Message{From: 3, To: 1, Term: 6, Body: RequestVote{LastLogIndex: 9, LastLogTerm: 5}}))
	for k, e := range handed {
		if e.Index != Index(k+1) || e.Answer != (e.Index >= 3) || e.Entry != s.Log().At(e.Index) {
			t.Errorf("handed out %+v", handed)
		}
	}
	if len(handed) != 4 || s.LastApplied() != 1 {
		t.Errorf("%d entries were handed out, %d are applied", len(handed), s.LastApplied())
	}
}

// A state machine that reports what it was never given is not believed.
func TestWhatWasNotHandedOutIsNotApplied(t *testing.T) {
	s := leading(t, 3)
	out := s.Applied(4)
	if len(out.Findings) != 1 || out.Findings[0] != (Finding{Kind: AppliedNotHandedOut, Index: 4}) || s.LastApplied() != 3 {
		t.Errorf("it finds %+v and has applied %d", out.Findings, s.LastApplied())
	}
	if s.Applied(2); s.LastApplied() != 3 {
		t.Errorf("lastApplied fell to %d", s.LastApplied())
	}
}

func TestLine70_ADeposedLeadersReadsFail(t *testing.T) {
	s, _ := reading(t, 3)
	out := hear(s, 3, 6, RequestVote{LastLogIndex: 9, LastLogTerm: 5})
	want := Unanswered{Client: 1, Request: 9}
	if len(out.Unanswered) != 1 || out.Unanswered[0] != want || len(decided(out, ReadFailed)) != 1 || s.WaitingReads() != 0 {
		t.Errorf("it tells %+v, want %+v; %d wait", out.Unanswered, want, s.WaitingReads())
	}
	if out := confirms(s, 2, 1); len(out.Reads)+len(out.Unanswered) != 0 {
		t.Errorf("afterwards it answers %+v", out.Reads)
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
	if a := answers[len(answers)-1]; a.Client != 4 || !a.Unknown {
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
	want := ReadyRead{Client: 1, Request: 9, Key: "k2", Index: 2}
	if err != nil || len(out.Send) != 0 || len(out.Reads) != 1 || out.Reads[0] != want || s.WaitingReads() != 0 {
		t.Errorf("it sends %+v and answers %+v, want %+v; %v", out.Send, out.Reads, want, err)
	}
}

// Of nobody in particular it is not known that it has one request outstanding.
func TestEachReadOfNobodyInParticularIsAnswered(t *testing.T) {
	s := leading(t, 3)
	for _, request := range []uint32{0, 0, 7, 0} {
		if _, err := s.Read(0, 0, request, "k3"); err != nil {
			t.Fatal(err)
		}
	}
	if out := confirms(s, 2, 4); len(out.Reads) != 4 || s.WaitingReads() != 0 {
		t.Errorf("of four reads of nobody it has %+v answered; %d wait", out.Reads, s.WaitingReads())
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
	if out := confirms(s, 3, 1); len(out.Reads) != 1 {
		t.Errorf("it is answered %+v", out.Reads)
	}
}

func TestAClientsNextReadTakesThePlaceOfTheOneItGaveUp(t *testing.T) {
	s, _ := reading(t, 3)
	if _, err := s.Read(0, 1, 10, "k2"); err != nil {
		t.Fatal(err)
	}
	if out := confirms(s, 2, 2); len(out.Reads) != 1 || out.Reads[0].Request != 10 {
		t.Errorf("it is answered %+v", out.Reads)
	}
}
