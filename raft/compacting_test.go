package raft

import (
	"errors"
	"testing"
)

// compacted returns S1, a follower of S2 in term 2 that has applied five entries, with a
// log of seven, of which a snapshot stands for the first so many.
func compacted(t testing.TB, base Index) *Server {
	t.Helper()
	s := alone(t, 3, 2, 0, "")
	synced(s, hear(s, 2, 2, appendOf(0, 0, "1 1 1 2 2", base)))
	if out := s.Compact(keys(base)); out.Persist.Snapshot == nil || out.Persist.Snapshot.Index != base {
		t.Fatalf("with %d applied it writes %+v", base, out.Persist.Snapshot)
	}
	s.Persisted(0, s.disk.seq)
	synced(s, hear(s, 2, 2, appendOf(5, 2, "2 2", 5)))
	return s
}

// snapshotOf returns an InstallSnapshot that ends at a position.
func snapshotOf(index Index, term Term) InstallSnapshot {
	return InstallSnapshot{Snapshot{Index: index, Term: term, Configuration: firstServers(3), Machine: keys(index)}}
}

func TestLine61_NothingAboveLastAppliedIsCompacted(t *testing.T) {
	s := alone(t, 3, 2, 0, "")
	s.Receive(0, Message{From: 2, To: 1, Term: 2, Body: appendOf(0, 0, "1 1 2 2", 3)})
	if out := s.Compact(keys(1)); out.Persist.Snapshot != nil || s.Log().Base() != (Position{}) {
		t.Errorf("with nothing applied it compacts up to %+v", s.Log().Base())
	}
	s.Applied(2)
	out := s.Compact(keys(1))
	if got := s.Log().Base(); got != (Position{Term: 1, Index: 2}) || s.Log().LastIndex() != 4 || termsOf(s.Log()) != "2 2" {
		t.Errorf("with 2 of 3 committed entries applied the log begins behind %+v, and holds %q", got, termsOf(s.Log()))
	}
	if d := decided(out, SnapshotTaken); len(d) != 1 || d[0].Count != 2 || d[0].Index != 2 {
		t.Errorf("decides %+v", d)
	}
	if again := s.Compact(keys(1)); again.Persist.Seq != 0 || len(again.Decisions) != 0 {
		t.Errorf("with nothing new it does it again: %+v", again)
	}
}

func TestLine62_AnAppendThatOverlapsTheSnapshotSkipsWhatIsInIt(t *testing.T) {
	for prev := range Index(5) {
		s := compacted(t, 4)
		reply := answer[AppendEntriesReply](t, hear(s, 2, 2, appendOf(prev, s.Log().TermAt(prev), "1 1 1 2 2 2 2 2"[2*prev:], 5)))
		if !reply.Success || reply.MatchIndex != 8 || termsOf(s.Log()) != "2 2 2 2" || s.Log().Base().Index != 4 {
			t.Errorf("an append behind %d: %+v, the log holds %q behind %+v", prev, reply, termsOf(s.Log()), s.Log().Base())
		}
	}
}

func TestLine25_AnEntryInsideTheSnapshotMatchesAndTheOneRightBeforeTheLogIsChecked(t *testing.T) {
	s := compacted(t, 4)
	if reply := answer[AppendEntriesReply](t, hear(s, 2, 2, appendOf(2, 1, "", 0))); !reply.Success {
		t.Errorf("what the snapshot stands for is refused: %+v", reply)
	}
	if reply := answer[AppendEntriesReply](t, hear(s, 2, 2, AppendEntries{PrevLogIndex: 4, PrevLogTerm: 2})); !reply.Success {
		t.Errorf("the end of the snapshot is refused: %+v", reply)
	}
}

