package sim

import (
	"unsafe"

	"raft-playground/raft"
)

// Weight returns roughly how many bytes a world takes, and how many of them are its
// own, where a clone shares the rest. It looks at lengths only.
func (w *World) Weight() (all, own int) {
	own = int(unsafe.Sizeof(*w)) + sizeOf(w.servers) + sizeOf(w.clients) + sizeOf(w.links) + w.agenda.weight() + sizeOf(w.tampers)
	shared := 0
	add := func(all, its int) { shared, own = shared+all-its, own+its }
	add(w.compacted.Weight())
	for i := range w.servers {
		p := &w.servers[i]
		add(p.server.Weight())
		add(p.disk.durable.Log.Weight())
		add(p.shownLog.Weight())
		own += sizeOf(p.machine.store.Pairs()) + sizeOf(p.machine.waiting)
		own += sizeOf(p.inbox) + len(p.inbox)*bodySize
		own += sizeOf(p.disk.pending) + sizeOf(p.disk.held) + len(p.disk.held)*bodySize
		own += sizeOf(p.unsaid.messages) + sizeOf(p.unsaid.replies)
	}
	for i := range w.clients {
		own += sizeOf(w.clients[i].queue)
	}
	speech := sizeOf(w.speech.messages) + sizeOf(w.speech.replies)
	return own + shared + speech + w.trace.weight(), own
}

// bodySize is about what the body of a message takes.
const bodySize = int(unsafe.Sizeof(raft.AppendEntries{}))

// weight returns roughly how many bytes an agenda takes.
func (a *agenda) weight() int {
	return sizeOf(a.flights) + sizeOf(a.heap) + sizeOf(a.free) + len(a.heap)*bodySize
}

// weight returns roughly how many bytes the events take that nobody has taken yet, and
// the places for more. A clone has none of them.
func (t *trace) weight() int {
	p := &t.parts
	places := p.actions.weight() + p.servers.weight() + p.logs.weight() + p.entries.weight() + p.progresses.weight() + p.indexes.weight() +
		p.applications.weight() + p.messages.weight() + p.clients.weight() + p.decisions.weight()
	return sizeOf(t.events) + len(t.events)*int(unsafe.Sizeof(ServerState{})) + places
}

// weight returns roughly how many bytes a slab takes: what is left of its room holds
// all that was allocated with it.
func (s *slab[T]) weight() int {
	if len(s.room) == 0 {
		return 0
	}
	var x T
	return max(len(s.room), leastSlab) * int(unsafe.Sizeof(x))
}

// sizeOf returns how many bytes a slice has room for.
func sizeOf[T any](list []T) int {
	var x T
	return cap(list) * int(unsafe.Sizeof(x))
}
