package sim_test

import (
	"encoding/json"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// TestDrainingShowsWhatTakingShows plays a run twice: whoever drains its events
// sees the ones that are taken from the other, byte for byte, though their places
// are used again.
func TestDrainingShowsWhatTakingShows(t *testing.T) {
	show := func(texts *[]string) func(*sim.Event) {
		return func(e *sim.Event) {
			text, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			*texts = append(*texts, string(text))
		}
	}
	var taken []sim.Event
	w := playScript(t, 5, 5, func(w *sim.World) { taken = append(taken, w.TakeEvents()...) })
	taken = append(taken, w.TakeEvents()...)
	var want, got []string
	for i := range taken { // only now, so that a part whose place was used again would show
		show(&want)(&taken[i])
	}
	w = playScript(t, 5, 5, func(w *sim.World) { w.DrainEvents(show(&got)) })
	w.DrainEvents(show(&got))
	if len(got) != len(want) {
		t.Fatalf("%d events drained, %d taken", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("event %d: drained as %s, taken as %s", i+1, got[i], want[i])
		}
	}
}

func TestDrainedEventsAreGoneAndTheirPlacesAreUsedAgain(t *testing.T) {
	w, _ := led(t, sim.DefaultConfig())
	var first *sim.ServerState
	for first == nil {
		w.Step()
		w.DrainEvents(func(e *sim.Event) {
			if first == nil {
				first = e.Server
			}
		})
	}
	w.DrainEvents(func(e *sim.Event) { t.Errorf("%v came again", e.Kind) })
	reused := false
	for range 100 {
		w.Step()
		w.DrainEvents(func(e *sim.Event) { reused = reused || e.Server == first })
	}
	if !reused {
		t.Error("places are not used again")
	}
}

func TestAViolationReportedWhileDrainingIsSeenToo(t *testing.T) {
	w, _ := led(t, sim.DefaultConfig())
	w.Step()
	begun, seen := w.Seq(), 0
	reported := false
	w.DrainEvents(func(e *sim.Event) {
		if seen++; seen == 1 {
			w.Report(sim.Violation{Property: "log-matching"})
		}
		reported = reported || e.Kind == sim.ViolationEvent && e.Violation.Property == "log-matching"
	})
	if !reported || w.Seq() != begun+1 {
		t.Errorf("reported: %v; %d events after %d", reported, w.Seq(), begun)
	}
}

func TestAStepOfAQuietClusterAllocatesLittle(t *testing.T) {
	w, _ := led(t, sim.DefaultConfig())
	w.RunUntil(w.Now() + raft.Second)
	ignore := func(*sim.Event) {}
	w.DrainEvents(ignore)
	perStep := testing.AllocsPerRun(2000, func() {
		w.Step()
		w.DrainEvents(ignore)
	})
	if perStep > 1 { // the body of the message that leaves
		t.Errorf("%v allocations a step", perStep)
	}
}
