package sim_test

import (
	"encoding/json"
	"testing"

	"raft-playground/raft/sim"
)

// TestACloneOfAStateGoesOnByItself: a state and its clone go through the same run from
// the middle on, one after the other, and what the one does to its logs, messages and
// machines the other does not see.
func TestACloneOfAStateGoesOnByItself(t *testing.T) {
	var events []sim.Event
	w := playScript(t, 3, 5, func(w *sim.World) { events = append(events, w.TakeEvents()...) })
	events = append(events, w.TakeEvents()...)
	text := func(s *sim.State) string {
		out, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for at := 0; at < len(events); at += len(events) / 7 {
		s := reduced(5, events[:at])
		before := text(&s)
		clone := s.Clone()
		for i := range events[at:] {
			clone.Apply(&events[at+i])
		}
		if text(&s) != before {
			t.Fatalf("what follows event %d in a clone changes the state", at)
		}
		for i := range events[at:] {
			s.Apply(&events[at+i])
		}
		if text(&s) != text(&clone) {
			t.Fatalf("from event %d on they end differently", at)
		}
	}
}
