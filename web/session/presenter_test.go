package session

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

func TestThosesWhoWatchKnowWhereThePresenterLooks(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.Run(10)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	if watcher.Look != nil {
		t.Errorf("at first %+v", watcher.Look)
	}
	h.clock.Advance(tickEvery)
	p.Say(wire.LookRequest{At: new(raft.Time(1000))})
	await[wire.Frame](watcher)
	if watcher.Look == nil || *watcher.Look.At != 1000 {
		t.Fatalf("%+v", watcher.Look)
	}
	if late := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session}); late.Look == nil || *late.Look.At != 1000 {
		t.Errorf("who comes later is told %+v", late.Look)
	}
	// However fast it moves, they hear of it once in a tick, and of the newest place.
	p.Text()
	seq := p.Position.Seq
	for i := range 50 {
		p.Say(wire.LookRequest{At: new(raft.Time(2000 + i))})
	}
	p.Text()
	h.clock.Advance(tickEvery)
	for *p.Look.At != 2049 {
		await[wire.Frame](p)
	}
	if frames := p.Position.Seq - seq; frames > 2 {
		t.Errorf("%d frames for one tick", frames)
	}
	// Back at the edge.
	h.clock.Advance(tickEvery)
	p.Say(wire.LookRequest{})
	for p.Look.At != nil {
		await[wire.Frame](p)
	}
}

func TestOnlyThePresentersPlayheadCounts(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.Run(10)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	watcher.Say(wire.LookRequest{At: new(raft.Time(1000))})
	watcher.Text()
	h.clock.Advance(tickEvery)
	p.Text()
	if p.Look != nil {
		t.Errorf("told %+v", p.Look)
	}
	// A second tab presents, and leaves: then nobody looks anywhere.
	tab := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session, Secret: p.Welcome.Secret})
	tab.Say(wire.LookRequest{At: new(raft.Time(1000))})
	for p.Look == nil {
		await[wire.Frame](p)
	}
	h.clock.Advance(tickEvery)
	tab.Leave()
	for p.Look.At != nil {
		await[wire.Frame](p)
	}
}
