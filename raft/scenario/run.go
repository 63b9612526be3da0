package scenario

import (
	"errors"
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Run is a scenario being played: its world, the statements that are still to
// come, and a record of those that have acted, those of a person at the edge
// among them.
//
// A run moves from instant to instant and never stops within one, so that its
// record says exactly where it is: playing [Run.Export] ends with the same hash.
// It is not safe for concurrent use.
type Run struct {
	scenario *Scenario // what it started from; its statements and end are in the fields below
	world    *sim.World
	done     []Statement // have acted, in order, each "at" its instant
	pending  []Statement // are still to come, likewise
	size     int         // how long a text the record can become
	failed   []error     // of statements that acted together with a live action
	most     uint64      // MaxEvents, except in tests
}

// NewRun begins a run at time 0. Nothing has acted yet. The scenario is one from
// [Parse], or made of a title and a configuration; the run never changes it.
func NewRun(s *Scenario) (*Run, error) {
	if err := checkTitle(s.Title); s.Title != "" && err != nil {
		return nil, err
	}
	world, err := sim.New(s.Config)
	if err != nil {
		return nil, err
	}
	return &Run{scenario: s, world: world, pending: s.recorded().Statements, size: s.recordSize(), most: MaxEvents}, nil
}

// World returns the run's world, for reading. Its events pile up until they are
// taken: play a long stretch in pieces, and take them in between.
func (r *Run) World() *sim.World { return r.world }

// Now returns the run's newest instant. Everything up to and including it has
// happened.
func (r *Run) Now() raft.Time { return r.world.Now() }

// Title returns the scenario's title, "" for none.
func (r *Run) Title() string { return r.scenario.Title }

// Ends returns when the scenario ends, see [Scenario.Ends]. A run can go on
// after that.
func (r *Run) Ends() raft.Time { return r.scenario.Ends() }

// Next returns when the next thing is due, a statement or something in the
// world; [raft.Never] when nothing is.
func (r *Run) Next() raft.Time {
	next := r.world.Next()
	if len(r.pending) > 0 {
		next = min(next, r.pending[0].Timing.Time)
	}
	return next
}

// Step plays the next instant at which something is due: its statements, and
// then all that is due in the world. It does nothing when nothing is due. Errors
// are those of [Run.RunUntil].
func (r *Run) Step() error {
	next := r.Next()
	if next == raft.Never {
		return r.takeFailures()
	}
	return r.RunUntil(next)
}

// RunUntil plays everything that is due up to and including t, and moves on to
// t. At each instant statements come first.
//
// A statement that cannot act is an [*Error] with its line, which wraps the
// world's [*sim.ActionError] if that refused it. The instant is played to its
// end and the run stops there. It can go on, without that statement, which the
// record leaves out.
//
// At the bounds of a run, [MaxEvents] and [MaxTime], it stops with an [*Error]
// and can go no further.
func (r *Run) RunUntil(t raft.Time) error {
	if err := r.takeFailures(); err != nil {
		return err
	}
	limit := min(t, MaxTime)
	for len(r.pending) > 0 && r.pending[0].Timing.Time <= limit {
		instant := r.pending[0].Timing.Time
		if err := r.play(instant - 1); err != nil {
			return err
		}
		if err := r.full(); err != nil {
			return err
		}
		r.world.AdvanceTo(instant)
		r.actPending(instant)
		if len(r.failed) > 0 {
			limit = instant
		}
	}
	if err := r.play(limit); err != nil {
		return err
	}
	if err := r.takeFailures(); err != nil {
		return err
	}
	if t > MaxTime {
		return runTooLong(t)
	}
	return nil
}

// play lets the world do everything that is due up to t. It stops before an
// instant that the bound on events forbids.
func (r *Run) play(t raft.Time) error {
	for next := r.world.Next(); next <= t && next != raft.Never; next = r.world.Next() {
		if next > r.world.Now() {
			if err := r.full(); err != nil {
				return err
			}
		}
		r.world.Step()
	}
	r.world.RunUntil(t)
	return nil
}

// full fails when the run has as many events as it can have.
func (r *Run) full() error {
	if n := r.world.Seq(); n >= r.most {
		return &Error{Code: codeTooManyEvents, Found: strconv.FormatUint(n, 10), Expected: strconv.FormatUint(r.most, 10)}
	}
	return nil
}

func runTooLong(t raft.Time) *Error {
	return &Error{Code: codeRunTooLong, Found: formatTime(t), Expected: formatTime(MaxTime)}
}

// actPending carries out the statements of an instant, which is now.
func (r *Run) actPending(instant raft.Time) {
	for len(r.pending) > 0 && r.pending[0].Timing.Time <= instant {
		st := r.pending[0]
		r.pending = r.pending[1:]
		bound, err := st.Action.bind(scope{leader: r.world.Leader()})
		if err != nil {
			err.Line = st.Line
			r.failed = append(r.failed, err)
			continue
		}
		st.Action = bound
		if err := r.world.Do(bound.act(), bound.String()); err != nil {
			r.failed = append(r.failed, &Error{Line: st.Line, Code: codeRefused, Found: bound.String(), Cause: err})
			continue
		}
		r.done = append(r.done, st)
	}
}

// takeFailures returns why statements failed, once.
func (r *Run) takeFailures() error {
	failed := r.failed
	r.failed = nil
	if len(failed) == 1 {
		return failed[0]
	}
	return errors.Join(failed...)
}

// Clone returns an independent copy, without the events that nobody has taken
// yet. It costs no more when the record is long.
func (r *Run) Clone() *Run {
	c := *r
	c.world = r.world.Clone()
	c.done = slices.Clip(r.done) // what either appends, the other does not see
	c.failed = slices.Clip(r.failed)
	return &c
}
