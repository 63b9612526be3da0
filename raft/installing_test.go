package raft

import "testing"

func TestLine59_ASnapshotAtOrBelowCommitIndexIsIgnoredAndAcknowledged(t *testing.T) {
	for index := Index(1); index <= 5; index++ {
		s := compacted(t, 3)
		out := hear(s, 2, 2, snapshotOf(index, 2))
		reply := answer[InstallSnapshotReply](t, out)
		if !reply.Success || reply.Index != index || out.Restore != nil || s.CommitIndex() != 5 || s.Log().Base().Index != 3 || out.Persist.Snapshot != nil {
			t.Errorf("a snapshot of %d: %+v, commitIndex %d, the log begins behind %+v", index, reply, s.CommitIndex(), s.Log().Base())
		}
		if d := decided(out, SnapshotIgnored); len(d) != 1 || d[0].Ours.Index != 5 {
			t.Errorf("decides %+v", d)
		}
	}
}

func TestLine60_WhereTheLogMatchesTheSuffixIsKept(t *testing.T) {
	s := compacted(t, 3) // 2 2 2 2 behind 3, 5 committed
	out := hear(s, 2, 2, snapshotOf(6, 2))
	if replies := bodies[InstallSnapshotReply](out.Send); len(replies) != 1 || !replies[0].Success || replies[0].Index != 6 {
		t.Errorf("entries that are on the disk already are acknowledged by %+v", replies)
	}
	if s.Log().Base() != (Position{Term: 2, Index: 6}) || termsOf(s.Log()) != "2" || s.CommitIndex() != 6 || out.Restore == nil || out.Restore.Machine != keys(6) {
		t.Errorf("the log holds %q behind %+v, commitIndex %d, the machine becomes %+v", termsOf(s.Log()), s.Log().Base(), s.CommitIndex(), out.Restore)
	}
	if d := decided(out, SnapshotKeptTail); len(d) != 1 || d[0].Count != 1 {
		t.Errorf("decides %+v", d)
	}
}

func TestLine60_WhereItDoesNotMatchTheLogIsDiscarded(t *testing.T) {
	for _, c := range []struct {
		index Index
		term  Term
		gone  int
	}{{6, 3, 4}, {7, 3, 4}, {9, 3, 4}, {9, 2, 4}} {
		s := compacted(t, 3)
		disk := DurableState{CurrentTerm: 2, Log: s.Log().Clone(), Snapshot: s.Snapshot()}
		out := hear(s, 2, 3, snapshotOf(c.index, c.term))
		if s.Log().Base() != (Position{c.term, c.index}) || s.Log().LastIndex() != c.index || s.CommitIndex() != c.index || s.DurableIndex() > 5 {
			t.Errorf("up to %d of term %d: the log holds %q behind %+v, durable up to %d", c.index, c.term, termsOf(s.Log()), s.Log().Base(), s.DurableIndex())
		}
		if d := decided(out, SnapshotReplacedLog); len(d) != 1 || d[0].Count != c.gone {
			t.Errorf("decides %+v", d)
		}
		if early := bodies[InstallSnapshotReply](out.Send); len(early) > 0 {
			t.Errorf("acknowledges %+v before it is on the disk", early)
		}
		out.Persist.Apply(&disk)
		if disk.Snapshot.Index != c.index || disk.Log.Base() != s.Log().Base() || disk.Log.LastIndex() != c.index {
			t.Errorf("the disk then holds a log behind %+v up to %d", disk.Log.Base(), disk.Log.LastIndex())
		}
		s.Persisted(0, s.disk.seq)
		if s.DurableIndex() != c.index {
			t.Errorf("written, it is durable up to %d", s.DurableIndex())
		}
	}
}

// What a follower has acknowledged is on its disk while a snapshot is written that stands
// for it; what it only holds may be something else.
func TestLine60_WhatWasAcknowledgedStaysDurableWhileASnapshotReplacesIt(t *testing.T) {
	s := alone(t, 3, 1, 0, "1")
	out := hear(s, 2, 2, appendOf(1, 1, "2 2", 0))
	hear(s, 2, 2, snapshotOf(9, 2))
	s.Persisted(0, out.Persist.Seq)
	if got := s.DurableIndex(); got != 3 {
		t.Errorf("entries of the same leader are durable up to %d, want 3", got)
	}
	s = alone(t, 3, 1, 0, "1 1 1")
	hear(s, 2, 2, snapshotOf(9, 2))
	if got := s.DurableIndex(); got != 0 {
		t.Errorf("entries that no leader of this term has spoken of are durable up to %d", got)
	}
}

