package web

import (
	"testing"
	"time"

	"raft-playground/web/wire"
)

func TestWhoLagsBehindIsDroppedWhenTooMuchIsOnItsWay(t *testing.T) {
	way := &onTheWay{most: 3000}
	enter := func() *viewer {
		v := newViewer(nil, Options{}, newMetrics(&Server{}))
		v.onTheWay = way
		return v
	}
	shared := &parcel{message: make([]byte, 1000)}
	var class []*viewer
	for range 10 {
		v := enter()
		defer v.leave()
		if !v.sendFrame(shared, time.Time{}) {
			t.Fatal("there was room for a frame")
		}
		class = append(class, v)
	}
	if n := way.bytes.Load(); n != 1000 {
		t.Errorf("a frame for ten pages counts %d bytes", n)
	}
	deaf := enter()
	for range 3 {
		deaf.send(make([]byte, 1000))
	}
	if deaf.send(make([]byte, 1)) || deaf.farewell != wire.ByeSlow {
		t.Error("who lags behind is not dropped")
	}
	if n := way.bytes.Load(); n != 1000 {
		t.Errorf("%d bytes are left of what it had before it", n)
	}
	// Who has read everything is told something however much is on its way.
	way.most = 0
	fresh := enter()
	if !fresh.send(make([]byte, 10)) {
		t.Error("who does not lag behind is dropped")
	}
	fresh.leave()
	deaf.leave()
	for _, v := range class {
		if out, _, _ := v.next(); out.parcel != shared {
			t.Error("another frame came")
		}
	}
	if n := way.bytes.Load(); n != 0 {
		t.Errorf("%d bytes are still on their way", n)
	}
}
