package sim

import (
	"unsafe"

	"raft-playground/raft"
)

// Weight returns roughly how many bytes a world takes, and how many of them are its
// own, where a clone shares the rest. It looks at lengths only.
func (w *World) Weight() (all, own int) {
	const entry = int(unsafe.Sizeof(raft.Entry{}))
	const flying = int(unsafe.Sizeof(flight{})) + int(unsafe.Sizeof(due{}))
	own = int(unsafe.Sizeof(*w)) + len(w.servers)*int(unsafe.Sizeof(process{})+unsafe.Sizeof(raft.Server{}))
	own += cap(w.agenda.flights) * flying
	entries := 0
	for i := range w.servers {
		p := &w.servers[i]
		entries += int(p.server.Log().LastIndex()) + int(p.disk.durable.Log.LastIndex()) + int(p.shownLog.LastIndex())
		own += len(p.inbox)*flying + len(p.disk.pending)*int(unsafe.Sizeof(raft.Persist{})) + len(p.disk.held)*int(unsafe.Sizeof(held{}))
		own += len(p.server.Machine().Pairs()) * int(unsafe.Sizeof(raft.Pair{}))
	}
	for i := range w.clients {
		own += int(unsafe.Sizeof(client{})) + cap(w.clients[i].queue)*int(unsafe.Sizeof(queued{}))
	}
	own += cap(w.trace.events) * int(unsafe.Sizeof(Event{})+unsafe.Sizeof(ServerState{}))
	own += entries / 4 // lists of chunks
	return own + entries*entry, own
}
