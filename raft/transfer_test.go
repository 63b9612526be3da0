package raft

import (
	"errors"
	"testing"
)

// handsOver is a leader of term 5 with this log that has been asked to hand over to S2, with
// what came of it.
func handsOver(t *testing.T, log string) (*Server, Output) {
	t.Helper()
	s := elected(t, 3, 5, log)
	out, err := s.TransferLeadership(0, 2)
	if err != nil {
		t.Fatal(err)
	}
	return s, out
}

// matches is what S2 answers once its log is the leader's up to an index.
func matches(index Index) AppendEntriesReply {
	return AppendEntriesReply{Success: true, MatchIndex: index}
}

func TestLine78_ATransferWaitsUntilTheTargetHasCaughtUp(t *testing.T) {
	s, out := handsOver(t, "1 2 2")
	if d := decided(out, TransferBegun); len(d) != 1 || d[0].Peer != 2 || d[0].Term != 5 || d[0].Index != 3 {
		t.Errorf("it decides %+v", out.Decisions)
	}
	if ae := bodies[AppendEntries](out.Send); len(ae) != 1 || out.Send[0].To != 2 || ae[0].PrevLogIndex != 3 {
		t.Errorf("S2 is not asked at once whether it has everything: %+v", out.Send)
	}
	told := func(out Output) int { return len(bodies[TimeoutNow](sent(out))) }
	if told(out) != 0 || s.TransferTarget() != 2 {
		t.Error("S2 is told to stand before it is known to have anything")
	}
	if out = hear(s, 2, 5, matches(2)); told(out) != 0 {
		t.Error("S2 is told to stand though it lacks an entry")
	}
	if out = hear(s, 3, 5, matches(2)); told(out) != 0 {
		t.Error("S2 is told to stand when S3 has more")
	}
	out = hear(s, 2, 5, matches(3))
	if d := decided(out, TargetToldToStand); told(out) != 1 || len(d) != 1 || d[0].Peer != 2 || d[0].Index != 3 {
		t.Errorf("S2 has everything, and the leader sends %+v", sent(out))
	}
	if m := out.Send[len(out.Send)-1]; m.To != 2 || m.Term != 5 {
		t.Errorf("it sends %+v", m)
	}
	if out = hear(s, 3, 5, matches(3)); told(out) != 0 {
		t.Error("S2 is told once more because S3 has caught up")
	}
	// Who has caught up already is told at once.
	s = elected(t, 3, 5, "1 2 2")
	hear(s, 2, 5, matches(3))
	if out, _ = s.TransferLeadership(0, 2); told(out) != 1 || len(out.Send) != 1 {
		t.Errorf("S2 had caught up, and the leader sends %+v", sent(out))
	}
}

func TestLine78_WhoHandsOverTakesNoRequests(t *testing.T) {
	s, _ := handsOver(t, "1 2 2")
	var away TransferringError
	_, _, out, err := s.Propose(0, Command{Client: 1, Request: 7})
	if !errors.As(err, &away) || away.To != 2 || s.Log().LastIndex() != 3 {
		t.Errorf("a write: %v; the log ends at %d", err, s.Log().LastIndex())
	}
	if d := decided(out, RequestTurnedAway); len(d) != 1 || d[0].Client != 1 || d[0].Request != 7 || d[0].Other != 2 {
		t.Errorf("it decides %+v", out.Decisions)
	}
	if _, err = s.Read(0, 1, 8, "x"); !errors.As(err, &away) || s.WaitingReads() != 0 {
		t.Errorf("a read: %v; %d wait", err, s.WaitingReads())
	}
}

func TestLine78_ATransferIsGivenUpAfterAnElectionTimeout(t *testing.T) {
	s, _ := handsOver(t, "1 2 2")
	if out := s.Timeout(s.cfg.ElectionTimeoutMin - 1); len(decided(out, TransferGivenUp)) != 0 {
		t.Error("it is given up early")
	}
	out := s.Timeout(s.cfg.ElectionTimeoutMin)
	if d := decided(out, TransferGivenUp); len(d) != 1 || d[0].Peer != 2 || d[0].Term != 5 || s.TransferTarget() != 0 {
		t.Errorf("it decides %+v", out.Decisions)
	}
	if len(bodies[AppendEntries](out.Send)) != 2 {
		t.Errorf("it leads on, and sends %+v", out.Send)
	}
	if _, _, _, err := s.Propose(0, Command{Client: 1, Request: 1}); err != nil {
		t.Errorf("it takes no requests again: %v", err)
	}
	if out = hear(s, 2, 5, matches(4)); len(bodies[TimeoutNow](sent(out))) != 0 {
		t.Error("S2 is told to stand though the transfer was given up")
	}
}

func TestLine78_ATransferEndsWithTheLeadership(t *testing.T) {
	s, _ := handsOver(t, "1 2 2")
	hear(s, 3, 6, RequestVote{LastLogIndex: 3, LastLogTerm: 2})
	if s.Role() != Follower || s.TransferTarget() != 0 {
		t.Errorf("%v, and hands over to %v", s.Role(), s.TransferTarget())
	}
	synced(s, s.Timeout(0))
	hear(s, 2, 7, RequestVoteReply{VoteGranted: true})
	if _, _, _, err := s.Propose(0, Command{}); s.Role() != Leader || err != nil {
		t.Errorf("when it leads again: %v, %v", s.Role(), err)
	}
}

