package play

import (
	"unsafe"

	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// Weight returns roughly how many bytes a run takes, and how many of them are its
// own, where a clone shares the rest. It is cheap.
func (r *Run) Weight() (all, own int) {
	own = int(unsafe.Sizeof(*r))
	shared := (cap(r.done) + cap(r.told) + cap(r.pending)) * int(unsafe.Sizeof(statement{})+unsafe.Sizeof(scenario.Timing{}))
	add := func(all, its int) { shared, own = shared+all-its, own+its }
	add(r.world.Weight())
	add(r.checker.Weight())
	add(r.history.Weight())
	if w := r.observer; w != nil {
		add(w.weight())
		shared += w.indexes()
	}
	return shared + own, own
}

// textSize is about what the text of a command takes.
const textSize = 16

// weight returns roughly how many bytes an observer takes, and how many of them are its own.
// The indexes are not among them.
func (w *observer) weight() (all, own int) {
	const kind = 2 * int(unsafe.Sizeof(uint64(0))+unsafe.Sizeof(sim.NoMessageKind)) // with what a map takes for it
	own = int(unsafe.Sizeof(*w)) + len(w.kinds)*kind
	shared, longest := 0, 0
	add := func(all, its int) { shared, own = shared+all-its, own+its }
	for i := range w.logs {
		add(w.logs[i].Weight())
		longest = max(longest, w.logs[i].Len())
	}
	add(w.acknowledged.list.Weight())
	add(w.overwritten.list.Weight())
	for _, b := range w.becomings() {
		add(b.first.list.Weight())
		add(b.others.list.Weight())
		add(b.commands.list.Weight())
	}
	return shared + own + longest*textSize, own
}

// indexes returns roughly how many bytes the indexes take that have been asked for. A
// clone has none.
func (w *observer) indexes() int {
	entries := len(w.acknowledged.index) + len(w.overwritten.index)
	for _, b := range w.becomings() {
		entries += len(b.first.index) + len(b.others.index) + len(b.commands.index)
	}
	return entries * 2 * int(unsafe.Sizeof("")+unsafe.Sizeof(0))
}

func (w *observer) becomings() [3]*became { return [3]*became{&w.committed, &w.applied, &w.tookEffect} }
