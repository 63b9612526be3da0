package raft

import (
	"strings"
	"testing"
)

// The checkers are worth what they notice: here everything they guard against is
// brought about by force.

func TestTheInvariantsNoticeWhateverIsWrong(t *testing.T) {
	for name, spoil := range map[string]func(*Server, *DurableState){
		"terms decrease along the log":     func(s *Server, _ *DurableState) { s.log = logOf("3 2 5") },
		"an entry of a term to come":       func(s *Server, _ *DurableState) { s.log = logOf("1 2 6") },
		"currentTerm falls":                func(s *Server, _ *DurableState) { s.currentTerm = 4; s.log = logOf("1 2 2") },
		"a second vote":                    func(s *Server, _ *DurableState) { s.role, s.votedFor = Follower, 2 },
		"a vote taken back":                func(s *Server, _ *DurableState) { s.role, s.votedFor = Follower, 0 },
		"a second leader":                  func(s *Server, _ *DurableState) { s.role, s.leader = Follower, 3 },
		"commitIndex beyond the log":       func(s *Server, _ *DurableState) { s.commitIndex, s.lastApplied = 9, 9 },
		"commitIndex falls":                func(s *Server, _ *DurableState) { s.commitIndex, s.lastApplied = 2, 2 },
		"what is committed is not applied": func(s *Server, _ *DurableState) { s.lastApplied = 2 },
		"granted and refused":              func(s *Server, _ *DurableState) { s.granted, s.refused = 1<<2, 1<<2 },
		"a follower counts votes":          func(s *Server, _ *DurableState) { s.role, s.granted = Follower, 1<<1 },
		"a leader that follows another":    func(s *Server, _ *DurableState) { s.currentTerm, s.leader = 6, 2 },
		"a leader with another's vote":     func(s *Server, _ *DurableState) { s.currentTerm, s.votedFor = 6, 2 },
		"matchIndex beyond the log":        func(s *Server, _ *DurableState) { s.matchIndex[3], s.nextIndex[3] = 4, 5 },
		"matchIndex falls":                 func(s *Server, _ *DurableState) { s.matchIndex[2] = 1 },
		"nextIndex not above matchIndex":   func(s *Server, _ *DurableState) { s.nextIndex[2] = 3 },
		"nextIndex beyond the end":         func(s *Server, _ *DurableState) { s.nextIndex[2] = 5 },
		"a majority, and no commit":        func(s *Server, d *DurableState) { another(s, d); s.matchIndex[2], s.nextIndex[2] = 4, 5 },
		"durable, but not on the disk":     func(_ *Server, d *DurableState) { d.Log.Truncate(2) },
		"durable, but another entry":       func(_ *Server, d *DurableState) { d.Log = logOf("1 3 5") },
		"durable beyond the log":           func(s *Server, _ *DurableState) { s.disk.durableIndex = 4 },
		"the term is not on the disk":      func(_ *Server, d *DurableState) { d.CurrentTerm = 4 },
		"the vote is not on the disk":      func(_ *Server, d *DurableState) { d.VotedFor = 0 },
		"the log is not on the disk":       func(s *Server, _ *DurableState) { s.log.Append(entryAt(4, 5)) },
	} {
		s := elected(t, 3, 5, "1 2")
		_, _, out, _ := s.Propose(0, entryAt(3, 5).Command)
		synced(s, out)
		hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 2, MatchIndex: 3})
		disk := DurableState{CurrentTerm: 5, VotedFor: 1, Log: logOf("1 2 5")}
		var v invariants
		for range 2 {
			if err := v.check(s, &disk, true); err != nil {
				t.Fatalf("a server in order: %v", err)
			}
		}
		spoil(s, &disk)
		if err := v.check(s, &disk, true); err == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
}

// another gives a leader one more entry, on its disk as well.
func another(s *Server, d *DurableState) {
	s.log.Append(entryAt(4, 5))
	d.Log.Append(entryAt(4, 5))
	s.disk.durableIndex = 4
}

func TestEachPropertyOfFigure3IsNoticedWhenItBreaks(t *testing.T) {
	for name, spoil := range map[string]func(*cluster){
		"Election Safety":    func(c *cluster) { c.at(2).role = Leader },
		"Leader Append-Only": func(c *cluster) { c.at(1).log.Truncate(1) },
		"Log Matching": func(c *cluster) {
			c.at(2).log.Truncate(1)
			c.at(2).log.Append(Entry{Term: 1, Command: set("other", 1)})
		},
		"Leader Completeness": func(c *cluster) {
			c.at(2).role, c.at(2).currentTerm = Leader, 2
			c.at(2).log.Truncate(1)
		},
		"State Machine Safety": func(c *cluster) { c.at(2).applied[1].Entry.Command.Value++ },
		"a majority of disks":  func(c *cluster) { c.at(2).disk.Log, c.at(3).disk.Log = Log{}, Log{} },
	} {
		c := newCluster(t, setup{servers: 3})
		c.elect(1)
		c.propose(1, set("x", 1))
		c.propose(1, set("x", 2))
		c.settle()
		c.heartbeat(1)
		if len(c.at(2).applied) != 2 {
			t.Fatalf("S2 has applied %d entries", len(c.at(2).applied))
		}
		spoil(c)
		noticed := ""
		for _, id := range c.ids() {
			if err := c.laws.check(c, id); err != nil {
				noticed += err.Error() + "\n"
			}
		}
		if !strings.Contains(noticed, name) {
			t.Errorf("%s is broken; noticed: %q", name, noticed)
		}
	}
}
