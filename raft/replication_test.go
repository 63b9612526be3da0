package raft

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// progress fails the test unless the leader's view of S2 is as given.
func progress(t *testing.T, s *Server, when string, nextIndex, matchIndex Index) {
	t.Helper()
	if next, match := s.Progress(2); next != nextIndex || match != matchIndex {
		t.Errorf("%s: nextIndex %d and matchIndex %d, want %d and %d", when, next, match, nextIndex, matchIndex)
	}
}

func TestLine30_MatchIndexNeverFallsAndNextIndexStaysAboveIt(t *testing.T) {
	s := elected(t, 3, 5, "1 2 2 2 3 3")
	progress(t, s, "elected", 7, 0)
	hear(s, 2, 5, AppendEntriesReply{PrevLogIndex: 6, ConflictIndex: 3})
	progress(t, s, "refused with a log of 2", 3, 0)
	hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 5})
	progress(t, s, "matches up to 5", 7, 5)
	hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 3})
	progress(t, s, "a delayed success for 3", 7, 5)
	for prev := Index(1); prev <= 5; prev++ {
		hear(s, 2, 5, AppendEntriesReply{PrevLogIndex: prev, ConflictIndex: 1})
		progress(t, s, "a delayed refusal", 7, 5)
	}
	hear(s, 2, 5, AppendEntriesReply{PrevLogIndex: 6, ConflictIndex: 1})
	progress(t, s, "a refusal at 6 by a log wiped to nothing", 6, 5)
	hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 6, MatchIndex: 6})
	progress(t, s, "all matches", 7, 6)
}

func TestLine30_AFollowerWhoseDiskWasWipedStaysStrandedUnderTheSameLeader(t *testing.T) {
	c := newCluster(t, setup{servers: 3})
	c.elect(1)
	for range 4 {
		c.propose(1, set("x", 1))
	}
	c.settle()
	c.crash(2)
	c.at(2).disk = DurableState{}
	c.restart(2)
	for range 20 {
		c.heartbeat(1)
	}
	if next, match := c.at(1).Progress(2); match != 4 || next != 5 || c.at(2).terms() != "" {
		t.Errorf("nextIndex %d, matchIndex %d, S2 holds %q", next, match, c.at(2).terms())
	}
	c.propose(1, set("x", 1))
	for range 20 {
		c.heartbeat(1) // the two must not go on and on about it
	}
	if _, match := c.at(1).Progress(2); match != 4 || c.at(2).terms() != "" {
		t.Errorf("with a new entry: matchIndex %d, S2 holds %q", match, c.at(2).terms())
	}
	c.elect(3)
	c.settle()
	if c.at(2).terms() != "1 1 1 1 1" {
		t.Errorf("the next leader leaves S2 with %q", c.at(2).terms())
	}
}

func TestLine31_DuplicatedAndDelayedMessagesDoNoHarm(t *testing.T) {
	c := newCluster(t, setup{logs: []string{"1 1 4 4", "1 1 2 2 2", "1 1 4", "1", "1 1 3 3"}, noOp: true})
	var sent []Message
	run := func(f func()) { // every message arrives twice
		f()
		for len(c.flying) > 0 {
			sent = append(sent, c.flying...)
			c.flying = append(c.flying, slices.Clone(c.flying)...)
			c.deliver(anything)
		}
	}
	run(func() { c.elect(1, 2, 3, 4) })
	for i := range 5 {
		run(func() { c.propose(1, Command{Op: Add, Client: 1, Request: uint32(i + 1), Key: "x", Value: 1}) })
	}
	run(func() { c.timeout(1) })
	run(func() { c.timeout(1) })
	if !c.agree() {
		t.Fatalf("the logs do not agree")
	}
	before := *c.at(1).Server
	logs := c.at(1).terms()
	slices.Reverse(sent)
	for _, again := range [][]Message{sent, sent} {
		c.flying = slices.Clone(again)
		c.settle()
	}
	if c.at(1).nextIndex != before.nextIndex || c.at(1).matchIndex != before.matchIndex || c.at(1).terms() != logs || !c.agree() {
		t.Errorf("messages that arrive again, latest first, have changed nextIndex to %v, matchIndex to %v and the log from %q to %q",
			c.at(1).nextIndex, c.at(1).matchIndex, logs, c.at(1).terms())
	}
}

// The refusal of a stale append carries the follower's current term, which may
// be that of the same leader, elected again. It says nothing about any log.
func TestLine31_ARefusalOfAStaleAppendDoesNotMoveNextIndex(t *testing.T) {
	follower := alone(t, 3, 6, 1, "1 2 2 2")
	stale := answer[AppendEntriesReply](t, hear(follower, 2, 5, appendOf(3, 2, "5", 0)))
	s := elected(t, 3, 6, "1 2 2 2")
	out := hear(s, 2, 6, stale)
	progress(t, s, "after it", 5, 0)
	if len(out.Send) != 0 || len(decided(out, AppendReplyOutdated)) != 1 {
		t.Errorf("sends %v, decides %+v", out.Send, out.Decisions)
	}
}

