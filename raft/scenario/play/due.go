package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// Ends returns when the scenario ends: when its text says so, or else 2 s after
// the last statement. While a condition is waited for, that is the latest instant
// at which it can come. A run can go on after its end.
func (r *Run) Ends() raft.Time {
	ends := r.branch
	for b := r.branch; b != nil; b = b.next {
		if b.step == "" {
			ends = b
		}
	}
	switch b := ends; {
	case b == nil || b.step != "":
		return r.partEnds()
	case b.own.HasEnd:
		return max(b.at, b.own.End)
	default:
		return scenario.EndsAfter(b.own.list, (*statement).TimingOf, b.at)
	}
}

// partEnds returns when that part of the run ends whose statements are pending: of
// a fork, that can be the main run's history.
func (r *Run) partEnds() raft.Time {
	if r.scenario.HasEnd {
		return r.scenario.End
	}
	return scenario.EndsAfter(r.pending, (*statement).TimingOf, r.last)
}

// Next returns when the next thing is due, a statement or something in the
// world; [raft.Never] when nothing is.
func (r *Run) Next() raft.Time {
	next := min(r.world.Next(), r.scheduled())
	if r.waits() {
		next = min(next, max(r.partEnds(), r.Now()))
	}
	return min(next, max(r.branch.leaves(), r.Now()))
}

// waits reports whether a condition is being waited for.
func (r *Run) waits() bool { return len(r.pending) > 0 && r.pending[0].Timing.When != nil }

// scheduled returns the instant of the next statement; [raft.Never] when there is
// none or it waits for a condition.
func (r *Run) scheduled() raft.Time {
	if len(r.pending) == 0 || r.waits() {
		return raft.Never
	}
	return r.pending[0].Timing.Earliest(r.last)
}
