package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
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
func Runs(s *scenario.Scenario) ([]*Run, error) { return RunsMetered(s, nil) }

// RunsMetered begins the same, and has it metered. That can take a while by itself: where
// it depends on when conditions come which statements a variant shares, the main run is
// played.
func RunsMetered(s *scenario.Scenario, m Meter) ([]*Run, error) {
	p := beginning{s, m}
	main, err := p.run(s, played(s.Script), "", Origin{}, nil)
	if err != nil {
		return nil, err
	}
	runs := []*Run{main}
	for i := range s.Variants {
		r, err := p.variant(&s.Variants[i])
		if err != nil {
			return nil, err
		}
		r.read = &s.Variants[i]
		runs = append(runs, r)
	}
	return runs, nil
}

// beginning begins the runs of a scenario, with a meter.
type beginning struct {
	*scenario.Scenario
	meter Meter
}

// run begins a run with the configuration of a scenario.
func (p beginning) run(from *scenario.Scenario, story script, name string, origin Origin, b *branch) (*Run, error) {
	s := *from
	s.Tolerant = p.Tolerant
	return newRun(&s, story, name, origin, b, p.meter)
}

// variant begins the run of a variant.
func (p beginning) variant(v *scenario.Variant) (*Run, error) {
	story, b, err := p.story(v)
	if err != nil {
		return nil, err
	}
	return p.run(&scenario.Scenario{Title: p.Title, Config: v.Config}, story, v.Name, originOf(p.Scenario, v), b)
}

// story returns what a variant plays, and where it leaves that.
func (p beginning) story(v *scenario.Variant) (script, *branch, error) {
	own := played(v.Script)
	own.HasEnd, own.End = p.EndOf(v)
	if v.From.Kind == scenario.CompareAlone {
		return own, nil, nil
	}
	common, left := played(p.Script), (*branch)(nil)
	if v.From.Of != "" {
		var err error
		if common, left, err = p.story(&p.Variants[p.Scenario.VariantIndex(v.From.Of)]); err != nil {
			return own, nil, err
		}
	}
	if v.From.Kind.Forks() {
		leave := &branch{at: v.From.At, step: v.From.Step, own: own, line: v.Line}
		return common.followed(), left.followed(leave), nil
	}
	cfg := &scenario.Scenario{Config: *p.ConfigOf(v.From.Of)}
	if left != nil {
		from, err := p.run(cfg, common, "", Origin{}, left)
		if err != nil {
			return own, nil, err
		}
		if from, err = from.settled(); err != nil {
			return own, nil, err
		}
		common = from.flat()
	}
	statements := common.list
	if v.From.Kind == scenario.CompareUntil {
		turns, err := p.turnsUntil(cfg, common, v.From.At)
		if err != nil {
			return own, nil, err
		}
		statements = statements[:turns]
	}
	own.list = append(shared(statements), own.list...)
	return own, nil, nil
}

// turnsUntil returns how many of the statements have their turn up to and including
// an instant. Where that depends on when conditions come, the run is played.
func (p beginning) turnsUntil(cfg *scenario.Scenario, story script, t raft.Time) (int, error) {
	clock, waits := raft.Time(0), false
	for i := 0; i < len(story.list) && !waits; i++ {
		timing := story.list[i].Timing
		if clock = timing.Earliest(clock); clock > t {
			return i, nil
		}
		waits = timing.When != nil
	}
	if !waits {
		return len(story.list), nil
	}
	r, err := p.run(cfg, story, "", Origin{}, nil)
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
