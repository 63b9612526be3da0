package scenario

import (
	"unsafe"

	"raft-playground/raft/sim"
)

// Weight returns roughly how many bytes a run takes, and how many of them are its
// own, where a clone shares the rest. It is cheap.
func (r *Run) Weight() (all, own int) {
	all, own = r.world.Weight()
	checker, checkersOwn := r.checker.Weight()
	all, own = all+checker+r.history.Weight(), own+checkersOwn
	statements := (cap(r.done) + cap(r.told) + cap(r.pending)) * int(unsafe.Sizeof(Statement{})+unsafe.Sizeof(Timing{}))
	all += statements
	if r.watch != nil {
		n := r.watch.weight()
		all, own = all+n, own+n
	}
	return all, own
}

// weight returns roughly how many bytes a watch takes.
func (w *watch) weight() int {
	const fact = 96 // a command and what a map takes for it
	n := int(unsafe.Sizeof(*w))
	for i := range w.logs {
		n += cap(w.logs[i]) * int(unsafe.Sizeof(sim.Entry{}))
	}
	return n + fact*(len(w.kinds)+len(w.acknowledged)+len(w.committed)+len(w.applied)+len(w.overwritten)+len(w.tookEffect)+len(w.effects))
}
