package raft

import "testing"

func TestLine14_TheTimeoutIsDrawnAnewForEveryElectionFromTheSeededSource(t *testing.T) {
	waits := func(seed uint64) []Duration {
		cfg := config(1, 3)
		cfg.Rand = NewRand(seed, "S1")
		s := startAlone(t, cfg, DurableState{})
		drawn := []Duration{s.Deadline() - s.DeadlineSet()}
		for range 99 {
			now := s.Deadline()
			s.Timeout(now)
			if s.DeadlineSet() != now {
				t.Fatalf("an election at %d is timed from %d", now, s.DeadlineSet())
			}
			drawn = append(drawn, s.Deadline()-now)
		}
		return drawn
	}
	first, again, other := waits(7), waits(7), waits(8)
	seen := map[Duration]bool{}
	same := 0
	for i, wait := range first {
		if wait < 150*Millisecond || wait > 300*Millisecond {
			t.Errorf("draws %d µs, which is not in the range", wait)
		}
		if again[i] != wait {
			t.Errorf("draw %d is %d and then %d from the same seed", i, wait, again[i])
		}
		if other[i] == wait {
			same++
		}
		seen[wait] = true
	}
	if len(seen) < 90 || same > 10 {
		t.Errorf("100 elections have %d different timeouts, another seed shares %d", len(seen), same)
	}
}

func TestLine16_GrantingAVoteResetsTheElectionTimerAndRefusingDoesNot(t *testing.T) {
	leader, voter := ServerID(2), ServerID(3)
	upToDate := RequestVote{LastLogIndex: 2, LastLogTerm: 2}
	for _, step := range []struct {
		name  string
		m     Message
		reset bool
	}{
		{"a vote is granted", Message{voter, 1, 6, upToDate}, true},
		{"a vote is granted again", Message{leader, 1, 5, upToDate}, true},
		{"a vote is refused for the log", Message{voter, 1, 6, RequestVote{LastLogIndex: 9, LastLogTerm: 1}}, false},
		{"a vote is refused as given", Message{voter, 1, 5, upToDate}, false},
		{"a vote is refused for its term", Message{voter, 1, 4, upToDate}, false},
		{"the leader is heard", Message{leader, 1, 5, appendOf(2, 2, "", 0)}, true},
		{"the leader's append does not fit", Message{leader, 1, 5, appendOf(7, 5, "", 0)}, true},
		{"a leader of an old term is heard", Message{voter, 1, 4, appendOf(2, 2, "", 0)}, false},
		{"a reply of a higher term arrives", Message{voter, 1, 6, AppendEntriesReply{}}, false},
	} {
		s := alone(t, 3, 5, leader, "1 2")
		before, drawn := s.Deadline(), s.rand
		s.Receive(100*Millisecond, step.m)
		if reset := s.DeadlineSet() == 100*Millisecond; reset != step.reset {
			t.Errorf("%s: timer reset %v, want %v", step.name, reset, step.reset)
		}
		if !step.reset && (s.Deadline() != before || s.rand != drawn) {
			t.Errorf("%s: the deadline moved from %d to %d", step.name, before, s.Deadline())
		}
		if step.reset && (s.rand == drawn || s.Deadline() < 250*Millisecond) {
			t.Errorf("%s: the new deadline %d was not drawn anew", step.name, s.Deadline())
		}
	}
}

func TestLine16_ALeaderThatStepsDownWaitsAnElectionTimeout(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	s.Receive(20*Millisecond, Message{3, 1, 6, AppendEntriesReply{}})
	if wait := s.Deadline() - 20*Millisecond; wait < 150*Millisecond {
		t.Errorf("it times out after %d µs, a heartbeat interval", wait)
	}
}

func TestALeadersHeartbeatsComeAtTheirInterval(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	for range 3 {
		now := s.Deadline()
		out := s.Timeout(now)
		if len(bodies[AppendEntries](out.Send)) != 2 || s.Deadline() != now+50*Millisecond {
			t.Errorf("at %d it sends %v, next at %d", now, out.Send, s.Deadline())
		}
	}
}

func TestElectionTimeoutsCanBeChangedWhileAServerRuns(t *testing.T) {
	s := alone(t, 3, 5, 0, "")
	if err := s.SetElectionTimeout(2*Second, 1*Second); err == nil {
		t.Errorf("accepts a range whose end comes before its beginning")
	}
	if s.Timeout(0); s.Deadline() > 300*Millisecond {
		t.Errorf("what was refused has changed the timeout to %d", s.Deadline())
	}
	if err := s.SetElectionTimeout(2*Second, 3*Second); err != nil {
		t.Error(err)
	}
	if s.Timeout(0); s.Deadline() < 2*Second || s.Deadline() > 3*Second {
		t.Errorf("the next timeout is %d", s.Deadline())
	}
}
