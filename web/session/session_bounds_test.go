package session

import (
	"testing"

	"raft-playground/web/wire"
)

func TestASessionStopsWhereItCouldNotBePlayedAgain(t *testing.T) {
	h := open(t, Options{maxEvents: 3000})
	p := h.begin(t, small, true)
	p.Must(wire.Request{T: "pace", Speed: new(wire.Speed(10))})
	for p.Pace.Playing {
		p.Tick()
	}
	p.Text()
	if len(p.Refused) != 1 || p.Refused[0].Code != "request.too-far" || p.Refused[0].Values["max"] != "3000" {
		t.Errorf("told %+v", p.Refused)
	}
	if r := p.Refusal(wire.Request{T: "fork", Cluster: "A"}); r.Code != "request.too-far" {
		t.Errorf("another cluster: %+v", r)
	}
	edge := p.Edge["A"]
	p.Must(wire.Request{T: "pace", Playing: new(true)})
	for range 3 {
		h.clock.Advance(tickEvery)
		p.Text()
	}
	if p.Edge["A"] != edge || p.Pace.Playing {
		t.Errorf("it goes on from %d to %d", edge, p.Edge["A"])
	}
}
