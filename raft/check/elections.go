package check

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// elected checks Election Safety and, over the whole ledger at once, Leader
// Completeness.
func (c *Checker) elected(s *shadow, now *sim.ServerState) {
	for c.leaders.Len() < int(now.Term)-1 {
		c.leaders.Push(0)
	}
	if c.leaders.Len() < int(now.Term) {
		c.leaders.Push(now.ID)
	} else if other := c.leaders.At(int(now.Term)); other != now.ID {
		if other != 0 {
			c.violated(ElectionSafety, sim.Violation{Server: now.ID, Other: other, Term: now.Term})
		}
		c.leaders.Set(int(now.Term), now.ID)
	}

	// If the log holds the newest committed entry it holds all before it. Only if
	// not does one have to look for an entry that it should hold.
	last := raft.Index(c.ledger.Len())
	if last == 0 || s.holds(last, c.ledger.At(int(last)).hash) {
		return
	}
	for i := raft.Index(1); i <= last; i++ {
		if e := c.ledger.At(int(i)); e.in < now.Term && !s.holds(i, e.hash) {
			c.violated(LeaderCompleteness, sim.Violation{Server: now.ID, Other: e.by, Term: now.Term, Index: i, In: e.in})
			return
		}
	}
}

// durableTermAndVote checks, on the disk, that terms never fall and that a
// server votes once in a term. It survives restarts.
func (c *Checker) durableTermAndVote(s *shadow, now *sim.ServerState) {
	if now.SyncedTerm < s.syncedTerm {
		c.violated(TermMonotonic, sim.Violation{Server: now.ID, Term: s.syncedTerm, Was: uint64(s.syncedTerm), Now: uint64(now.SyncedTerm)})
	}
	if now.SyncedTerm == s.syncedTerm && s.syncedVote != 0 && now.SyncedVote != s.syncedVote {
		c.violated(OneVote, sim.Violation{Server: now.ID, Other: s.syncedVote, Term: now.SyncedTerm})
	}
	s.syncedTerm, s.syncedVote = now.SyncedTerm, now.SyncedVote
}
