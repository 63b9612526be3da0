package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// When a run is closed, those that came from it are said to come from one that is still
// there: the same history up to an instant, or the same run with something changed. What
// a page says of them and what the text says stay the same, and true.

// Rejoining says what a run comes from, now that another run is gone.
type Rejoining struct {
	Run    int // its index among the runs that are left
	From   int // the index of the run that it comes from now
	Origin Origin

	renamed bool // it comes from the same run, which has another name
}

// Without returns what changes when one of the runs is gone; each run but the first comes
// from one before it. Runs that came from the one that is gone now come from the run that
// it came from, or, if it was the first, from the first that is left. Without changes
// none of the runs; [Run.Rejoin] does.
func Without(runs []*Run, gone int) ([]Rejoining, error) {
	names := make([]string, len(runs)) // of those that are left: the first has none
	var left []*Run
	var which []int // the index among runs of each that is left
	orphan := make([]bool, len(runs))
	for i, r := range runs {
		if i == gone {
			continue
		}
		names[i] = r.name
		c := *r // its name and origin are its own
		if len(left) == 0 {
			names[i], c.name, c.origin, c.read = "", "", Origin{}, nil
		} else {
			from := parentOf(runs, i)
			if orphan[i] = from == gone; orphan[i] {
				c.read = commented(c.read)
				if from = parentOf(runs, gone); from < 0 {
					from = which[0]
				}
			}
			c.origin.Of = names[from]
		}
		left, which = append(left, &c), append(which, i)
	}
	s, err := gathered(left, false, new(ahead))
	if err != nil {
		return nil, err
	}
	var list []Rejoining
	for n, i := range which {
		switch former := runs[i].origin; {
		case n == 0 && gone == 0:
			list = append(list, Rejoining{})
		case n == 0:
		case orphan[i]:
			v := &s.Variants[n-1]
			o := originOf(s, v)
			if o.Step != "" {
				o.Fork = former.Fork
			}
			list = append(list, Rejoining{Run: n, From: 1 + s.VariantIndex(v.From.Of), Origin: o})
		case former.Of != left[n].origin.Of: // another name for the same
			former.Of = left[n].origin.Of
			list = append(list, Rejoining{n, 1 + s.VariantIndex(former.Of), former, true})
		}
	}
	return list, nil
}

// parentOf returns which of the runs one comes from, -1 for the first.
func parentOf(runs []*Run, i int) int {
	if i == 0 {
		return -1
	}
	return runs[i].other(runs[:i])
}

// Rejoin sets what the run comes from. If that is nothing, the run is the first of those
// that are left, and has no name any more.
func (r *Run) Rejoin(join Rejoining) {
	o := join.Origin
	first := o == Origin{}
	switch {
	case first:
		r.name, r.read = "", nil
	case !join.renamed:
		r.read = commented(r.read)
	case r.read != nil:
		same := *r.read
		same.From.Of = o.Of
		r.read = &same
	}
	if first || !alike(r.origin.Fork, o.Fork) || r.origin.Step != o.Step {
		r.parted = true // where it forks is decided: leaving what it follows does not change it
	}
	r.origin = o
}

// commented returns the comments of what a run was read as, and nothing else of it, for a
// run that comes from another one now.
func commented(v *scenario.Variant) *scenario.Variant {
	if v == nil {
		return nil
	}
	return &scenario.Variant{Above: v.Above, Trailing: v.Trailing}
}

func alike(a, b *raft.Time) bool { return a == b || a != nil && b != nil && *a == *b }

// originOf returns how a variant comes to stand beside another run.
func originOf(s *scenario.Scenario, v *scenario.Variant) Origin {
	o := Origin{Of: v.From.Of, Change: scenario.ChangeOf(s.ConfigOf(v.From.Of), &v.Config), Alone: v.From.Kind == scenario.CompareAlone}
	if v.From.Kind.Forks() {
		o.Step = v.From.Step
		if at := v.From.At; o.Step == "" {
			o.Fork = &at
		}
	}
	return o
}
