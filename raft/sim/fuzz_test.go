package sim_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"raft-playground/raft/sim"
)

// FuzzEventJSON decodes anything as an event. What decodes is a real event: it can
// be written, and read back as the same.
func FuzzEventJSON(f *testing.F) {
	kinds := map[sim.EventKind]int{}
	playScript(f, 2, 5, func(w *sim.World) {
		for _, e := range w.TakeEvents() {
			if kinds[e.Kind]++; kinds[e.Kind] > 3 {
				continue
			}
			text, err := json.Marshal(e)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	})
	f.Add([]byte(`{"at":1,"kind":"violation","violation":{"property":"one-vote","tier":"rule","section":"§5.2","oneVote":{"voter":"S1","term":2,"votedFor":"S2"}}}`))
	f.Add([]byte(`{"at":-1,"kind":"finding","by":"S9","finding":{"kind":"match-beyond-log","peer":"S10"}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var e sim.Event
		if json.Unmarshal(text, &e) != nil {
			return
		}
		again, err := json.Marshal(e)
		if err != nil {
			t.Fatalf("%q decodes to what cannot be written: %v", text, err)
		}
		var back sim.Event
		if err := json.Unmarshal(again, &back); err != nil {
			t.Fatalf("%q is written as %q, which cannot be read: %v", text, again, err)
		}
		if diff := cmp.Diff(e, back, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%q comes back different:\n%s", text, diff)
		}
	})
}
