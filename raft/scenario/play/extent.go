package play

import (
	"slices"

	"raft-playground/raft/scenario"
)

// Extent returns how long the texts of these runs can become, in bytes, as they go on
// without anything more being done, and how many statements there are in them. It
// fails where there is no such text.
func Extent(runs []*Run) (size, statements int, err error) {
	for _, export := range []bool{false, true} {
		s, err := gathered(runs, export, new(ahead))
		if err != nil {
			return 0, 0, err
		}
		size, statements = max(size, s.RecordSize()), max(statements, s.Lines())
	}
	return size, statements, nil
}

// Alone returns how long the run's text can become at most, and how many statements
// there can be in it, if it shares nothing with others. It is cheap to say, and may be
// far too much.
func (r *Run) Alone() (size, statements int) {
	s := *r.scenario
	s.Variants, s.Claims = nil, r.claims
	s.Statements = texts(slices.Concat(r.pending, r.left))
	for i := range r.told {
		s.Statements = append(s.Statements, r.told[i].Statement)
	}
	for b := r.branch; b != nil; b = b.next {
		s.Statements, s.Claims = slices.Concat(s.Statements, texts(b.own.list)), slices.Concat(s.Claims, b.own.Claims)
	}
	statements = s.Lines()
	return len(s.Format()) + scenario.LongestEnd + statements*scenario.LongestAt, statements
}
