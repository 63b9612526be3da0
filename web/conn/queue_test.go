package conn

import (
	"slices"
	"strings"
	"testing"
	"time"

	"raft-playground/web/clock"
	"raft-playground/web/session"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

func TestASlowViewerIsDroppedAndNobodyElseNotices(t *testing.T) {
	slow := make(chan struct{}, 1)
	h := open(t, Options{onSlow: func() { slow <- struct{}{} }})
	p := h.begin(t, small, true)
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(10))})
	sluggish := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session, Secret: p.Welcome.Secret})
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

// delays notes how late frames were.
type delays struct {
	uncounted
	of []time.Duration
}

func (d *delays) FrameWritten(due, now time.Time) { d.of = append(d.of, now.Sub(due)) }

// texts returns what is written next, in one piece.
func texts(c *connection) (written []string) {
	next, _, _, _ := c.next(nil)
	for _, m := range next {
		written = append(written, string(m.Text))
	}
	return written
}

func TestWhatIsHeldGoesOutInOnePieceWithTheNextThatIsSent(t *testing.T) {
	c := NewServer(nil, Options{}).newConnection(nil)
	defer c.leave()
	told := func() bool {
		select {
		case <-c.wake:
			return true
		default:
			return false
		}
	}
	frame := func(text string) *session.Message { return &session.Message{Text: []byte(text)} }
	if c.Release(time.Time{}); told() {
		t.Error("nothing is held, and the writer is to write")
	}
	if c.Hold(frame("a")); told() {
		t.Error("what is held is written at once")
	}
	if c.Release(time.Time{}); !told() {
		t.Error("what is released is not written")
	}
	c.Hold(frame("b"))
	if c.Send(frame("c")); !told() {
		t.Error("what is sent is not written")
	}
	if got := texts(c); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("%q are written in one piece", got)
	}
	// What lags behind is written in pieces, too, each of a bounded size.
	for range 3 {
		c.Send(frame(strings.Repeat("d", maxPiece/2)))
	}
	if first, second := texts(c), texts(c); len(first) != 2 || len(second) != 1 {
		t.Errorf("pieces of %d and %d messages", len(first), len(second))
	}
}

func TestWhoIsToldLaterDoesNotLagBehind(t *testing.T) {
	way := &backlog{}
	c := (&Server{backlog: way, metrics: uncounted{}}).newConnection(nil)
	defer c.leave()
	way.bytes.Store(1) // too much is on its way
	for range 3 {
		if !c.Hold(&session.Message{Text: []byte("a frame")}) {
			t.Fatal("it is dropped as slow")
		}
	}
	if !c.Send(&session.Message{Text: []byte("a frame")}) {
		t.Fatal("when it is told it is dropped as slow")
	}
	if c.Send(&session.Message{Text: []byte("a frame")}) {
		t.Error("it has not read what was sent, and is told more")
	}
}

func TestAFrameThatWasHeldIsAsLateAsItsPageIsToldLate(t *testing.T) {
	measured := &delays{}
	c := NewServer(nil, Options{Metrics: measured, Clock: clock.NewManual()}).newConnection(nil)
	defer c.leave()
	frame := func(late time.Duration) *session.Message {
		return &session.Message{Text: []byte("a frame"), Due: c.clock.Now().Add(-late)}
	}
	c.Hold(frame(80 * time.Millisecond))
	c.Hold(frame(40 * time.Millisecond))
	c.Send(frame(3 * time.Millisecond))
	next, due, _, _ := c.next(nil)
	c.measure(next, due)
	if want := []time.Duration{3e6, 3e6, 3e6}; !slices.Equal(measured.of, want) {
		t.Errorf("late by %v, not %v", measured.of, want)
	}
}
