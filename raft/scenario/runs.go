package scenario

import (
	"slices"

	"raft-playground/raft"
)

// Origin says how a run came to stand beside another. It is zero for the main run.
type Origin struct {
	Of     string     // the name of that other run, "" for the main run
	Fork   *raft.Time // the same history up to and including this instant; nil while a fork at a step has not come there
	Step   string     // the step of the other at which it forks, "" for none
	Change string     // the same run with this changed, as after "with:"
	Alone  bool       // it follows nothing of the other
}

// Name returns the run's name in the text, "" for the main run.
func (r *Run) Name() string { return r.name }

// Origin returns how the run came to stand beside another.
func (r *Run) Origin() Origin { return r.origin }

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
	script, b, err := s.story(v)
	if err != nil {
		return nil, err
	}
	return newRun(&Scenario{Title: s.Title, Config: v.Config, Script: script, tolerant: s.tolerant, meter: s.meter}, v.Name, s.originOf(v), b)
}

// story returns what a variant plays, and where it leaves that.
func (s *Scenario) story(v *Variant) (Script, *branch, error) {
	own := v.Script
	own.HasEnd, own.End = s.endOf(v)
	if v.From.Kind == CompareAlone {
		return own, nil, nil
	}
	script, left := s.Script, (*branch)(nil)
	if v.From.Of != "" {
		var err error
		if script, left, err = s.story(&s.Variants[s.variant(v.From.Of)]); err != nil {
			return own, nil, err
		}
	}
	if v.From.Kind.forks() {
		leave := &branch{at: v.From.At, step: v.From.Step, own: own, line: v.Line}
		return script.followed(), left.followed(leave), nil
	}
	common := &Scenario{Config: *s.configOf(v.From.Of), Script: script, tolerant: s.tolerant, meter: s.meter}
	if left != nil {
		from, err := newRun(common, "", Origin{}, left)
		if err != nil {
			return own, nil, err
		}
		if from, err = from.settled(); err != nil {
			return own, nil, err
		}
		common.Script = from.flat()
	}
	statements := common.Statements
	if v.From.Kind == CompareUntil {
		turns, err := common.turnsUntil(v.From.At)
		if err != nil {
			return own, nil, err
		}
		statements = statements[:turns]
	}
	own.Statements = append(shared(statements), own.Statements...)
	return own, nil, nil
}

// shared returns the statements as a variant follows them.
func shared(statements []Statement) []Statement {
	list := slices.Clone(statements)
	for i := range list {
		list[i].shared = true
	}
	return list
}

// endOf returns when a variant ends: when it says so, or else when the run does that
// it comes from, unless statements of its own come later than that.
func (s *Scenario) endOf(v *Variant) (has bool, end raft.Time) {
	if v.HasEnd {
		return true, v.End
	}
	if has, end = s.HasEnd, s.End; v.From.Of != "" {
		has, end = s.endOf(&s.Variants[s.variant(v.From.Of)])
	}
	if !has {
		return false, 0
	}
	return s.latestOf(v, raft.Never) <= end, end
}

// latestOf returns the latest instant up to t that statements of a variant are known to
// have, which count from where it begins or from the last one that it shares.
func (s *Scenario) latestOf(v *Variant, t raft.Time) raft.Time {
	clock := v.From.At
	switch v.From.Kind {
	case CompareAlone:
		clock = 0
	case Compare:
		clock = s.latestShared(v, t)
	case CompareUntil:
		clock = s.latestShared(v, min(t, v.From.At))
	default:
		if clock > t {
			return s.latestShared(v, t)
		}
	}
	return latest(v.Statements, clock, t)
}

// latestShared returns the same of the statements that a comparison shares.
func (s *Scenario) latestShared(v *Variant, t raft.Time) raft.Time {
	if v.From.Of == "" {
		return latest(s.Statements, 0, t)
	}
	return s.latestOf(&s.Variants[s.variant(v.From.Of)], t)
}

// latest returns the latest instant up to t that statements are known to have, of which
// the first counts from clock.
func latest(statements []Statement, clock, t raft.Time) raft.Time {
	for _, st := range statements {
		next := st.Timing.after(clock)
		if next > t {
			break
		}
		clock = next
	}
	return clock
}

// turnsUntil returns how many of the statements have their turn up to and including
// an instant. Where that depends on when conditions come, the run is played.
func (s *Scenario) turnsUntil(t raft.Time) (int, error) {
	clock, waits := raft.Time(0), false
	for i := 0; i < len(s.Statements) && !waits; i++ {
		timing := s.Statements[i].Timing
		if clock = timing.after(clock); clock > t {
			return i, nil
		}
		waits = timing.When != nil
	}
	if !waits {
		return len(s.Statements), nil
	}
	r, err := NewRun(s)
	if err != nil {
		return 0, err
	}
	for len(r.pending) > 0 {
		now := min(t, max(r.Next(), r.Now()))
		err := r.RunUntil(now)
		r.world.TakeEvents()
		if gaveUp(err) {
			return 0, err
		}
		if err == nil && now == t || r.full() != nil {
			break
		}
	}
	return len(r.told), nil
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
