package raft

import "testing"

// promising is a server of term 5 that has heard its leader, S2, at time 100, and keeps its promise.
func promising(t *testing.T) *Server {
	s := alone(t, 3, 5, 2, "1 2")
	s.cfg.LeaderPromise = true
	s.Receive(100, Message{From: 2, To: 1, Term: 5, Body: AppendEntries{PrevLogIndex: 2, PrevLogTerm: 2}})
	return s
}

// stands is S3 asking S1 for its vote.
func stands(term Term) Message {
	return Message{From: 3, To: 1, Term: term, Body: RequestVote{LastLogIndex: 9, LastLogTerm: 5}}
}

func TestLine84_WhoHearsALeaderHeedsNobodyWhoStandsInAHigherTerm(t *testing.T) {
	s := promising(t)
	before := s.Deadline()
	quiet := 100 + s.cfg.ElectionTimeoutMin
	out := s.Receive(quiet-1, stands(7))
	if s.CurrentTerm() != 5 || s.VotedFor() == 3 || s.Leader() != 2 || s.Deadline() != before {
		t.Errorf("term %d, voted for %v, leader %v", s.CurrentTerm(), s.VotedFor(), s.Leader())
	}
	if len(out.Send) > 0 || out.Persist.Seq != 0 {
		t.Errorf("it answers %+v", out)
	}
	if d := decided(out, VoteWithheld); len(d) != 1 || d[0].Peer != 3 || d[0].Term != 7 || d[0].Other != 2 {
		t.Errorf("it decides %+v", out.Decisions)
	}
	if s.Receive(quiet, stands(7)); s.CurrentTerm() != 7 || s.VotedFor() != 3 {
		t.Errorf("it has heard no leader for an election timeout, and is in term %d, voted for %v", s.CurrentTerm(), s.VotedFor())
	}
}

func TestLine84_ALeaderThatKeepsThePromiseLeadsOn(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	s.cfg.LeaderPromise = true
	out := s.Receive(s.Deadline(), stands(9))
	if d := decided(out, VoteWithheld); s.Role() != Leader || s.CurrentTerm() != 5 || len(d) != 1 || d[0].Other != 1 {
		t.Errorf("it is %v of term %d, and decides %+v", s.Role(), s.CurrentTerm(), out.Decisions)
	}
}

func TestLine84_ThePromiseConcernsNothingElse(t *testing.T) {
	// A lower term is answered, so that who stands in it learns of the higher one.
	s := promising(t)
	if out := s.Receive(101, stands(4)); len(out.Send) != 1 || out.Send[0].Term != 5 {
		t.Errorf("who stands in a lower term is answered %+v", out.Send)
	}
	// A leader of a higher term is obeyed.
	if s.Receive(101, Message{From: 3, To: 1, Term: 6, Body: AppendEntries{}}); s.CurrentTerm() != 6 || s.Leader() != 3 {
		t.Errorf("term %d, leader %v", s.CurrentTerm(), s.Leader())
	}
	// Without it, and for who knows no leader, the vote is given at once.
	s = promising(t)
	s.cfg.LeaderPromise = false
	if s.Receive(101, stands(7)); s.CurrentTerm() != 7 {
		t.Error("without the promise a leader that is heard counts for something")
	}
	s = alone(t, 3, 5, 2, "1 2")
	s.cfg.LeaderPromise = true
	if s.Receive(101, stands(7)); s.VotedFor() != 3 {
		t.Error("who knows no leader keeps a promise to nobody")
	}
}
