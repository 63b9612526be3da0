package web

import (
	"testing"

	"raft-playground/web/wire"
)

func TestASessionStopsWhereItCouldNotBePlayedAgain(t *testing.T) {
	h := open(t, Options{maxEvents: 3000})
	p := h.begin(t, small, true)
	p.must(wire.Request{T: "pace", Speed: pointer(wire.Speed(10))})
	for p.pace.Playing {
		p.tick()
	}
	p.text()
	if len(p.refused) != 1 || p.refused[0].Code != "request.too-far" || p.refused[0].Values["max"] != "3000" {
		t.Errorf("told %+v", p.refused)
	}
	if r := p.refusal(wire.Request{T: "fork", Cluster: "A"}); r.Code != "request.too-far" {
		t.Errorf("another cluster: %+v", r)
	}
	edge := p.edge["A"]
	p.must(wire.Request{T: "pace", Playing: pointer(true)})
	for range 3 {
		h.clock.advance(tickEvery)
		p.text()
	}
	if p.edge["A"] != edge || p.pace.Playing {
		t.Errorf("it goes on from %d to %d", edge, p.edge["A"])
	}
}
