package play

import (
	"errors"
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
)

// Fork returns a run with the same history as this one up to and including now. It has
// no pending statements and no claims, and ends when this one does, if that is still to
// come.
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

// ComeFrom sets the name of the run that this one comes from. A fork of a fork, at an
// instant at which that one still followed the main run, has the main run's history: so
// it comes from the main run.
func (r *Run) ComeFrom(of string) { r.origin.Of = of }

// Compare returns a run at time 0 that plays the same statements with something changed:
// those that have had their turn, and those that are pending now. A change that changes
// nothing, or cannot be read, is an [*scenario.Error].
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

// flat returns all statements of the run, past and pending, as one script that another
// run follows from the start. It has no claims.
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

// settled returns the run or, if it still follows another one's history, a copy that was
// played until it has left that. It fails when its meter does.
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

// gaveUp reports whether an error of a run is its meter's: then the run is of no use any
// more.
func gaveUp(err error) bool {
	var own *scenario.Error
	return err != nil && !errors.As(err, &own)
}
