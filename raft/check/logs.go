package check

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// entryTable remembers, for each index and term, the hash of the log up to the
// entry there, and who had it first. There are few terms at an index: their
// number is that of the leaders who wrote there.
type entryTable struct {
	byIndex raft.Vector[[]seen]
}

type seen struct {
	term raft.Term
	hash uint64
	by   raft.ServerID
}

func (t *entryTable) clone() entryTable { return entryTable{t.byIndex.Clone()} }

// meet returns what is known of the entry at an index and term, and remembers it
// if nothing was.
func (t *entryTable) meet(i raft.Index, now seen) seen {
	for t.byIndex.Len() < int(i)-1 {
		t.byIndex.Push(nil)
	}
	if t.byIndex.Len() < int(i) {
		t.byIndex.Push([]seen{now})
		return now
	}
	known := t.byIndex.At(int(i))
	for _, s := range known {
		if s.term == now.term {
			return s
		}
	}
	// A clone shares known: it must grow in a place of its own.
	t.byIndex.Set(int(i), append(known[:len(known):len(known)], now))
	return now
}

// logChanged checks Leader Append-Only and Log Matching.
func (c *Checker) logChanged(change *sim.LogChange) {
	s := &c.servers[change.Server-1]
	if removed := int(change.From) <= s.prefixes.Len(); removed && s.role == raft.Leader && !s.down {
		if v := c.violated(subject{property: LeaderAppendOnly, server: change.Server, term: s.term, index: change.From}); v != nil {
			v.LeaderAppendOnly = &sim.LeaderAppendOnly{Leader: change.Server, Term: s.term, Removed: change.From}
		}
	}
	s.prefixes.Cut(int(change.From) - 1)
	for k := range change.Entries {
		e := &change.Entries[k]
		i := change.From + raft.Index(k)
		m := mark{extend(s.hashAt(i-1), e), e.Term, e.Client, e.Request}
		s.prefixes.Push(m)
		if first := c.entries.meet(i, seen{e.Term, m.hash, change.Server}); first.hash != m.hash {
			if v := c.violated(subject{property: LogMatching, server: change.Server, term: e.Term, index: i}); v != nil {
				v.LogMatching = &sim.LogMatching{Server: change.Server, First: first.by, Index: i, Term: e.Term}
			}
		}
	}
}

// extend returns the hash of a log from that of what precedes its last entry.
func extend(hash uint64, e *sim.Entry) uint64 {
	mix := func(n uint64) {
		hash = (hash ^ n) * 0x9e3779b97f4a7c15
		hash ^= hash >> 29
	}
	mix(uint64(e.Term) + 1)
	mix(uint64(e.Client)<<32 | uint64(e.Request))
	for i := 0; i < len(e.Command); i++ {
		mix(uint64(e.Command[i]))
	}
	if c := e.Configuration; c != (raft.Configuration{}) {
		mix(uint64(c.Voters)<<32 | uint64(c.Next)<<16 | uint64(c.Learners))
	}
	return hash
}
