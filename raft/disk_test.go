package raft

import (
	"errors"
	"fmt"
	"testing"
)

// A follower's write of entries that were truncated meanwhile says nothing about
// the entries that stand there now.
func TestLine9_AnOldSyncReportAfterATruncationNeverCounts(t *testing.T) {
	s := alone(t, 3, 2, 0, "1")
	old := hear(s, 2, 2, appendOf(1, 1, "2 2 2", 0)).Persist.Seq
	fresh := hear(s, 3, 3, appendOf(2, 2, "3 3 3 3", 0)).Persist.Seq
	if got := s.DurableIndex(); got != 1 {
		t.Errorf("with nothing synced, durable up to %d, want 1", got)
	}
	s.Persisted(0, old)
	if got := s.DurableIndex(); got != 2 {
		t.Errorf("after the report of the old write, durable up to %d; only entries up to 2 are those it wrote", got)
	}
	s.Persisted(0, fresh)
	if got := s.DurableIndex(); got != 6 {
		t.Errorf("after the report of the new write, durable up to %d, want 6", got)
	}
}

func TestLine9_ADiskThatReportsWhatItWasNeverGivenIsAFinding(t *testing.T) {
	s := alone(t, 3, 2, 0, "1")
	seq := hear(s, 2, 2, appendOf(1, 1, "2", 0)).Persist.Seq
	out := s.Persisted(0, seq+1)
	if len(out.Findings) != 1 || out.Findings[0].Kind != PersistedNotHandedOut || s.DurableIndex() != 1 {
		t.Errorf("finds %+v, durable up to %d", out.Findings, s.DurableIndex())
	}
}

func TestLine10_ARestartRestoresTermVoteAndLogAndNothingElse(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.propose(1, set("x", 1))
	c.settle()
	c.heartbeat(1)
	if c.at(2).CommitIndex() != 1 || len(c.at(2).machine.Pairs()) != 1 {
		t.Fatalf("S2 has not applied the entry")
	}
	for _, id := range c.ids() {
		c.restart(id)
		s := c.at(id)
		if s.CurrentTerm() != 1 || s.VotedFor() != 1 || s.terms() != "1" {
			t.Errorf("%v restarts with term %d, vote %v and log %q", id, s.CurrentTerm(), s.VotedFor(), s.terms())
		}
		if s.CommitIndex() != 0 || s.LastApplied() != 0 || len(s.machine.Pairs()) != 0 || s.Role() != Follower || s.Leader() != 0 {
			t.Errorf("%v restarts as %v of %v with commitIndex %d, lastApplied %d and %v",
				id, s.Role(), s.Leader(), s.CommitIndex(), s.LastApplied(), s.machine.Pairs())
		}
	}
}

func TestLine11_ACrashAtAnyPointOfAPersistLeavesTheStateBeforeOrAfterIt(t *testing.T) {
	// Every input of this script changes what S1 must persist; its disk does
	// nothing meanwhile. After each, the state in memory is noted.
	script := []func(*Server) Output{
		func(s *Server) Output { return hear(s, 2, 2, appendOf(1, 1, "2 2 2", 0)) },
		func(s *Server) Output { return hear(s, 3, 3, appendOf(2, 2, "3", 0)) },
		func(s *Server) Output { return s.Timeout(0) },
		func(s *Server) Output { return hear(s, 2, 5, RequestVote{LastLogIndex: 9, LastLogTerm: 4}) },
		func(s *Server) Output { return hear(s, 2, 5, appendOf(3, 3, "5 5", 0)) },
		func(s *Server) Output { return hear(s, 2, 6, AppendEntriesReply{}) },
	}
	state := func(s *Server) string {
		return fmt.Sprintf("term %d, vote %q, log %v", s.CurrentTerm(), s.VotedFor(), s.Log().Slice(1, s.Log().LastIndex()))
	}
	for crash := range len(script) + 1 {
		s := alone(t, 3, 1, 0, "1")
		disk := DurableState{CurrentTerm: 1, Log: logOf("1")}
		want := []string{state(s)}
		var writes []Persist
		for _, input := range script {
			p := input(s).Persist
			if p.Seq != uint64(len(writes)+1) {
				t.Fatalf("input %d hands out write %d", len(writes)+1, p.Seq)
			}
			writes, want = append(writes, p), append(want, state(s))
		}
		for _, w := range writes[:crash] {
			w.Apply(&disk)
		}
		if got := state(startAlone(t, config(1, 3), disk)); got != want[crash] {
			t.Errorf("crash after %d writes: restarts with %s, want %s", crash, got, want[crash])
		}
	}
}

func TestLine12_ALogWithoutItsMetadataIsRefused(t *testing.T) {
	for _, disk := range []DurableState{
		{CurrentTerm: 0, Log: logOf("1")},
		{CurrentTerm: 3, VotedFor: 2, Log: logOf("1 2 4")},
	} {
		s, err := New(config(1, 3), disk, 0)
		if s != nil || !errors.Is(err, ErrLogWithoutTerm) {
			t.Errorf("term %d with log %q: %v, %v", disk.CurrentTerm, termsOf(&disk.Log), s, err)
		}
	}
	if _, err := New(config(1, 3), DurableState{CurrentTerm: 4, Log: logOf("1 2 4")}, 0); err != nil {
		t.Errorf("a disk in order is refused: %v", err)
	}
}
