package sim

import "raft-playground/raft"

// parts holds the parts of events. Nearly all that a world allocates are these, so
// they come from slabs, and their places are used again where nobody keeps them
// ([World.DrainEvents]).
type parts struct {
	actions      slab[Acted]
	servers      slab[ServerState]
	logs         slab[LogChange]
	entries      slab[Entry]
	progresses   slab[Progress]
	indexes      slab[raft.Index]
	applications slab[Application]
	messages     messageParts
	clients      slab[ClientState]
	decisions    slab[raft.Decision]
}

// giveAway leaves what was handed out to those who have it.
func (p *parts) giveAway() {
	p.actions.giveAway()
	p.servers.giveAway()
	p.logs.giveAway()
	p.entries.giveAway()
	p.progresses.giveAway()
	p.indexes.giveAway()
	p.applications.giveAway()
	p.messages.giveAway()
	p.clients.giveAway()
	p.decisions.giveAway()
}

// reuse takes back what was handed out: nobody has it any more.
func (p *parts) reuse() {
	p.actions.reuse()
	p.servers.reuse()
	p.logs.reuse()
	p.entries.reuse()
	p.progresses.reuse()
	p.indexes.reuse()
	p.applications.reuse()
	p.messages.reuse()
	p.clients.reuse()
	p.decisions.reuse()
}

// How many places are allocated at a time: few at first, since most worlds are quiet
// and every one keeps its slabs, and then more.
const (
	leastSlab = 4
	mostSlab  = 16
)

// slab hands out places, many to an allocation. The zero value is ready.
type slab[T any] struct {
	room []T // of the newest allocation
	used int // how much of it is handed out
	size int // of the newest allocation, since they were given away
}

// put returns a place that holds v.
func (s *slab[T]) put(v T) *T {
	place := &s.take(1)[0]
	*place = v
	return place
}

// take returns n places in a row, to be written to.
func (s *slab[T]) take(n int) []T {
	if s.used+n > len(s.room) {
		s.size = min(max(2*s.size, leastSlab), mostSlab)
		s.room, s.used = make([]T, max(n, s.size)), 0
	}
	from := s.used
	s.used += n
	return s.room[from:s.used:s.used]
}

func (s *slab[T]) giveAway() { s.room, s.used, s.size = s.room[s.used:], 0, 0 }

func (s *slab[T]) reuse() { s.used = 0 }