func TestLine31_AppendRepliesOfAnOldTermAreIgnored(t *testing.T) {
	for name, make := range everyRole {
		s := make(t)
		before := *s
		for _, reply := range []AppendEntriesReply{
			{Success: true, PrevLogIndex: 1, MatchIndex: 2}, {PrevLogIndex: 2, ConflictIndex: 1},
		} {
			out := hear(s, 2, 4, reply)
			if s.matchIndex != before.matchIndex || s.nextIndex != before.nextIndex || s.commitIndex != before.commitIndex || len(out.Send) != 0 {
				t.Errorf("a %v of term 5 heeds a reply of term 4: %+v", name, reply)
			}
			if len(decided(out, AppendReplyIgnored)) != 1 {
				t.Errorf("a %v decides %+v", name, out.Decisions)
			}
		}
	}
}

func TestLine34_LostAppendsAndLostRepliesAreRetried(t *testing.T) {
	for name, lost := range map[string]func(Message) bool{
		"appends": func(m Message) bool { return m.To != 1 },
		"replies": func(m Message) bool { return m.To == 1 },
	} {
		for _, batch := range []int{1, 3, 16} {
			c := newCluster(t, setup{servers: 3, batch: batch})
			c.elect(1)
			c.settle()
			for range 2 * Window { // more than may be on the way at once
				c.propose(1, set("x", 1))
				c.lose(lost)
				c.deliver(anything)
				c.lose(lost)
			}
			if c.at(1).CommitIndex() != 0 {
				t.Fatalf("%s lost: committed %d", name, c.at(1).CommitIndex())
			}
			c.heartbeat(1)
			c.heartbeat(1)
			if !c.agree() || c.at(2).CommitIndex() != 2*Window {
				t.Errorf("%s lost, batch %d: two heartbeats later S2 holds %d entries, %d of them committed",
					name, batch, c.at(2).Log().LastIndex(), c.at(2).CommitIndex())
			}
		}
	}
}

func TestLine35_ACapOnEntriesNeverSkipsOneAndAlwaysSendsAtLeastOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		batch := rapid.IntRange(1, 70).Draw(t, "batch")
		c := newCluster(t, setup{servers: 2, batch: batch})
		c.elect(1)
		c.settle()
		c.at(1).slow = true
		total := 0
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			entries := rapid.IntRange(1, 100).Draw(t, "entries")
			for range entries {
				c.propose(1, set("x", 1))
			}
			total += entries
			c.sync(1)
			next := Index(0)
			for _, ae := range bodies[AppendEntries](c.flying) {
				if len(ae.Entries) < 1 || len(ae.Entries) > batch {
					t.Fatalf("an append carries %d entries, the cap is %d", len(ae.Entries), batch)
				}
				if next != 0 && ae.PrevLogIndex+1 != next {
					t.Fatalf("an append follows entry %d, the one before ended before %d", ae.PrevLogIndex, next)
				}
				next = ae.PrevLogIndex + Index(len(ae.Entries)) + 1
			}
			if _, match := c.at(1).Progress(2); next > match+Window+1 {
				t.Fatalf("entries up to %d are on their way, %d are acknowledged, the window is %d", next-1, match, Window)
			}
			if rapid.Bool().Draw(t, "delivered") {
				c.settle()
			}
		}
		c.settle()
		c.heartbeat(1)
		if c.at(2).CommitIndex() != Index(total) {
			t.Fatalf("S2 knows %d of %d entries to be committed", c.at(2).CommitIndex(), total)
		}
	})
}

func TestLine43_ARejectionNeverAdvancesMatchIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		index := rapid.Custom(func(t *rapid.T) Index { return Index(rapid.IntRange(0, 12).Draw(t, "index")) })
		c := newCluster(t, setup{logs: []string{"1 2 2 2 3 3", "1 2", "1 2"}})
		c.elect(1)
		s := c.at(1).Server
		for range 10 {
			_, before := s.Progress(2)
			reply := AppendEntriesReply{
				PrevLogIndex: index.Draw(t, "prev"), MatchIndex: index.Draw(t, "match"),
				ConflictIndex: index.Draw(t, "conflict"), ConflictTerm: Term(index.Draw(t, "term")),
			}
			c.took(1, s.Receive(0, Message{2, 1, s.CurrentTerm(), reply}))
			if next, match := s.Progress(2); match != before || next <= match || s.CommitIndex() != 0 {
				t.Fatalf("%+v: matchIndex %d becomes %d, nextIndex is %d", reply, before, match, next)
			}
		}
	})
}

func TestLine43_AMatchBeyondTheLeadersLogIsAFinding(t *testing.T) {
	s := elected(t, 3, 5, "1 2")
	out := hear(s, 2, 5, AppendEntriesReply{Success: true, MatchIndex: 3})
	want := Finding{Kind: MatchBeyondLog, Peer: 2, Term: 5, Index: 3}
	if len(out.Findings) != 1 || out.Findings[0] != want || s.CommitIndex() != 0 {
		t.Errorf("finds %+v, want %+v", out.Findings, want)
	}
	progress(t, s, "afterwards", 3, 0)
}
