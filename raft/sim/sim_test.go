package sim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// newWorld returns a world or fails the test.
func newWorld(t testing.TB, cfg sim.Config) *sim.World {
	t.Helper()
	w, err := sim.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// do carries out an action now or fails the test.
func do(t testing.TB, w *sim.World, a sim.Action) {
	t.Helper()
	if err := w.Do(a, "an action"); err != nil {
		t.Fatalf("%#v at %d µs: %v", a, w.Now(), err)
	}
}

// reduced returns the state that events add up to, for a world of the given size.
func reduced(servers int, events []sim.Event) sim.State {
	s := sim.State{Servers: make([]sim.ServerView, servers)}
	for i := range events {
		s.Apply(&events[i])
	}
	return s
}

// sameState fails the test when two states differ in more than their instant and
// hash, which events do not carry.
func sameState(t testing.TB, got, want sim.State) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(sim.State{}, "At", "Hash")); diff != "" {
		t.Fatalf("states differ (-want +got):\n%s", diff)
	}
}

func TestFreshClusterElectsALeaderAndCommitsAWrite(t *testing.T) {
	w := newWorld(t, sim.DefaultConfig())
	w.RunUntil(400 * raft.Millisecond)
	if w.Leader() == 0 {
		t.Fatal("no leader after 400 ms")
	}
	do(t, w, sim.Request{Client: 1, Op: raft.Set, Key: "x", Value: 1})
	w.RunUntil(600 * raft.Millisecond)
	c := w.State().Clients[0]
	if c.Phase != sim.PhaseAnswered || c.Value != 1 {
		t.Fatalf("the client is at %+v", c)
	}
	for _, s := range w.State().Servers {
		if diff := cmp.Diff([]raft.Pair{{Key: "x", Value: 1, Version: 2}}, s.Machine); diff != "" {
			t.Errorf("%v's state machine (-want +got):\n%s", s.ID, diff)
		}
	}
}
