package play

import (
	"errors"
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
)

// Fork returns a run beside this one, which has the same history up to and
// including now, and ends where this one does if that is still to come. Nothing is pending
// in it, and nothing is expected of it.
func (r *Run) Fork(name string) (*Run, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	c := r.Clone()
	now := r.Now()
	s := *r.scenario
	s.Script, s.Variants, s.Look = scenario.Script{HasEnd: s.HasEnd && s.End > now, End: s.End}, nil, nil // it ends where its other does
	c.scenario, c.name, c.origin = &s, name, Origin{Of: r.name, Fork: &now}
	c.read, c.stray, c.parted = nil, false, false
	c.branch, c.pending, c.left, c.claims, c.outcomes, c.failed = nil, nil, nil, nil, nil, nil
	c.failures = nil
	c.judged, c.order = false, check.Held
	c.told = slices.Clone(r.told)
	for i := range c.told {
		c.told[i].shared = true
	}
	return c, nil
}

// ComeFrom says which run it left, by its name: a fork of a fork at an instant before
// that one left the main run has the main run's history, and is still its fork.
func (r *Run) ComeFrom(of string) { r.origin.Of = of }

// Compare returns a run beside this one, at time 0, which plays the same statements
// with something changed: those that have had their turn, and those that are
// pending now. A change that says nothing, or something wrong, is an [*scenario.Error].
func (r *Run) Compare(name, change string) (*Run, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	cfg, err := scenario.ParseChange(change, r.scenario.Config)
	if err != nil {
		return nil, err
	}
	from, err := r.settled()
	if err != nil {
		return nil, err
	}
	s := &scenario.Scenario{Title: from.scenario.Title, Config: cfg, Tolerant: from.scenario.Tolerant}
	other, err := newRun(s, from.flat(), name, Origin{Of: r.name, Change: scenario.ChangeOf(&from.scenario.Config, &cfg)}, nil, r.meter)
	if err == nil && r.observer != nil {
		other.Attend()
	}
	return other, err
}

// flat returns what the run has been told and is still to be told as a script that
// another one follows from the start, without what is expected.
func (r *Run) flat() script {
	s := script{Script: scenario.Script{HasEnd: r.scenario.HasEnd && !r.wentOn(), End: r.scenario.End}}
	for _, e := range r.reached(r.textLines(false)) { // as a text says
		st := e.statement
		st.shared, st.said, st.failed, st.late = true, nil, false, false
		s.list = append(s.list, st)
	}
	return s
}

func checkName(name string) error {
	if !scenario.ValidName(name) {
		return &scenario.Error{Code: scenario.CodeExpectedLabel, Found: scenario.Excerpt(name), Expected: "a-name"}
	}
	return nil
}

// settled returns the run, or, if it is a fork that has not left the history that it
// follows yet, a copy that has. It fails when its meter does.
func (r *Run) settled() (*Run, error) {
	if r.branch == nil {
		return r, nil
	}
	c := r.Clone()
	for c.branch != nil {
		next := max(c.Next(), c.Now())
		before := c.Now()
		err := c.RunUntil(min(next, scenario.MaxTime))
		c.world.TakeEvents()
		if gaveUp(err) {
			return nil, err
		}
		if c.branch != nil && (next == raft.Never || err != nil && c.Now() == before && c.full() != nil) {
			c.strayed()
		}
	}
	return c, nil
}

// gaveUp reports whether an error of a run is its meter's, so that it is worth nothing
// any more.
func gaveUp(err error) bool {
	var own *scenario.Error
	return err != nil && !errors.As(err, &own)
}
