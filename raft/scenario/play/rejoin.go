package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// A run whose other is not there any more comes from another one that is, so that what
// it says of itself is what a text says of it, and stays true: the same history up to
// an instant, or the same run with something changed.

// Rejoining says what a run comes from, now that one of the others is gone.
type Rejoining struct {
	Run    int // which of the runs that are left
	From   int // which of them it comes from now
	Origin Origin

	renamed bool // it comes from the same run, which has another name
}

// Without returns what has to come from elsewhere when one of the runs, which stand side
// by side and of which each comes from one before it, is gone: those that came from it
// come from the run that it came from itself, and those of the first one from the first
// that is left. It changes none of them.
func Without(runs []*Run, gone int) ([]Rejoining, error) {
	names := make([]string, len(runs)) // as they are called without it
	var left []*Run
	var which []int // of the runs they are
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

// Rejoin has the run come from elsewhere, or from nowhere: then it is the first of those
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
		r.parted = true // where that is has been said
	}
	r.origin = o
}

// commented returns what is left of what a run was read as when it comes from another
// run: the comments.
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