func TestLine78_ALostTimeoutNowIsSentAgainWithTheHeartbeat(t *testing.T) {
	s, _ := handsOver(t, "1 2 2")
	hear(s, 2, 5, matches(3))
	if out := s.Timeout(1); len(bodies[TimeoutNow](out.Send)) != 1 {
		t.Errorf("the heartbeat sends %+v", out.Send)
	}
}

func TestATransferIsAskedForOfALeaderAndToAnotherServer(t *testing.T) {
	s := elected(t, 3, 5, "1")
	for _, to := range []ServerID{0, 1, 4, MaxServers + 1} {
		var wrong TransferTargetError
		if _, err := s.TransferLeadership(0, to); !errors.As(err, &wrong) || wrong.To != to || s.TransferTarget() != 0 {
			t.Errorf("to %v: %v", to, err)
		}
	}
	// The same again changes nothing, least of all the time that is left; another replaces it.
	s, _ = handsOver(t, "1")
	out, err := s.TransferLeadership(s.cfg.ElectionTimeoutMin-1, 2)
	if err != nil || len(out.Decisions) != 0 {
		t.Errorf("the same again: %v, %+v", err, out.Decisions)
	}
	if out, _ = s.TransferLeadership(1, 3); s.TransferTarget() != 3 || len(decided(out, TransferBegun)) != 1 {
		t.Errorf("another: to %v, %+v", s.TransferTarget(), out.Decisions)
	}
	if out = s.Timeout(s.cfg.ElectionTimeoutMin); len(decided(out, TransferGivenUp)) != 0 {
		t.Error("another has no time of its own")
	}
	var follows NotLeaderError
	if _, err = alone(t, 3, 5, 0, "1").TransferLeadership(0, 2); !errors.As(err, &follows) {
		t.Errorf("a follower: %v", err)
	}
}

func TestLine77_WhoIsToldToStandStandsAtOnceAndWithoutAskingFirst(t *testing.T) {
	for _, preVote := range []bool{false, true} {
		s := alone(t, 3, 5, 0, "1 2")
		s.cfg.PreVote = preVote
		hear(s, 2, 5, AppendEntries{PrevLogIndex: 2, PrevLogTerm: 2})
		out := hear(s, 2, 5, TimeoutNow{})
		if d := decided(out, ElectionStarted); len(d) != 1 || d[0].Peer != 2 || d[0].Term != 6 {
			t.Errorf("it decides %+v", out.Decisions)
		}
		votes := bodies[RequestVote](sent(out))
		if s.Role() != Candidate || s.CurrentTerm() != 6 || len(votes) != 2 || !votes[0].Transfer || !votes[1].Transfer {
			t.Errorf("PreVote %v: %v of term %d, asks %+v", preVote, s.Role(), s.CurrentTerm(), votes)
		}
		// The same word once more is of an earlier term.
		if out = hear(s, 2, 5, TimeoutNow{}); s.CurrentTerm() != 6 || len(decided(out, TimeoutNowIgnored)) != 1 {
			t.Errorf("told twice it is in term %d, and decides %+v", s.CurrentTerm(), out.Decisions)
		}
		// Who stands again by itself does so on its own account.
		s.cfg.PreVote = false
		for _, vote := range bodies[RequestVote](sent(s.Timeout(0))) {
			if vote.Transfer {
				t.Error("its next election is still the former leader's wish")
			}
		}
	}
}

func TestLine77_ThePromiseToALeaderDoesNotHoldForWhoStandsAtItsWord(t *testing.T) {
	s := promising(t)
	out := s.Receive(101, Message{From: 3, To: 1, Term: 6, Body: RequestVote{LastLogIndex: 9, LastLogTerm: 5, Transfer: true}})
	if s.CurrentTerm() != 6 || s.VotedFor() != 3 || len(decided(out, VoteWithheld)) != 0 {
		t.Errorf("term %d, voted for %v: %+v", s.CurrentTerm(), s.VotedFor(), out.Decisions)
	}
}

func TestALeaderToldToStandInItsOwnTermFindsASecondLeader(t *testing.T) {
	s := elected(t, 3, 5, "1")
	out := hear(s, 2, 5, TimeoutNow{})
	if s.Role() != Leader || len(out.Findings) != 1 || out.Findings[0].Kind != TwoLeadersInTerm {
		t.Errorf("%v, %+v", s.Role(), out.Findings)
	}
}

// TestATransferChangesTheLeaderWithinARoundTrip: nobody waits for a timer, whatever else is
// switched on.
func TestATransferChangesTheLeaderWithinARoundTrip(t *testing.T) {
	for seed := range uint64(16) {
		c := newCluster(t, setup{servers: 5, seed: seed})
		c.elect(1)
		for _, id := range c.ids() {
			cfg := &c.at(id).cfg
			cfg.PreVote, cfg.LeaderPromise, cfg.CheckQuorum = seed&1 != 0, seed&2 != 0, seed&4 != 0
		}
		c.propose(1, set("x", 1))
		c.settle()
		c.propose(1, set("x", 2))
		if !c.transfer(1, 4) {
			t.Fatal("the leader does not hand over")
		}
		c.settle()
		if got := c.at(4); got.Role() != Leader || c.leader() != 4 || got.Log().LastIndex() != 2 {
			t.Errorf("seed %d: S4 is %v of term %d with %d entries, S1 is %v", seed, got.Role(), got.CurrentTerm(), got.Log().LastIndex(), c.at(1).Role())
		}
	}
}
