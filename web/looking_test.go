package web

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

func TestThosesWhoWatchKnowWhereThePresenterLooks(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.run(10)
	watcher := h.visit(t, wire.Request{Session: p.welcome.Session})
	if watcher.look != nil {
		t.Errorf("at first %+v", watcher.look)
	}
	h.clock.advance(tickEvery)
	p.say(wire.Request{T: "look", At: pointer(raft.Time(1000))})
	await[wire.Frame](watcher)
	if watcher.look == nil || *watcher.look.At != 1000 {
		t.Fatalf("%+v", watcher.look)
	}
	if late := h.visit(t, wire.Request{Session: p.welcome.Session}); late.look == nil || *late.look.At != 1000 {
		t.Errorf("who comes later is told %+v", late.look)
	}
	// However fast it moves, they hear of it once in a tick, and of the newest place.
	p.text()
	seq := p.position.Seq
	for i := range 50 {
		p.say(wire.Request{T: "look", At: pointer(raft.Time(2000 + i))})
	}
	p.text()
	h.clock.advance(tickEvery)
	for *p.look.At != 2049 {
		await[wire.Frame](p)
	}
	if frames := p.position.Seq - seq; frames > 2 {
		t.Errorf("%d frames for one tick", frames)
	}
	// Back at the edge.
	h.clock.advance(tickEvery)
	p.say(wire.Request{T: "look"})
	for p.look.At != nil {
		await[wire.Frame](p)
	}
}

func TestOnlyThePresentersPlayheadCounts(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.run(10)
	watcher := h.visit(t, wire.Request{Session: p.welcome.Session})
	watcher.say(wire.Request{T: "look", At: pointer(raft.Time(1000))})
	watcher.text()
	h.clock.advance(tickEvery)
	p.text()
	if p.look != nil {
		t.Errorf("told %+v", p.look)
	}
	// A second tab presents, and leaves: then nobody looks anywhere.
	tab := h.visit(t, wire.Request{Session: p.welcome.Session, Secret: p.welcome.Secret})
	tab.say(wire.Request{T: "look", At: pointer(raft.Time(1000))})
	for p.look == nil {
		await[wire.Frame](p)
	}
	h.clock.advance(tickEvery)
	tab.leave()
	for p.look.At != nil {
		await[wire.Frame](p)
	}
}

func TestWhoMovesThePlayheadWithoutEndIsSentAway(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	go func() {
		for p.conn.Write(p.ctx, 1, []byte(`{"t":"look","at":0}`)) == nil {
		}
	}()
	if bye, _ := p.ended(); bye != wire.ByeBad {
		t.Errorf("%q", bye)
	}
}
