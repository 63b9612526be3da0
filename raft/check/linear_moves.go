package check

import (
	"cmp"
	"slices"

	"raft-playground/raft"
)

// offer lists what can come next, what most likely did first: in the order of the log
// entries that the answers come from, and what wrote one before who read it.
func (s *search) offer() {
	until := s.until()
	var candidates [raft.MaxClients]*operation
	n := 0
	for c := range s.next {
		if op := s.candidate(c, until); op != nil {
			candidates[n] = op
			n++
		}
	}
	ordered := candidates[:n]
	slices.SortFunc(ordered, func(a, b *operation) int {
		return cmp.Or(cmp.Compare(a.version, b.version), cmp.Compare(a.op, b.op), cmp.Compare(a.client, b.client))
	})
	needed := false
	for _, op := range ordered {
		if op.op != raft.Get && op.explained(s.state) {
			s.moves = append(s.moves, move{client: op.client})
			continue
		}
		value, some := op.needs()
		if !some {
			continue
		}
		needed = true
		s.offerHinted(op.version, until)
		if k, known := s.sets[value]; known {
			s.offerClass(k, until, 0)
		}
		if k, known := s.adds[value-s.state.value]; known {
			s.offerClass(k, until, 0)
		}
	}
	if needed {
		s.offerSums(until)
	}
}

// offerHinted lists what may have taken effect between where the search stands and an
// index of the log.
func (s *search) offerHinted(version raft.Index, until int64) {
	from, _ := slices.BinarySearchFunc(s.hints, s.at+1, func(h hint, at raft.Index) int { return cmp.Compare(h.at, at) })
	for _, h := range s.hints[from:] {
		if h.at > version {
			return
		}
		s.offerClass(h.class, until, h.at)
		s.left--
	}
}

// offerSums lists what can become what an answer needs together with additions.
func (s *search) offerSums(until int64) {
	before := len(s.moves)
	for _, k := range s.adding {
		s.offerClass(k, until, 0)
	}
	if len(s.moves) == before {
		return
	}
	for k := range s.unknown {
		if s.unknown[k].op == raft.Set {
			s.offerClass(k, until, 0)
		}
	}
	s.left -= len(s.moves) - before
}

func (s *search) offerClass(k int, until int64, at raft.Index) {
	if c := &s.unknown[k]; c.used < len(c.invoked) && c.invoked[c.used] < until {
		s.moves = append(s.moves, move{class: k, at: at})
	}
}
