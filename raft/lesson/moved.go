package lesson

import "slices"

// moved says where what was a step of a lesson, or a whole lesson (step ""), is to be found
// now. Addresses have been passed on and printed, and readers' progress is kept under
// the names: they stay good. A step that is gone leads to the beginning.
var moved = map[Place]Place{
	{"dies-alone", "leader"}:                   {"dies-alone", ""},
	{"on-all-followers", "leader"}:             {"on-all-followers", ""},
	{"on-some-followers", "leader"}:            {"on-some-followers", ""},
	{"committed-on-the-leader-only", "leader"}: {"committed-on-the-leader-only", ""},
	{"committed-not-answered", "leader"}:       {"committed-not-answered", ""},
	{"majority-matters", "alone"}:              {"majority-matters", "one-follower"},
	// The two told nearly the same story.
	{"fewer-than-half", ""}:          {"on-some-followers", ""},
	{"fewer-than-half", "write"}:     {"on-some-followers", ""},
	{"fewer-than-half", "in-memory"}: {"on-some-followers", ""},
	{"fewer-than-half", "one-copy"}:  {"on-some-followers", "on-one"},
	{"fewer-than-half", "refused"}:   {"on-some-followers", "refused"},
	{"fewer-than-half", "committed"}: {"on-some-followers", "committed"},
	{"fewer-than-half", "answered"}:  {"on-some-followers", "answered"},
	{"fewer-than-half", "back"}:      {"on-some-followers", "returns"},
}

// Place is a lesson, or a step of it.
type Place struct{ Lesson, Step string }

// Now returns how a lesson and its step are called now that may have been asked for by
// what they were called before. The step is "" where none is asked for, and where what was
// asked for is the beginning now.
func Now(name, step string) (string, string) {
	if to, ok := moved[Place{name, step}]; ok {
		return to.Lesson, to.Step
	}
	return name, step
}

// Before returns the names that a built-in lesson had before, or that lessons had which it
// has taken up, in order.
func Before(name string) (names []string) {
	for from, to := range moved {
		if to.Lesson == name && from.Lesson != name && from.Step == "" {
			names = append(names, from.Lesson)
		}
	}
	slices.Sort(names)
	return names
}

// Number returns which of the built-in lessons has that name, counted from 1; 0 for none.
func Number(name string) int {
	return 1 + slices.IndexFunc(Library(), func(l *Lesson) bool { return l.Name == name })
}
