package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

const ms = raft.Millisecond

// understood reads a text.
func understood(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s
}

// begin begins a run.
func begin(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string) *Run {
	t.Helper()
	r, err := New(understood(t, text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r
}

// play plays a text to its end.
func play(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string) *Run {
	t.Helper()
	r := begin(t, text)
	if err := r.Finish(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r
}
