package raft

import "testing"

func TestLine47_WithCheckQuorumALeaderThatHearsNoMajorityStepsDownInItsTerm(t *testing.T) {
	s := leaderWith(t, func(c *Config) { c.CheckQuorum = true })
	term, since := s.CurrentTerm(), s.deadlineSet
	least := s.cfg.ElectionTimeoutMin
	// Until an election timeout has passed it leads, whoever is silent.
	if s.Timeout(since + least - 1); s.Role() != Leader {
		t.Fatalf("it is %v before an election timeout has passed", s.Role())
	}
	out := s.Timeout(since + least)
	if s.Role() != Follower || s.CurrentTerm() != term || s.votedFor != s.cfg.ID || s.Leader() != 0 {
		t.Errorf("%v of term %d, voted for %v, leader %v", s.Role(), s.CurrentTerm(), s.votedFor, s.Leader())
	}
	if len(out.Send) > 0 {
		t.Errorf("it still sends %v", out.Send)
	}
	if d := out.Decisions; len(d) != 1 || d[0].Kind != QuorumLost || d[0].Have != 1 || d[0].Need != 2 {
		t.Errorf("decided %+v", d)
	}
	if wait := s.Deadline() - (since + least); wait < least || wait > s.cfg.ElectionTimeoutMax {
		t.Errorf("it waits %d µs before it stands", wait)
	}
}

func TestLine47_WithCheckQuorumALeaderThatHearsAMajorityStays(t *testing.T) {
	s := leaderWith(t, func(c *Config) { c.CheckQuorum = true })
	least := s.cfg.ElectionTimeoutMin
	answered := s.deadlineSet + least/2
	s.Receive(answered, Message{From: 2, To: s.cfg.ID, Term: s.CurrentTerm(), Body: AppendEntriesReply{Success: true}})
	if s.Timeout(answered + least - 1); s.Role() != Leader {
		t.Error("it steps down although it heard from one of two followers")
	}
	if s.Timeout(answered + least); s.Role() != Follower {
		t.Error("what it heard long ago keeps it in office")
	}
}

func TestLine47_WithoutCheckQuorumALeaderLeadsUnheard(t *testing.T) {
	s := leaderWith(t, func(c *Config) {})
	if s.Timeout(s.deadlineSet + 100*s.cfg.ElectionTimeoutMax); s.Role() != Leader {
		t.Errorf("it is %v", s.Role())
	}
}

// A leader that was elected late has as long to hear its followers as any other.
func TestLine47_WithCheckQuorumANewLeaderHasAnElectionTimeoutToHearAMajority(t *testing.T) {
	cfg := config(1, 3)
	cfg.CheckQuorum = true
	s := startAlone(t, cfg, DurableState{CurrentTerm: 4})
	late := 10 * cfg.ElectionTimeoutMax
	synced(s, s.Timeout(late))
	s.Receive(late, Message{From: 2, To: 1, Term: 5, Body: RequestVoteReply{VoteGranted: true}})
	if s.Timeout(late + cfg.ElectionTimeoutMin - 1); s.Role() != Leader {
		t.Errorf("it is %v before an election timeout has passed", s.Role())
	}
}

// What a follower refused for its term answers an earlier leadership of this server.
func TestLine47_WithCheckQuorumAnAnswerToAnEarlierLeadershipDoesNotCount(t *testing.T) {
	s := leaderWith(t, func(c *Config) { c.CheckQuorum = true })
	later := s.deadlineSet + s.cfg.ElectionTimeoutMin
	s.Receive(later-1, Message{From: 2, To: 1, Term: s.CurrentTerm(), Body: AppendEntriesReply{}})
	if s.Timeout(later); s.Role() != Follower {
		t.Errorf("it is %v after such an answer", s.Role())
	}
}
