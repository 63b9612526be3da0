package check

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// commitment is an entry of the ledger: the first time that any server knew an
// index to be committed.
type commitment struct {
	hash uint64 // of the log up to there
	in   raft.Term
	by   raft.ServerID
}

// committed checks what a server takes for committed at index i against the
// ledger: State Machine Safety, since what is committed is applied, and Leader
// Completeness, for leaders that were elected before the commit was known.
func (c *Checker) committed(s *shadow, id raft.ServerID, i raft.Index) {
	if int(i) > s.prefixes.Len() {
		return // beyond the log's end, as without PrevLogCheck: there is nothing to compare
	}
	hash := s.hashAt(i)
	if int(i) <= c.ledger.Len() {
		if first := c.ledger.At(int(i)); first.hash != hash {
			if v := c.violated(subject{property: StateMachineSafety, server: id, term: s.term, index: i}); v != nil {
				v.StateMachineSafety = &sim.StateMachineSafety{Server: id, Term: s.term, Index: i, CommittedBy: first.by, CommittedIn: first.in}
			}
		}
		return
	}
	first := commitment{hash, s.term, id}
	c.ledger.Push(first)
	for k := range c.servers {
		later := &c.servers[k]
		if !later.down && later.role == raft.Leader && later.term > s.term && !later.holds(i, hash) {
			c.lacks(raft.ServerID(k+1), later.term, i, first)
		}
	}
}