func TestLine63_WhatWasCompactedAndIsNeededGoesAsASnapshot(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.isolate(3)
	for range 5 {
		c.propose(1, set("x", 1))
	}
	c.settle()
	c.compact(1)
	c.propose(1, set("y", 2))
	c.settle()
	c.cuts = map[link]bool{}
	c.heartbeat(1)
	m := c.at(3)
	if m.Log().Base() != (Position{Term: 1, Index: 5}) || m.terms() != "1" || m.machine.Read("x").Value != 1 {
		t.Errorf("S3 holds %q behind %+v, and %v", m.terms(), m.Log().Base(), m.machine.Pairs())
	}
	if !c.runUntil(Second, c.agree) {
		t.Errorf("they never agree")
	}
}

// A server that says nothing is not sent a snapshot again and again.
func TestLine63_ASnapshotGoesToWhomeverHasRefusedWhatFollowsIt(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.crash(3)
	for range 5 {
		c.propose(1, set("x", 1))
	}
	c.settle()
	c.compact(1)
	for range 20 {
		c.now += 50 * Millisecond
		c.timeout(1)
		if sent := c.lose(func(m Message) bool { _, ok := m.Body.(InstallSnapshot); return ok }); len(sent) > 0 {
			t.Fatalf("a crashed server is sent %+v", sent)
		}
		c.settle()
	}
	c.start(3)
	c.heartbeat(1)
	if got := c.at(3).Log().Base().Index; got != 5 {
		t.Errorf("back again it has a snapshot of %d", got)
	}
}

// Nothing that a leader sends speaks of an entry that is gone: neither a heartbeat, while an
// older snapshot is on its way, nor what tells a follower of a commit.
func TestLine63_NoAppendSpeaksOfWhatIsGone(t *testing.T) {
	cfg := config(1, 3)
	cfg.ParallelWrites, cfg.TellCommits = true, true
	s := startAlone(t, cfg, DurableState{})
	synced(s, s.Timeout(0))
	hear(s, 2, 1, RequestVoteReply{VoteGranted: true})
	grow := func(to Index) {
		for s.Log().LastIndex() < to {
			s.Propose(0, set("x", 1))
		}
		synced(s, Output{Persist: Persist{Seq: s.disk.seq}})
		for match := s.CommitIndex(); match < to; { // S2 is sent no more than a window ahead
			match = min(match+Window, to)
			hear(s, 2, 1, AppendEntriesReply{Success: true, MatchIndex: match})
		}
	}
	speaks := func(about string, out Output) {
		for _, m := range sent(out) {
			if ae, ok := m.Body.(AppendEntries); ok && (ae.PrevLogIndex < s.Log().Base().Index || ae.PrevLogTerm == 0) {
				t.Errorf("%s speaks to %v of entry %d of term %d, the log begins behind %d", about, m.To, ae.PrevLogIndex, ae.PrevLogTerm, s.Log().Base().Index)
			}
		}
	}

	for range Window + 20 {
		s.Propose(0, set("x", 1))
	}
	hear(s, 3, 1, AppendEntriesReply{Success: true, MatchIndex: 1}) // which nobody tells that 1 is committed
	grow(Window + 20)
	s.Compact(keys(1))
	speaks("what tells of a commit", hear(s, 2, 1, AppendEntriesReply{Success: true, MatchIndex: Window + 20}))

	base := s.Log().Base().Index
	grow(base + 1)
	if out := hear(s, 3, 1, AppendEntriesReply{PrevLogIndex: base, ConflictIndex: 2}); len(bodies[InstallSnapshot](sent(out))) != 1 {
		t.Fatalf("S3 is not sent a snapshot: %+v", out.Send)
	}
	grow(base + 5)
	s.Compact(keys(1))
	speaks("a heartbeat", s.Timeout(50*Millisecond))
}

func TestLine66_SnapshotAndTailAreRestoredAfterTwoCrashes(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	for i := range 6 {
		c.propose(1, add(1, uint32(i+1), 1))
		c.settle()
		if i == 3 {
			c.compact(1)
		}
	}
	for range 2 {
		c.restart(1)
		m := c.at(1)
		if m.Log().Base().Index != 4 || m.terms() != "1 1" || m.CommitIndex() != 4 || m.LastApplied() != 4 || m.machine.Read("x").Value != 4 {
			t.Fatalf("it begins at %d with %q behind %+v, applied %d, and %v", m.CommitIndex(), m.terms(), m.Log().Base(), m.LastApplied(), m.machine.Pairs())
		}
	}
	converges(t, c)
	if got := c.at(1).machine.Read("x").Value; got != 6 {
		t.Errorf("in the end x is %d, want 6", got)
	}
}

