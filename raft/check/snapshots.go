package check

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// machines is what applying the log leads to, as the first server to apply an entry
// has shown it, known by a hash after each change. The zero value is the beginning of a run.
type machines struct {
	changes raft.Vector[change] // in the order of their entries
	pairs   []raft.Pair         // after the last of these
}

// change is what an entry made of a state machine: the hash of all its keys.
type change struct {
	index raft.Index
	hash  uint64
}

func (m *machines) clone() machines { return machines{m.changes.Clone(), slices.Clone(m.pairs)} }

// applied takes note of a change, if no server has made it before.
func (m *machines) applied(a *sim.Application) {
	now := change{index: a.Index}
	if n := m.changes.Len(); n > 0 {
		last := m.changes.Ref(n)
		if a.Index <= last.index {
			return
		}
		now.hash = last.hash
	}
	pair := raft.Pair{Key: a.Key, Value: a.Value, Version: a.Version}
	if i := slices.IndexFunc(m.pairs, func(p raft.Pair) bool { return p.Key == a.Key }); i >= 0 {
		now.hash -= hashOf(&m.pairs[i])
		m.pairs[i] = pair
	} else {
		m.pairs = append(m.pairs, pair)
	}
	now.hash += hashOf(&pair)
	m.changes.Push(now)
}

// at returns the hash of a state machine that has applied the log up to an index, as far
// as any server has.
func (m *machines) at(index raft.Index) uint64 {
	low, high := 0, m.changes.Len() // the last change at or before the index is one of these
	for low < high {
		if middle := (low + high + 1) / 2; m.changes.Ref(middle).index <= index {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low == 0 {
		return 0
	}
	return m.changes.Ref(low).hash
}

// hashOf returns the hash of a key and what it holds. That of several is the sum.
func hashOf(p *raft.Pair) uint64 {
	hash := uint64(0xcbf29ce484222325)
	mix := func(n uint64) {
		hash = (hash ^ n) * 0x9e3779b97f4a7c15
		hash ^= hash >> 29
	}
	for i := 0; i < len(p.Key); i++ {
		mix(uint64(p.Key[i]))
	}
	mix(uint64(p.Value))
	mix(uint64(p.Version))
	return hash
}

// snapshotChanged checks that a snapshot holds what applying the log has led to. From
// here on it stands for the beginning of a server's log.
func (c *Checker) snapshotChanged(now *sim.SnapshotChange) {
	s := &c.servers[now.Server-1]
	holds := uint64(0)
	for i := range now.Machine {
		holds += hashOf(&now.Machine[i])
	}
	if holds != c.machines.at(now.Index) {
		if v := c.violated(subject{property: SnapshotEqualsLog, server: now.Server, index: now.Index}); v != nil {
			v.SnapshotEqualsLog = &sim.SnapshotEqualsLog{Server: now.Server, Index: now.Index, Term: now.Term}
		}
	}
	if now.Doing == sim.SnapshotTaken {
		return // the log up to there was its own
	}
	if !s.endsAt(now.Index, now.Term) {
		c.standsFor(s, now)
	}
	s.applied = [raft.MaxClients + 1]uint32{}
	for i := 1; i <= int(now.Index); i++ {
		if m := s.prefixes.Ref(i); m.client != 0 {
			s.applied[m.client] = max(s.applied[m.client], m.request)
		}
	}
}

// endsAt reports whether the log has an entry of an index and term.
func (s *shadow) endsAt(i raft.Index, term raft.Term) bool {
	return i > 0 && int(i) <= s.prefixes.Len() && s.prefixes.At(int(i)).term == term
}

// standsFor has the log of a server be what a snapshot stands for: what another server has
// had up to there. What is committed a majority has.
func (c *Checker) standsFor(s *shadow, now *sim.SnapshotChange) {
	for k := range c.servers {
		if other := &c.servers[k]; other.endsAt(now.Index, now.Term) {
			s.prefixes = other.prefixes.Clone()
			break
		}
	}
	s.prefixes.Cut(int(now.Index))
	for s.prefixes.Len() < int(now.Index) {
		s.prefixes.Push(mark{term: now.Term}) // of which nothing is known
	}
}
