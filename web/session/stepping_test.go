package session

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

func TestAStepPausesAtTheNextNotableInstant(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	last := int64(-1)
	sends, elected := 0, false
	for range 60 {
		p.Must(wire.StepRequest{})
		if p.Pace.Playing {
			t.Fatal("it plays")
		}
		if p.Edge["A"] <= last {
			t.Fatalf("a step from %d to %d", last, p.Edge["A"])
		}
		last = p.Edge["A"]
		if !elected {
			// Until then every message matters: none is passed over.
			sends += len(p.State["A"].Flights)
		}
		for _, s := range p.State["A"].Servers {
			elected = elected || s.Role == raft.Leader
		}
		h.clock.Advance(tickEvery * 3)
	}
	if !elected || sends == 0 {
		t.Errorf("leader elected: %v", elected)
	}
	// A quiet cluster is stepped through by rounds of heartbeats.
	p.Must(wire.StepRequest{})
	before := p.Edge["A"]
	p.Must(wire.StepRequest{})
	if passed := p.Edge["A"] - before; passed != int64(50*raft.Millisecond) {
		t.Errorf("a step of %d µs", passed)
	}
}

func TestAStepWithNothingDueIsRefused(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, "raft 1\nservers 1\nclients 0\nseed 1\n", false)
	p.Do("crash S1")
	for range 10 {
		answer := p.Ask(wire.StepRequest{})
		if r, ok := answer.(wire.Refused); ok {
			if r.Code != "request.nothing-due" {
				t.Errorf("refused with %s", r.Code)
			}
			return
		}
	}
	t.Error("something is always due")
}