func TestLine10_ARestartBeginsAtTheEndOfTheSnapshot(t *testing.T) {
	disk := DurableState{CurrentTerm: 2, Snapshot: snapshotOf(4, 2).Snapshot, Log: logOf("1 1 1 2 2")}
	disk.Log.Compact(Position{Term: 2, Index: 4})
	s := startAlone(t, config(1, 3), disk)
	if s.CommitIndex() != 4 || s.LastApplied() != 4 || s.Log().LastIndex() != 5 {
		t.Errorf("commitIndex %d, lastApplied %d, last index %d", s.CommitIndex(), s.LastApplied(), s.Log().LastIndex())
	}
	out := applied(s, s.Receive(0, Message{From: 2, To: 1, Term: 2, Body: appendOf(5, 2, "", 5)}))
	if len(out.Committed) != 1 || out.Committed[0].Index != 5 {
		t.Errorf("hands out %+v, want entry 5 alone", out.Committed)
	}
}

func TestLine12_ALogWithoutItsSnapshotIsRefused(t *testing.T) {
	log := logOf("1 1 2")
	log.Compact(Position{Term: 1, Index: 2})
	for _, disk := range []DurableState{
		{CurrentTerm: 2, Log: log},
		{CurrentTerm: 2, Log: log, Snapshot: snapshotOf(1, 1).Snapshot},
		{CurrentTerm: 2, Log: logOf("1 1 2"), Snapshot: snapshotOf(2, 1).Snapshot},
	} {
		if _, err := New(config(1, 3), disk, 0); !errors.Is(err, ErrLogWithoutSnapshot) {
			t.Errorf("a log behind %+v and a snapshot up to %d: %v", disk.Log.Base(), disk.Snapshot.Index, err)
		}
	}
}

// A crash while a snapshot is being written leaves the whole of the old state or of the new.
func TestLine11_ACrashWhileASnapshotIsWrittenLeavesBeforeOrAfter(t *testing.T) {
	for _, install := range []bool{false, true} {
		for written := range 2 {
			c := newCluster(t, setup{servers: 3})
			c.elect(1)
			c.isolate(3)
			for range 4 {
				c.propose(1, set("x", 1))
			}
			c.settle()
			id := ServerID(2)
			if install {
				id = 3
			}
			c.at(id).slow = true
			c.heartbeat(1)
			before := c.at(id).disk
			if install {
				c.compact(1)
				c.cuts = map[link]bool{}
				c.heartbeat(1)
			} else {
				c.compact(2)
			}
			if n := len(c.at(id).writes); n != 1 {
				t.Fatalf("%v has %d writes to do", id, n)
			}
			c.crashKeeping(id, written)
			c.start(id)
			m := c.at(id)
			if written == 0 && m.Snapshot() != before.Snapshot || written == 1 && m.Snapshot().Index != 4 {
				t.Errorf("install %v, %d writes: it begins with a snapshot of %d", install, written, m.Snapshot().Index)
			}
			converges(t, c)
		}
	}
}

// One who asks again after a snapshot gets the first answer, and nothing happens twice.
func TestLine72_ASnapshotHoldsWhatClientsWereAnswered(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	c.isolate(3)
	c.propose(1, add(1, 1, 5))
	c.settle()
	c.compact(1)
	c.cuts = map[link]bool{}
	c.heartbeat(1) // S3 has the snapshot now
	c.elect(3)
	c.propose(3, add(1, 1, 5))
	c.settle()
	c.heartbeat(3)
	m := c.at(3)
	if got := m.machine.Read("x").Value; got != 5 || len(m.answers) != 1 || !m.answers[0].Result.Repeated || m.answers[0].Result.Value != 5 {
		t.Errorf("x is %d, and the client was told %+v", got, m.answers)
	}
}
