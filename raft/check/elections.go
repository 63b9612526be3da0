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
			if v := c.violated(subject{property: ElectionSafety, server: now.ID, term: now.Term}); v != nil {
				v.ElectionSafety = &sim.ElectionSafety{Term: now.Term, First: other, Second: now.ID}
			}
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
			c.lacks(now.ID, now.Term, i, e)
			return
		}
	}
}

// lacks reports that a leader has not what is committed at an index.
func (c *Checker) lacks(leader raft.ServerID, term raft.Term, i raft.Index, e commitment) {
	if v := c.violated(subject{property: LeaderCompleteness, server: leader, term: term, index: i}); v != nil {
		v.LeaderCompleteness = &sim.LeaderCompleteness{Leader: leader, Term: term, Index: i, CommittedBy: e.by, CommittedIn: e.in}
	}
}

// durableTermAndVote checks, on the disk, that terms never fall and that a
// server votes once in a term. It survives restarts.
func (c *Checker) durableTermAndVote(s *shadow, now *sim.ServerState) {
	if now.SyncedTerm < s.syncedTerm {
		if v := c.violated(subject{property: TermMonotonic, server: now.ID, term: s.syncedTerm}); v != nil {
			v.TermMonotonic = &sim.TermMonotonic{Server: now.ID, Was: s.syncedTerm, Now: now.SyncedTerm}
		}
	}
	if now.SyncedTerm == s.syncedTerm && s.syncedVote != 0 && now.SyncedVote != s.syncedVote {
		if v := c.violated(subject{property: OneVote, server: now.ID, term: now.SyncedTerm}); v != nil {
			v.OneVote = &sim.OneVote{Voter: now.ID, Term: now.SyncedTerm, VotedFor: s.syncedVote}
		}
	}
	s.syncedTerm, s.syncedVote = now.SyncedTerm, now.SyncedVote
}
