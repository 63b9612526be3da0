package play

import (
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// Do carries out an action of a person at the edge: at the first instant that
// can still be recorded, which is now or 1 µs later. It returns the action as it
// is recorded, with servers by their names, and plays that instant to its end.
//
// A text that is no action is an [*scenario.Error] without a line, an action that the
// world refuses a [*sim.ActionError]. Neither changes anything.
func (r *Run) Do(action string) (recorded string, err error) { return r.DoFrom(r.Free(), action) }

// Free returns the first instant at which something can be done to the run, and to
// the one that it comes from, so that they still have in common what they have: the
// instant of a fork is history of both.
func (r *Run) Free() raft.Time {
	now := r.Now()
	switch f := r.origin.Fork; {
	case r.origin.Alone:
		return now
	case f != nil && *f == now, now == 0 && (r.Follows() && r.name != "" || r.origin.Change != ""):
		return now + 1
	}
	return now
}

// DoFrom does the same at an instant at the earliest, which is now or 1 µs later.
func (r *Run) DoFrom(earliest raft.Time, action string) (recorded string, err error) {
	a, err := scenario.ParseAction(action, r.given()...)
	if err != nil {
		return "", err
	}
	bound, unbound := a.Bind(r.scope())
	if unbound != nil {
		return "", unbound
	}
	if err := r.playDue(earliest); err != nil {
		return "", err
	}
	st := scenario.Statement{Timing: scenario.Timing{Time: max(r.world.ActionTime(), earliest)}, Action: bound}
	if err := r.admit(&st); err != nil {
		return "", err
	}
	r.world.AdvanceTo(st.Timing.Time)
	if bound != (scenario.Wait{}) {
		if err := r.world.Do(bound.Act(), bound.String()); err != nil {
			return "", err
		}
	}
	r.done = append(r.done, st)
	r.told = append(r.told, textLine{statement: statement{Statement: st}, at: r.Now()})
	r.size += st.Size()
	r.passed(false)
	r.react()
	for {
		acted, err := r.play(st.Timing.Time)
		if b := r.branch.by(r.Now()); !acted && b != nil {
			r.cross(b)
		}
		if !acted || err != nil {
			return bound.String(), err
		}
	}
}

// playDue plays the instant where the run stands if something is to be done behind it
// and its own statements have not had their turn yet, or it is to leave there what it
// follows.
func (r *Run) playDue(earliest raft.Time) error {
	if now := r.Now(); earliest > now && min(r.scheduled(), r.branch.leaves()) <= now {
		if err := r.RunUntil(now); err != nil {
			if full := r.full(); full != nil {
				return full
			}
			r.failed = append(r.failed, err) // comes up when the run goes on
		}
	}
	return nil
}

// given returns the names that servers have been given.
func (r *Run) given() []string {
	names := make([]string, len(r.names))
	for i, n := range r.names {
		names[i] = n.Name
	}
	return names
}

// admit returns why a live statement cannot act or be recorded, nil if it can.
// An action that needs time to move on is first tried on a copy of the world.
func (r *Run) admit(st *scenario.Statement) error {
	if n := len(r.done) + len(r.pending) + 1; n > scenario.MaxStatements {
		return &scenario.Error{Code: scenario.CodeTooManyStatements, Found: strconv.Itoa(n), Expected: strconv.Itoa(scenario.MaxStatements)}
	}
	if n := r.size + st.Size(); n > scenario.MaxText {
		return scenario.TooLong(scenario.CodeRecordTooLong, n)
	}
	if err := r.newStep(st.Action); err != nil {
		return err
	}
	if err := r.full(); err != nil {
		return err
	}
	if st.Timing.Time > scenario.MaxTime {
		return runTooLong(st.Timing.Time)
	}
	if st.Timing.Time == r.world.Now() {
		return nil
	}
	trial := r.world.Clone()
	trial.AdvanceTo(st.Timing.Time)
	return trial.Do(st.Action.Act(), st.Action.String())
}

// Text returns the run as a canonical text: the statements that have acted, each
// at its instant or on its condition, and then those that are still to come. It
// says when the scenario ends until the run has gone on after that, and what is
// expected of that end until something has been done after it.
func (r *Run) Text() string {
	s := *r.scenario
	s.Statements, s.Claims = slices.Concat(r.done, texts(r.pending)), r.claims
	if r.judged && r.last > r.judgedAt {
		s.Claims = nil
	}
	s.Variants = nil
	if s.HasEnd && s.End < r.Now() && len(s.Claims) == 0 {
		s.HasEnd = false
	}
	return s.Format()
}

// Export returns the run up to now as a canonical text: the statements that have
// acted, and "end at" now. Playing it ends with the same hash. What is expected of
// the scenario's end is left out unless that is now.
func (r *Run) Export() string {
	s := *r.scenario
	s.Statements, s.Claims = r.done, r.claims
	s.HasEnd, s.End, s.AboveEnd, s.TrailingEnd = true, r.Now(), nil, ""
	s.Variants, s.Look, s.AboveLook, s.TrailingLook = nil, nil, nil, ""
	if !r.judged || r.judgedAt != r.Now() {
		s.Claims = nil
	}
	return s.Format()
}

// newStep returns an error for a live step that the run has already, or will have as far
// as a text can tell.
func (r *Run) newStep(a scenario.Action) error {
	s, ok := a.(scenario.Step)
	if !ok {
		return nil
	}
	told := r.textLines(false)
	pending := told[min(len(r.told), len(told)):]
	pending = pending[:min(len(r.pending), len(pending))]
	if slices.ContainsFunc(r.done, func(st scenario.Statement) bool { return st.Action == s }) || slices.ContainsFunc(pending, func(e textLine) bool { return e.Action == s }) {
		return &scenario.Error{Code: scenario.CodeRepeatedStep, Found: s.Name, Expected: scenario.AnotherName(s.Name)}
	}
	return nil
}
