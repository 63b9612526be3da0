package session

import (
	"testing"

	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// ends plays until the session pauses, and returns why it says that it is over.
func (p *page) ends() string {
	for p.Pace.Playing {
		p.Tick()
	}
	p.Text()
	return p.Pace.Over
}

// barred checks that neither playing nor a step goes on, and that both say why.
func (p *page) barred(t *testing.T, code string) {
	t.Helper()
	edge := p.Edge["A"]
	for _, req := range []wire.Body{wire.PaceRequest{Playing: new(true)}, wire.StepRequest{}} {
		if r := p.Refusal(req); r.Code != code {
			t.Errorf("%T is refused with %+v, want %s", req, r, code)
		}
	}
	p.house.clock.Advance(tickEvery)
	if p.Text(); p.Edge["A"] != edge || p.Pace.Playing || len(p.Refused) != 0 {
		t.Errorf("it goes on from %d to %d, told %+v", edge, p.Edge["A"], p.Refused)
	}
}

func TestARunThatHasComeToItsEndSaysSoForAsLongAsItIsSo(t *testing.T) {
	h := open(t, Options{maxEvents: 3000})
	p := h.begin(t, small, true)
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(10))})
	if over := p.ends(); over != wire.OverEvents {
		t.Fatalf("over: %q", over)
	}
	p.barred(t, "request.too-far")
	if r := p.Refusal(wire.ForkRequest{Cluster: "A"}); r.Code != "request.too-far" {
		t.Errorf("another cluster: %+v", r)
	}
	late := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	if late.Pace.Over != wire.OverEvents {
		t.Errorf("who comes later is told %q", late.Pace.Over)
	}
	p.Must(wire.OpenRequest{Text: small})
	if p.Text(); p.Pace.Over != "" || !p.Pace.Playing {
		t.Errorf("of another run it is told %q", p.Pace.Over)
	}
}

func TestClustersThatHaveTooMuchTogetherGoOnWhenOneIsClosed(t *testing.T) {
	h := open(t, Options{maxEvents: 3000})
	p := h.begin(t, small, true)
	p.Must(wire.CompareRequest{Cluster: "A", Change: "servers 5"})
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(10))})
	if over := p.ends(); over != wire.OverClusters {
		t.Fatalf("over: %q", over)
	}
	p.barred(t, "request.too-far")
	p.Must(wire.CloseRequest{Cluster: "B"})
	if p.Text(); p.Pace.Over != "" {
		t.Errorf("A alone is told %q", p.Pace.Over)
	}
	p.Must(wire.PaceRequest{Playing: new(true)})
}

func TestNoRunLastsLongerThanAnHour(t *testing.T) {
	h := open(t, Options{})
	p := h.visit(t, wire.HelloRequest{Run: &wire.Run{Text: "raft 1\nservers 1\nseed 7\n", Edge: scenario.MaxTime - 1000}, Playing: new(true)})
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(10))})
	if over := p.ends(); over != wire.OverTime || p.Edge["A"] != int64(scenario.MaxTime) {
		t.Fatalf("over: %q at %d", over, p.Edge["A"])
	}
	p.barred(t, "scenario.run-too-long")
}

func TestATextsEndIsToldUntilTheRunIsPlayedOn(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small+"end at 100ms\n", true)
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(1))})
	if over := p.ends(); over != wire.OverText {
		t.Fatalf("over: %q", over)
	}
	p.Must(wire.PaceRequest{Playing: new(true)})
	if p.Text(); p.Pace.Over != "" {
		t.Errorf("playing on, it is told %q", p.Pace.Over)
	}
}
