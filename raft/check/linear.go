package check

import (
	"cmp"
	"slices"

	"raft-playground/raft"
)

// Verdict is what a search for a linear order has found out.
type Verdict uint8

// What it can be.
const (
	Held       Verdict = iota // there is a linear order
	Broken                    // there is none
	NotDecided                // the search has ended before it knew
)

// MaxVisits is how many steps a search for a linear order tries: what it takes in
// time and memory is bounded by that, and, however fast a machine is, it finds out the
// same everywhere. What Raft answers while it works takes about a step a request.
const MaxVisits = 1 << 18

// search looks for an order of the operations on one key that explains what was
// answered. It is that of Wing and Gong, with Lowe's memory of where it has been: it
// goes forward operation by operation, and back where none fits.
//
// A client waits for an answer before it asks again, so what has taken effect among
// the answered operations is a number for each client. An operation whose outcome
// nobody knows is put into the order only right before one whose answer needs it:
// anywhere else the next write would hide it, and it may as well not have happened.
type search struct {
	answered [raft.MaxClients + 1][]operation // of each client, in its order
	next     [raft.MaxClients + 1]int         // the first that has not taken effect
	unknown  []class
	sets     map[int64]int // the class of writes of a value
	adds     map[int64]int // of additions
	adding   []int         // those classes
	hints    []hint        // where operations of unknown outcome most likely took effect

	state register
	at    raft.Index // where that most likely stood in the log
	used  digest     // of the operations of unknown outcome that have taken effect

	seen  map[digest]struct{}
	path  []turn
	moves []move // that the turns of the path can take
	trail []move // that have been made, those among them that need no choice

	left int         // steps
	stop func() bool // nil for never
}

// class is operations of unknown outcome that do the same. They differ in when they
// were invoked, and the earliest unused one can do whatever another could.
type class struct {
	op      raft.Op
	value   int64
	invoked []int64
	used    int
}

// hint says that an operation of a class most likely took effect at an index of the log.
type hint struct {
	at    raft.Index
	class int
}

// move is the next step of an order: the next operation of a client or, where that is
// 0, of a class.
type move struct {
	client raft.ClientID
	class  int
	at     raft.Index // where it most likely stands in the log; 0 where nothing tells
}

// turn is a place of the search with a choice of moves.
type turn struct {
	state register
	at    raft.Index
	used  digest
	trail int // how long it was
	first int // of its moves
	tried int
}

// digest stands for a set of operations or a place of the search. That two of them
// are alike by chance is less likely than that the machine errs.
type digest [2]uint64

func (d digest) with(n uint64) digest {
	for i := range d {
		x := (d[i] ^ n) * 0x9e3779b97f4a7c15
		x ^= x >> 32
		x = (x + uint64(i) + 1) * 0xd6e8feb86659fd93
		d[i] = x ^ x>>32
	}
	return d
}

// searchFor prepares the search for an order of operations on one key.
func searchFor(operations []operation, left int, stop func() bool) *search {
	s := &search{sets: map[int64]int{}, adds: map[int64]int{}, seen: map[digest]struct{}{}, left: left, stop: stop}
	slices.SortFunc(operations, func(a, b operation) int { return cmp.Compare(a.invoked, b.invoked) })
	for _, op := range operations {
		switch {
		case op.settled != never:
			s.answered[op.client] = append(s.answered[op.client], op)
		case op.op == raft.Set:
			s.classify(s.sets, op)
		case op.op == raft.Add:
			s.classify(s.adds, op)
		}
	}
	slices.SortStableFunc(s.hints, func(a, b hint) int { return cmp.Compare(a.at, b.at) })
	return s
}

func (s *search) classify(classes map[int64]int, op operation) {
	k, known := classes[op.argument]
	if !known {
		k = len(s.unknown)
		classes[op.argument] = k
		s.unknown = append(s.unknown, class{op: op.op, value: op.argument})
		if op.op == raft.Add {
			s.adding = append(s.adding, k)
		}
	}
	s.unknown[k].invoked = append(s.unknown[k].invoked, op.invoked)
	if op.version > 0 {
		s.hints = append(s.hints, hint{op.version, k})
	}
}

// run searches.
func (s *search) run() Verdict {
	s.read()
	for {
		if s.complete() {
			return Held
		}
		if place := s.place(); !s.been(place) {
			s.seen[place] = struct{}{}
			s.path = append(s.path, turn{s.state, s.at, s.used, len(s.trail), len(s.moves), len(s.moves)})
			s.offer()
		}
		for !s.tryNext() {
			last := len(s.path) - 1
			s.moves = s.moves[:s.path[last].first]
			if s.path = s.path[:last]; last == 0 {
				return Broken
			}
		}
		if s.left--; s.left < 0 || s.left%1024 == 0 && s.stop != nil && s.stop() {
			return NotDecided
		}
	}
}

func (s *search) been(place digest) bool {
	_, been := s.seen[place]
	return been
}

// tryNext takes back what came after the newest turn, and makes its next move.
func (s *search) tryNext() bool {
	t := &s.path[len(s.path)-1]
	for len(s.trail) > t.trail {
		m := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		if m.client != 0 {
			s.next[m.client]--
		} else {
			s.unknown[m.class].used--
		}
	}
	s.state, s.at, s.used = t.state, t.at, t.used
	if t.tried == len(s.moves) {
		return false
	}
	s.make(s.moves[t.tried])
	t.tried++
	s.read()
	return true
}

// make lets an operation take effect.
func (s *search) make(m move) {
	s.trail = append(s.trail, m)
	if m.client != 0 {
		op := &s.answered[m.client][s.next[m.client]]
		s.next[m.client]++
		s.state, s.at = op.after(s.state), max(s.at, op.version)
		return
	}
	c := &s.unknown[m.class]
	added := digest{}.with(uint64(m.class)).with(uint64(c.used))
	s.used[0] += added[0]
	s.used[1] += added[1]
	c.used++
	s.state, s.at = (&operation{op: c.op, argument: c.value}).after(s.state), max(s.at, m.at)
}

// read lets all reads take effect that find what they have found: since they change
// nothing there is no better place for them.
func (s *search) read() {
	for again := true; again; {
		again = false
		until := s.until()
		for c := range s.next {
			if op := s.candidate(c, until); op != nil && op.op == raft.Get && op.explained(s.state) {
				s.make(move{client: raft.ClientID(c)})
				again = true
			}
		}
	}
}

// complete reports whether all that was answered has taken effect.
func (s *search) complete() bool { return s.until() == never }

// until returns when the first answer was given that is not explained yet: what has
// been invoked later comes later.
func (s *search) until() int64 {
	until := int64(never)
	for c := range s.next {
		if s.next[c] < len(s.answered[c]) {
			until = min(until, s.answered[c][s.next[c]].settled)
		}
	}
	return until
}

// candidate returns a client's next operation if it can take effect now, else nil.
func (s *search) candidate(client int, until int64) *operation {
	if s.next[client] == len(s.answered[client]) {
		return nil
	}
	if op := &s.answered[client][s.next[client]]; op.invoked < until {
		return op
	}
	return nil
}

// place identifies where the search stands.
func (s *search) place() digest {
	d := s.used.with(uint64(s.state.value))
	if s.state.found {
		d = d.with(1)
	}
	for c := 1; c < len(s.next); c++ {
		d = d.with(uint64(s.next[c]))
	}
	return d
}
