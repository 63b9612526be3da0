package raft

import "testing"

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
