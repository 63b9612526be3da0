package web

import (
	"testing"
	"time"

	"raft-playground/web/wire"
)

func TestAPageCannotHaveTheWholeDayRegenerated(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	s := h.sessions.find(p.welcome.Session)
	ask := wire.Request{T: "stretch", Cluster: "A"}
	if _, ok := p.ask(ask).(wire.Stretch); !ok {
		t.Fatal("no stretch")
	}
	// As if it had asked for a long run again and again.
	asked(s, func() bool {
		s.viewers[0].regenerated.charge(2*regenerateAtOnce, h.clock.Now())
		return true
	})
	if r := p.refusal(ask); r.Code != "request.too-many" {
		t.Errorf("refused with %s", r.Code)
	}
	other := h.visit(t, wire.Request{Session: p.welcome.Session})
	if _, ok := other.ask(ask).(wire.Stretch); !ok {
		t.Error("another page has to pay for it")
	}
	h.clock.advance(time.Minute)
	if _, ok := p.ask(ask).(wire.Stretch); !ok {
		t.Error("it never gets a stretch again")
	}
}

func TestWorkersAreFewAndTheirQueueIsBounded(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	release := h.turns.occupy()
	for id := range uint64(maxStretches) {
		p.say(wire.Request{T: "stretch", Cluster: "A", ID: 100 + id})
	}
	if r := p.refusal(wire.Request{T: "stretch", Cluster: "A"}); r.Code != "request.too-many" {
		t.Errorf("refused with %s", r.Code)
	}
	p.tick() // the session goes on meanwhile
	release()
	for range maxStretches {
		await[wire.Stretch](p)
	}
}

func TestAServerThatGoesDownDoesNotWaitForWorkers(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	_ = h.turns.occupy()
	p.say(wire.Request{T: "stretch", Cluster: "A"})
	p.text()
	// That the server closes is checked when the test ends.
}
