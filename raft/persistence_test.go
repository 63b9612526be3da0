package raft

import (
	"errors"
	"fmt"
	"testing"
)

func TestLine6_ACandidatesOwnVoteIsDurableBeforeRequestVoteLeaves(t *testing.T) {
	s := alone(t, 3, 4, 0, "1 2")
	out := s.Timeout(0)
	if len(out.Send) != 0 || len(bodies[RequestVote](out.SendAfterPersist)) != 2 {
		t.Errorf("sends %v at once and %v when durable, want both RequestVotes when durable", out.Send, out.SendAfterPersist)
	}
	if out.Persist.CurrentTerm != 5 || out.Persist.VotedFor != 1 {
		t.Errorf("persists %+v, want its own vote in term 5", out.Persist)
	}

	c := newCluster(t, setup{servers: 3})
	c.at(1).slow = true
	c.timeout(1)
	if len(c.flying) != 0 {
		t.Errorf("before the disk has caught up, %v are in flight", c.flying)
	}
	c.restart(1)
	if c.at(1).CurrentTerm() != 0 || c.at(1).VotedFor() != 0 {
		t.Errorf("after a crash: term %d, vote %v; the unsynced election is to be forgotten", c.at(1).CurrentTerm(), c.at(1).VotedFor())
	}
	c.timeout(1)
	c.sync(1)
	if len(c.flying) != 2 {
		t.Errorf("once its vote is durable, %v are in flight, want two RequestVotes", c.flying)
	}
}

func TestLine6_ACandidateCountsItsOwnVoteOnlyWhenDurable(t *testing.T) {
	s := alone(t, 5, 4, 0, "1 2")
	first := s.Timeout(0).Persist.Seq
	second := s.Timeout(0).Persist.Seq
	hear(s, 2, 6, RequestVoteReply{VoteGranted: true})
	s.Persisted(0, first) // of the election before
	if granted, _ := s.Votes(); granted.Has(1) {
		t.Errorf("counts its vote of term 6 when that of term 5 is durable")
	}
	hear(s, 3, 6, RequestVoteReply{VoteGranted: true})
	if s.Role() != Candidate {
		t.Errorf("with two other votes and its own unsynced it is %v", s.Role())
	}
	s.Persisted(0, second)
	if s.Role() != Leader {
		t.Errorf("with two other votes and its own durable it is %v", s.Role())
	}
}

// However many writes are under way, the vote counts with its own and not before.
func TestLine6_ACandidateCountsItsOwnVoteWithTheWriteThatHoldsIt(t *testing.T) {
	s := alone(t, 5, 4, 0, "1 2")
	entry := hear(s, 2, 4, appendOf(2, 2, "4", 0)).Persist.Seq
	before, last := s.Timeout(0).Persist.Seq, s.Timeout(0).Persist.Seq
	for _, write := range []uint64{entry, before} {
		s.Persisted(0, write)
		if granted, _ := s.Votes(); granted != 0 {
			t.Errorf("write %d of %d is durable, and it counts its own vote", write, last)
		}
	}
	s.Persisted(0, last)
	if granted, _ := s.Votes(); !granted.Has(1) {
		t.Errorf("its own vote is durable, and does not count")
	}
}

func TestLine7_AVoteIsDurableBeforeItIsGranted(t *testing.T) {
	s := alone(t, 3, 4, 0, "1 2")
	out := hear(s, 2, 5, RequestVote{LastLogIndex: 2, LastLogTerm: 2})
	if !answer[RequestVoteReply](t, out).VoteGranted || out.Persist.VotedFor != 2 || out.Persist.CurrentTerm != 5 {
		t.Errorf("answers %+v and persists %+v", out.SendAfterPersist, out.Persist)
	}
	// Asked again before the disk has caught up, it has nothing new to write, and
	// still must wait.
	again := hear(s, 2, 5, RequestVote{LastLogIndex: 2, LastLogTerm: 2})
	if !answer[RequestVoteReply](t, again).VoteGranted || again.Persist.Seq != 0 {
		t.Errorf("asked again: answers %+v and persists %+v", again.SendAfterPersist, again.Persist)
	}

	c := newCluster(t, setup{servers: 3})
	c.at(2).slow = true
	c.timeout(1)
	c.deliver(between(1, 2))
	if c.deliver(between(1, 2)) != 0 {
		t.Errorf("the vote was given before it was durable")
	}
	c.restart(2)
	c.timeout(3)
	c.deliver(between(3, 2))
	c.sync(2)
	c.deliver(between(3, 2))
	if c.at(3).Role() != Leader || c.at(1).Role() != Candidate {
		t.Errorf("S1 is %v and S3 %v: the forgotten vote was never given", c.at(1).Role(), c.at(3).Role())
	}
}