func TestLine64_ALostSnapshotIsSentAgainAndNotBeforeItCanBeLost(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.isolate(3)
	c.propose(1, set("x", 1))
	c.settle()
	c.compact(1)
	c.cuts = map[link]bool{}
	isSnapshot := func(m Message) bool { _, ok := m.Body.(InstallSnapshot); return ok }
	var sent []Time
	for range 12 {
		c.timeout(1)
		for range 5 {
			if len(c.lose(isSnapshot)) > 0 {
				sent = append(sent, c.now)
			}
			c.deliver(anything)
		}
		c.now += 50 * Millisecond
	}
	if len(sent) != 4 || sent[1]-sent[0] != 150*Millisecond {
		t.Errorf("snapshots were sent at %v µs; each was lost", sent)
	}
	c.heartbeat(1)
	c.now += 150 * Millisecond
	c.heartbeat(1)
	if got := c.at(3).Log().Base().Index; got != 1 {
		t.Errorf("in the end S3 has a snapshot of %d", got)
	}
}

func TestLine64_ASnapshotOfAnOldTermIsRefused(t *testing.T) {
	s := compacted(t, 3)
	hear(s, 3, 4, appendOf(7, 2, "", 0))
	out := hear(s, 2, 2, snapshotOf(9, 2))
	if reply := answer[InstallSnapshotReply](t, out); reply.Success || out.Restore != nil || sent(out)[0].Term != 4 {
		t.Errorf("replies %+v", reply)
	}
	if d := decided(out, SnapshotRefused); len(d) != 1 || d[0].Ours.Term != 4 || d[0].Theirs.Term != 2 {
		t.Errorf("decides %+v", d)
	}
}

func TestLine64_AReplyOfAnOldTermIsIgnored(t *testing.T) {
	s := elected(t, 3, 5, "1 2 2")
	out := hear(s, 3, 4, InstallSnapshotReply{Success: true, Index: 3})
	if _, match := s.Progress(3); match != 0 || len(decided(out, AppendReplyIgnored)) != 1 {
		t.Errorf("matchIndex %d, decides %+v", match, out.Decisions)
	}
}

// One server refused what another sent as leader of an earlier term; now that leads the
// refuser's term.
func TestLine64_ARefusalOfWhatAnEarlierLeadershipSentIsOutdated(t *testing.T) {
	s := elected(t, 3, 5, "1 2 2")
	out := s.Receive(99, Message{From: 3, To: 1, Term: 5, Body: InstallSnapshotReply{Index: 3}})
	if d := decided(out, AppendReplyOutdated); len(d) != 1 || d[0].Index != 3 || s.answeredAt[3] == 99 {
		t.Errorf("decides %+v", out.Decisions)
	}
}

func TestLine65_TheReplyCountsAsContact(t *testing.T) {
	cfg := config(1, 3)
	cfg.CheckQuorum = true
	s := startAlone(t, cfg, DurableState{})
	synced(s, s.Timeout(0))
	hear(s, 2, 1, RequestVoteReply{VoteGranted: true})
	_, _, out, _ := s.Propose(0, set("x", 1))
	synced(s, out)
	s.Receive(140*Millisecond, Message{From: 3, To: 1, Term: 1, Body: InstallSnapshotReply{Success: true}})
	if s.Timeout(200 * Millisecond); s.Role() != Leader {
		t.Errorf("a leader that was answered 60 ms ago is %v", s.Role())
	}
	if s.Timeout(400 * Millisecond); s.Role() == Leader {
		t.Errorf("a leader that was not answered for 260 ms still leads")
	}
}

func TestLine20_ACandidateYieldsToAnInstallSnapshot(t *testing.T) {
	s := candidate(t, 3, 4, "1 2")
	out := s.Receive(99, Message{From: 2, To: 1, Term: 4, Body: snapshotOf(6, 3)})
	if s.Role() != Follower || s.Leader() != 2 || s.VotedFor() != 1 || len(decided(out, Yielded)) != 1 || s.DeadlineSet() != 99 {
		t.Errorf("it is %v of %v that voted for %v, its timer set at %d", s.Role(), s.Leader(), s.VotedFor(), s.DeadlineSet())
	}
}

func TestLine1_AHigherTermInASnapshotOrItsReplyMakesAFollower(t *testing.T) {
	for _, body := range []Body{snapshotOf(6, 3), InstallSnapshotReply{}} {
		s := elected(t, 3, 5, "1 2")
		if hear(s, 2, 7, body); s.Role() != Follower || s.CurrentTerm() != 7 {
			t.Errorf("after %+v it is %v of term %d", body, s.Role(), s.CurrentTerm())
		}
	}
}

func TestLine21_ASnapshotThatReachesALeaderOfItsTermIsAFinding(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	out := hear(s, 2, 5, snapshotOf(6, 3))
	if len(out.Findings) != 1 || out.Findings[0].Kind != TwoLeadersInTerm || s.Role() != Leader || out.Restore != nil {
		t.Errorf("finds %+v", out.Findings)
	}
}
