package play

import (
	"errors"
	"slices"

	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// react shows the checker and the observer what has happened, and lets the statements act
// whose turn has come here, between two half steps of the world.
func (r *Run) react() {
	r.observe()
	for r.turn() {
		r.actNext()
		r.observe()
	}
}

// observe shows the events that nobody has seen yet to the checker, which may add
// violations to them, and to the condition of the next statement.
func (r *Run) observe() {
	for events := r.world.Since(r.seen); len(events) > 0; events = r.world.Since(r.seen) {
		r.seen += uint64(len(events))
		var violations []sim.Violation
		for i := range events {
			e := &events[i]
			violations = append(violations, r.checker.Event(e)...)
			r.history.Event(e)
			if r.observer == nil {
				continue
			}
			r.came = r.came || r.waits() && r.observer.comes(r.pending[0].Timing.When, e)
			r.observer.event(e)
		}
		for _, v := range violations {
			r.world.Report(v)
		}
	}
}

// turn reports whether it is the next statement's turn.
func (r *Run) turn() bool {
	if len(r.pending) == 0 {
		return false
	}
	switch t := r.pending[0].Timing; {
	case t.When != nil:
		return r.came
	case t.After:
		return r.chained && t.Time == 0
	default:
		return t.Time <= r.Now()
	}
}

// actNext carries out the next statement.
func (r *Run) actNext() {
	st := r.pending[0]
	r.pending = r.pending[1:]
	r.came = false
	r.told = append(r.told, textLine{statement: st, at: r.Now()})
	if when := st.Timing.When; when != nil {
		r.comings = append(r.comings, when.String())
	}
	if b := r.branch.behind(st.Action); b != nil {
		defer r.date()
		defer r.cross(b)
	}
	err := r.act(&st)
	if err != nil {
		err.Line = st.Line
		told := &r.told[len(r.told)-1]
		told.failed, told.late = true, err.Code == scenario.CodeTooLate
		r.fails(&st, err)
		if st.As != "" {
			r.disown()
		}
		if !r.matters(&st) {
			r.last = r.Now()
			r.date()
			return
		}
		st.Statement = placeOf(&st.Statement, st.Timing)
	}
	r.done = append(r.done, st.Statement)
	r.passed(st.Timing.When != nil || st.Timing.After)
}

// fails notes that a statement cannot be carried out. What a variant shares with
// the main run need not be possible in it.
func (r *Run) fails(st *statement, err *scenario.Error) {
	if !st.shared {
		r.failed = append(r.failed, err)
	}
	r.failures = append(r.failures, Failure{r.Now(), err, st.shared})
}

// matters reports whether the record has to tell when a statement had its turn that
// did nothing: on a replay, conditions behind it must be waited for from there.
func (r *Run) matters(st *statement) bool {
	return st.Timing.When != nil || slices.ContainsFunc(r.pending, func(st statement) bool { return st.Timing.When != nil })
}

// passed takes note that a statement has acted now, on a condition or not.
func (r *Run) passed(chained bool) {
	r.last, r.chained = r.Now(), chained
	r.date()
}

// date gives the next statements their instants, if they come a known time after
// the last one. An "after 0ms" that follows a condition acts at once instead.
func (r *Run) date() {
	r.expire()
	if len(r.pending) > 0 && r.pending[0].Timing.After {
		r.datePending()
	}
}

// datePending does so for as many as follow one whose instant is known.
func (r *Run) datePending() {
	if len(r.pending) == 0 || r.chained && r.pending[0].Timing == (scenario.Timing{After: true}) {
		return
	}
	waited := r.chained || len(r.told) > 0 && r.told[len(r.told)-1].said != nil // what is before them counts from a condition
	list := scenario.Dated(r.pending, (*statement).TimingOf, r.last, r.scenario.Latest())
	for i := range list {
		if former := r.pending[i].Timing; waited && former.After && !list[i].Timing.After {
			list[i].said = &former
		}
	}
	r.pending = list
}

// expire is called when time has moved on: what waits behind a condition, and was
// to act at an instant that is past by now, never will. The record of the run could
// not tell of it in its place.
func (r *Run) expire() {
	for i := 1; i < len(r.pending); i++ {
		st := r.pending[i]
		if t := st.Timing; t.When != nil || t.After || t.Time >= r.Now() {
			continue
		}
		r.fails(&st, &scenario.Error{Line: st.Line, Code: scenario.CodeTooLate, Found: st.Timing.String(), Expected: scenario.FormatTime(r.Now())})
		r.pending = slices.Clone(r.pending)
		r.pending[i] = statement{Statement: placeOf(&st.Statement, behind(r.pending[i-1].Timing)), number: st.number, shared: st.shared}
		r.leaveOut([]statement{st})
		if st.As != "" {
			r.disown()
		}
	}
}

// act carries out a statement, and leaves in it what the record is to say: the
// servers by their numbers. An "after" that follows a condition at once stays
// what it is, and so does a "when".
func (r *Run) act(st *statement) *scenario.Error {
	if t := st.Timing; t.When == nil && !t.After && t.Time < r.world.ActionTime() {
		return &scenario.Error{Code: scenario.CodeTooLate, Found: t.String(), Expected: scenario.FormatTime(r.Now())}
	}
	if st.Claim != nil {
		if !st.shared {
			r.judge(st.Line, st.Claim)
		}
		return nil
	}
	bound, err := st.Action.Bind(r.scope())
	if err != nil {
		return err
	}
	st.Action = bound
	if bound == (scenario.Wait{}) {
		return nil
	}
	if err := r.world.Do(bound.Act(), bound.String()); err != nil {
		return &scenario.Error{Code: scenario.CodeRefused, Found: bound.String(), Cause: err}
	}
	if st.As != "" {
		s, _ := scenario.Subject(bound)
		r.give(st.As, s)
	}
	return nil
}

// scope returns what words stand for now.
func (r *Run) scope() scenario.Scope { return scenario.Scope{Leader: r.world.Leader(), Names: r.names} }

func (r *Run) give(name string, s scenario.Server) {
	r.names = append(slices.Clip(r.names), scenario.Naming{Name: name, ID: s.ID})
	if r.observer != nil {
		r.observer.names = r.names
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
