package scenario

import (
	"slices"

	"raft-playground/raft"
)

// Origin says how a run came to stand beside the main run. It is zero for the main
// run itself.
type Origin struct {
	Fork   *raft.Time // the same history up to and including this instant; nil while a fork at a step has not come there
	Step   string     // the step of the main run at which it forks, "" for none
	Change string     // the same run with this changed, as after "with:"
	Alone  bool       // it follows nothing of the main run
}

// Name returns the run's name in the text, "" for the main run.
func (r *Run) Name() string { return r.name }

// Origin returns how the run came to stand beside the main run.
func (r *Run) Origin() Origin { return r.origin }

// branch is where a fork leaves the main run's history, until it gets there.
type branch struct {
	at   raft.Time // after everything of this instant
	step string    // or, where that is not empty, right behind this step
	own  Script    // what happens in the fork
	line int       // of "fork" in the text
}

// Runs begins the main run and then one for each variant, all at time 0. They are
// independent of one another. Those that have something in common with the main run
// play it themselves.
//
// What the main run says and a variant cannot do is no failure of the variant; its
// outcomes tell of it.
func (s *Scenario) Runs() ([]*Run, error) {
	main, err := NewRun(s)
	if err != nil {
		return nil, err
	}
	runs := []*Run{main}
	for i := range s.Variants {
		r, err := s.variantRun(&s.Variants[i])
		if err != nil {
			return nil, err
		}
		r.read = &s.Variants[i]
		runs = append(runs, r)
	}
	return runs, nil
}

func (s *Scenario) variantRun(v *Variant) (*Run, error) {
	own := v.Script
	own.HasEnd, own.End = s.endOf(v)
	vs := &Scenario{Title: s.Title, Config: v.Config, tolerant: s.tolerant, meter: s.meter}
	if v.From.Kind.forks() {
		vs.Script = Script{Statements: shared(s.Statements), HasEnd: s.HasEnd, End: s.End}
		b := &branch{at: v.From.At, step: v.From.Step, own: own, line: v.Line}
		origin := Origin{Step: v.From.Step}
		if b.step == "" {
			origin.Fork = &b.at
		}
		return newRun(vs, v.Name, origin, b)
	}
	common := s.Statements
	switch v.From.Kind {
	case CompareUntil:
		common = common[:s.turnsUntil(v.From.At)]
	case CompareAlone:
		common = nil
	}
	vs.Script = own
	vs.Statements = append(shared(common), own.Statements...)
	return newRun(vs, v.Name, Origin{Change: changeOf(&s.Config, &v.Config), Alone: v.From.Kind == CompareAlone}, nil)
}

// shared returns the statements as a variant follows them.
func shared(statements []Statement) []Statement {
	list := slices.Clone(statements)
	for i := range list {
		list[i].shared = true
	}
	return list
}

// endOf returns when a variant ends: when it says so, or else when the main run
// does, unless statements of its own come later than that.
func (s *Scenario) endOf(v *Variant) (has bool, end raft.Time) {
	if v.HasEnd || !s.HasEnd {
		return v.HasEnd, v.End
	}
	clock := v.From.At
	for _, st := range v.Statements {
		clock = st.Timing.after(clock)
	}
	return clock <= s.End, s.End
}

// turnsUntil returns how many of the statements have their turn up to and including
// an instant. Where that depends on when conditions come, the run is played.
func (s *Scenario) turnsUntil(t raft.Time) int {
	clock, turns, known := raft.Time(0), 0, true
	for i, st := range s.Statements {
		switch {
		case st.Timing.When != nil:
			known = false
		case !st.Timing.After:
			clock, known = st.Timing.Time, true
		default:
			clock = st.Timing.after(clock)
		}
		if known && clock > t {
			break
		}
		if known {
			turns = i + 1
		}
	}
	if turns == len(s.Statements) || known && s.Statements[turns].Timing.When == nil {
		return turns
	}
	r, err := NewRun(s)
	if err != nil {
		return turns
	}
	for len(r.pending) > 0 {
		now := min(t, max(r.Next(), r.Now()))
		err := r.RunUntil(now)
		r.world.TakeEvents()
		if err == nil && now == t || r.full() != nil {
			break
		}
	}
	return len(r.told)
}

// cross leaves the main run's history: from here on the fork goes its own way.
func (r *Run) cross() {
	b, now := r.branch, r.Now()
	r.branch = nil
	r.origin.Fork = &now
	s := *r.scenario
	s.Script = b.own
	r.scenario, r.claims, r.judged = &s, b.own.Claims, false
	r.pending = numbered(b.own.Statements, r.numbers+2)
	r.numbers += 1 + len(r.pending)
	if b.step != "" {
		return
	}
	r.last, r.chained = now, false
	if len(r.pending) > 0 && r.pending[0].Timing.When != nil {
		// What the main run did in this instant does not make it come.
		anchor := Statement{Timing: Timing{Time: now + 1}, Action: wait{}, anchor: true}
		r.pending = append([]Statement{anchor}, r.pending...)
	}
	r.date()
}

// numbered returns the statements with numbers from first on, by which it shows
// whether one follows right behind another.
func numbered(statements []Statement, first int) []Statement {
	list := slices.Clone(statements)
	for i := range list {
		list[i].number = first + i
	}
	return list
}

// strayed is called when the main run's history has ended before the step at which
// the fork was to leave it.
func (r *Run) strayed() {
	b := r.branch
	r.branch = nil
	r.fails(&Statement{}, &Error{Line: b.line, Code: codeNotReached, Found: stepWord + " " + b.step, Expected: formatTime(r.Now())})
	r.leaveOut(b.own.Statements)
	for _, c := range b.own.Claims {
		r.outcomes = append(r.outcomes, Outcome{Line: c.Line, Claim: c.Claim.String(), At: r.Now()})
	}
	r.claims, r.judged, r.judgedAt = nil, true, r.Now()
}