func TestLine8_EntriesAreDurableBeforeTheSuccessReply(t *testing.T) {
	s := alone(t, 3, 2, 0, "1 2")
	out := hear(s, 2, 2, appendOf(2, 2, "2 2", 0))
	reply := answer[AppendEntriesReply](t, out)
	if !reply.Success || reply.MatchIndex != 4 || out.Persist.From != 3 || len(out.Persist.Entries) != 2 {
		t.Errorf("answers %+v and persists %+v", reply, out.Persist)
	}

	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.settle()
	c.at(2).slow, c.at(3).slow = true, true
	c.propose(1, set("x", 1))
	c.settle()
	if c.at(1).CommitIndex() != 0 {
		t.Errorf("committed before any follower's disk had caught up")
	}
	c.restart(2)
	if c.at(2).Log().LastIndex() != 0 {
		t.Errorf("the unsynced entry survived a crash")
	}
	c.sync(3)
	c.settle()
	if c.at(1).CommitIndex() != 1 {
		t.Errorf("not committed when a majority of disks holds it")
	}
}

func TestLine9_ALeaderCountsItselfOnlyOnceItsOwnEntryIsDurable(t *testing.T) {
	c := newCluster(t, setup{servers: 4})
	c.elect(1)
	c.settle()
	c.at(1).slow = true
	c.propose(1, set("x", 1))
	c.heartbeat(1)
	for _, id := range c.ids()[1:] {
		if c.at(id).Log().LastIndex() != 0 {
			t.Errorf("%v holds the entry before the leader's disk does", id)
		}
	}
	c.sync(1)
	c.deliver(between(1, 2)) // S2 stores it: two of four
	c.talk(1, 2)
	if c.at(1).CommitIndex() != 0 {
		t.Errorf("committed on two of four")
	}
	c.talk(1, 3)
	if c.at(1).CommitIndex() != 1 {
		t.Errorf("not committed on three of four")
	}

	one := newCluster(t, setup{servers: 1})
	one.elect(1)
	one.at(1).slow = true
	one.propose(1, set("x", 1))
	if one.at(1).CommitIndex() != 0 {
		t.Errorf("a cluster of one commits what is not durable")
	}
	one.propose(1, set("x", 2))
	one.syncSome(1, 1)
	if got := one.at(1).CommitIndex(); got != 1 {
		t.Errorf("a cluster of one commits %d entries when one of two is durable", got)
	}
}

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

// What the disk holds already may be promised at once, whatever else is being written.
func TestLine83_AnAcknowledgementOfWhatIsDurableDoesNotWaitForOtherWrites(t *testing.T) {
	s := alone(t, 3, 5, 0, "1 2")
	first := hear(s, 2, 5, appendOf(2, 2, "5", 0))
	if len(first.Send) != 0 || len(first.SendAfterPersist) != 1 {
		t.Fatalf("of an entry that is not written it says %+v at once", first.Send)
	}
	for what, ae := range map[string]AppendEntries{
		"a heartbeat":                appendOf(2, 2, "", 0),
		"an entry that it has":       appendOf(1, 1, "2", 0),
		"one that does not fit":      appendOf(7, 5, "5", 0),
		"one of another leader's":    appendOf(0, 0, "1 2", 0),
		"an entry not yet on a disk": appendOf(3, 5, "", 0),
	} {
		out := hear(s, 2, 5, ae)
		if atOnce := len(out.Send) == 1 && len(out.SendAfterPersist) == 0; atOnce == (ae.PrevLogIndex == 3) {
			t.Errorf("%s: it answers %+v at once and %+v later", what, out.Send, out.SendAfterPersist)
		}
	}
	// A later term, or a vote, is something to be written first.
	if out := hear(s, 3, 6, appendOf(2, 2, "", 0)); len(out.Send) != 0 || len(out.SendAfterPersist) != 1 {
		t.Errorf("in a term that is not written it says %+v at once", out.Send)
	}
	s.Persisted(0, s.disk.seq)
	if out := hear(s, 2, 6, RequestVote{LastLogIndex: 9, LastLogTerm: 9}); len(out.Send) != 0 || !answer[RequestVoteReply](t, out).VoteGranted {
		t.Errorf("of a vote that is not written it says %+v at once", out.Send)
	}
	if again := hear(s, 2, 6, RequestVote{LastLogIndex: 9, LastLogTerm: 9}); len(again.Send) != 0 {
		t.Errorf("asked again meanwhile, it says %+v at once", again.Send)
	}
	s.Persisted(0, s.disk.seq)
	if again := hear(s, 2, 6, RequestVote{LastLogIndex: 9, LastLogTerm: 9}); len(again.Send) != 1 {
		t.Errorf("asked again once it is written, it says %+v at once", again.Send)
	}
}
