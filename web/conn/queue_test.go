package conn

import (
	"testing"
	"time"

	"raft-playground/web/session"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

func TestASlowViewerIsDroppedAndNobodyElseNotices(t *testing.T) {
	slow := make(chan struct{}, 1)
	h := open(t, Options{onSlow: func() { slow <- struct{}{} }})
	p := h.begin(t, small, true)
	p.Must(wire.Request{T: "pace", Speed: new(wire.Speed(10))})
	sluggish := h.visit(t, wire.Request{Session: p.Welcome.Session, Secret: p.Welcome.Secret})
	// It reads nothing, while the others go on frame by frame: their reader fails
	// at the first gap.
	watched := 0
	for dropped := false; !dropped; {
		p.Tick()
		watched = max(watched, p.Watching)
		select {
		case <-slow:
			dropped = true
		default:
		}
	}
	bye, code := sluggish.Ended()
	if bye != wire.ByeSlow || code != 4002 {
		t.Errorf("the slow one: %q, %d", bye, code)
	}
	if watched != 2 {
		t.Errorf("%d have watched, want 2", watched)
	}
	for range time.Second/wiretest.TickEvery + 1 { // how many watch is told once in a second
		p.Tick()
	}
	if p.Watching != 1 {
		t.Errorf("%d are left who watch, want 1", p.Watching)
	}
	// It comes back, and is told all.
	back := h.visit(t, sluggish.Back())
	back.CatchUp(p)
	if back.Edge["A"] != p.Edge["A"] {
		t.Errorf("it stands at %d, the others at %d", back.Edge["A"], p.Edge["A"])
	}
}

func TestAViewerThatNeverReadsIsCutOff(t *testing.T) {
	server := NewServer(nil, Options{})
	c := server.newConnection(nil)
	message := &session.Message{Text: make([]byte, 1000)}
	for n := 0; c.Send(message); n++ {
		if n > maxQueueMessages {
			t.Fatal("the queue has no bound")
		}
	}
	if c.farewell != wire.ByeSlow || c.queue != nil || c.cut == nil {
		t.Errorf("farewell %q, %d messages wait, cut off: %v", c.farewell, len(c.queue), c.cut != nil)
	}
	c.leave()
	large := server.newConnection(nil)
	if !large.Send(&session.Message{Text: make([]byte, 2*maxQueueBytes)}) || large.Send(message) {
		t.Error("a message that is too large alone has to go, and no other one behind it")
	}
	large.leave()
	if large.Send(message) {
		t.Error("a message is queued for a connection that has ended")
	}
}
