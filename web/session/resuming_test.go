package session

import (
	"raft-playground/web/wire"
	"testing"
)

func TestAPageThatLostItsConnectionGoesOnWithoutAGap(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	for range 5 {
		p.Tick()
	}
	watcher.CatchUp(p.Page)
	hello := p.Again()
	p.Leave()
	for range 7 {
		watcher.Tick()
	}
	back := h.visit(t, hello)
	if !back.Welcome.Resumed {
		t.Fatal("not resumed")
	}
	// The page's reader checks that frames and events follow one another.
	back.Position, back.State, back.Edge, back.Pace = p.Position, p.State, p.Edge, p.Pace
	back.CatchUp(watcher.Page)
	back.Tick()
	if back.Edge["A"] <= watcher.Edge["A"] {
		t.Error("the page has not caught up")
	}
	hello.Have.Seq += 1000
	if h.visit(t, hello).Welcome.Resumed {
		t.Error("resumed after a frame that there never was")
	}
	hello.Have.Epoch = "another"
	if h.visit(t, hello).Welcome.Resumed {
		t.Error("resumed from another epoch")
	}
}

func TestWhoStaysAwayTooLongGetsASnapshot(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(10))})
	p.Tick()
	watcher.CatchUp(p.Page)
	hello := p.Again()
	p.Leave()
	for bytes := 0; bytes < 2*maxFrameLog; {
		bytes += len(wire.Marshal(watcher.Tick()))
	}
	back := h.visit(t, hello)
	if back.Welcome.Resumed {
		t.Error("resumed, although frames are gone")
	}
	if back.Edge["A"] != watcher.Edge["A"] {
		t.Error("the snapshot is not the newest state")
	}
}
