package scenario

import (
	"raft-playground/raft"
	"raft-playground/raft/check"
)

// Fork returns a run beside this one, which has the same history up to and
// including now. Nothing is pending in it, and nothing is expected of it.
func (r *Run) Fork(name string) (*Run, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	c := r.Clone()
	now := r.Now()
	s := *r.scenario
	s.Script, s.Variants, s.Look = Script{}, nil, nil
	c.scenario, c.name, c.origin = &s, name, Origin{Fork: &now}
	c.read = nil
	c.branch, c.pending, c.claims, c.outcomes, c.failed = nil, nil, nil, nil, nil
	c.failures = nil
	c.judged, c.order = false, check.Held
	return c, nil
}

// Compare returns a run beside this one, at time 0, which plays the same statements
// with something changed: those that have had their turn, and those that are
// pending now. A change that says nothing, or something wrong, is an [*Error].
func (r *Run) Compare(name, change string) (*Run, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	cfg, err := ParseChange(change, r.scenario.Config)
	if err != nil {
		return nil, err
	}
	from := r.settled()
	s := &Scenario{Title: from.scenario.Title, Config: cfg, tolerant: from.scenario.tolerant}
	for _, e := range from.spoken(false) {
		st := e.Statement
		st.shared, st.said = true, nil
		s.Statements = append(s.Statements, st)
	}
	s.HasEnd, s.End = from.scenario.HasEnd, from.scenario.End
	s.meter = r.meter
	return newRun(s, name, Origin{Change: changeOf(&from.scenario.Config, &cfg)}, nil)
}

func checkName(name string) error {
	if !validName(name) {
		return &Error{Code: codeExpectedLabel, Found: excerpt(name), Expected: "a-name"}
	}
	return nil
}

// settled returns the run, or, if it is a fork that has not left the main run's
// history yet, a copy that has.
func (r *Run) settled() *Run {
	if r.branch == nil {
		return r
	}
	c := r.Clone()
	for c.branch != nil {
		next := max(c.Next(), c.Now())
		before := c.Now()
		err := c.RunUntil(min(next, MaxTime))
		c.world.TakeEvents()
		if c.branch != nil && (next == raft.Never || err != nil && c.Now() == before && c.full() != nil) {
			c.strayed()
		}
	}
	return c
}
