package conn

import (
	"testing"

	"raft-playground/web/session"
	"raft-playground/web/wire"
)

func TestWhoLagsBehindIsDroppedWhenTooMuchIsOnItsWay(t *testing.T) {
	way := &backlog{most: 3000}
	enter := func() *connection {
		return (&Server{backlog: way, metrics: uncounted{}}).newConnection(nil)
	}
	shared := &session.Message{Text: make([]byte, 1000)}
	var class []*connection
	for range 10 {
		c := enter()
		defer c.leave()
		if !c.Send(shared) {
			t.Fatal("there was room for a frame")
		}
		class = append(class, c)
	}
	if n := way.bytes.Load(); n != 1000 {
		t.Errorf("a frame for ten pages counts %d bytes", n)
	}
	deaf := enter()
	for range 3 {
		deaf.Send(&session.Message{Text: make([]byte, 1000)})
	}
	if deaf.Send(&session.Message{Text: make([]byte, 1)}) || deaf.farewell != wire.ByeSlow {
		t.Error("who lags behind is not dropped")
	}
	if n := way.bytes.Load(); n != 1000 {
		t.Errorf("%d bytes are left of what it had before it", n)
	}
	// Who has read everything is told something however much is on its way.
	way.most = 0
	fresh := enter()
	if !fresh.Send(&session.Message{Text: make([]byte, 10)}) {
		t.Error("who does not lag behind is dropped")
	}
	fresh.leave()
	deaf.leave()
	for _, c := range class {
		if next, _, _, _ := c.next(nil); len(next) != 1 || next[0] != shared {
			t.Error("another frame came")
		}
	}
	if n := way.bytes.Load(); n != 0 {
		t.Errorf("%d bytes are still on their way", n)
	}
}
