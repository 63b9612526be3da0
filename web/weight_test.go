package web

import (
	"runtime"
	"testing"
	"time"

	"raft-playground/web/wire"
)

// TestASessionWeighsLittle lets sessions play at smart speed for two minutes, as
// most do, and looks what they keep. Their sockets, some 15 KB each, are not
// counted.
func TestASessionWeighsLittle(t *testing.T) {
	const (
		sessions = 50
		most     = 64 << 10
	)
	h := open(t, Options{})
	before := liveHeapNow()
	var viewers []*viewer
	for range sessions {
		s, bye := h.beginSession(sessionID(newSecret()), wire.Request{T: "hello"}, newPayer("192.0.2.1"))
		if s == nil {
			t.Fatal(bye)
		}
		v := newViewer(nil, h.options, h.metrics)
		defer v.leave()
		s.post(func() { s.join(v, nil, wire.Welcome{}) })
		v.take("snapshot")
		viewers = append(viewers, v)
	}
	for range int(2 * time.Minute / tickEvery) {
		h.clock.advance(tickEvery)
		for _, v := range viewers {
			v.take("frame")
		}
	}
	each := int(liveHeapNow()-before) / sessions
	t.Logf("%d KB a session", each>>10)
	if each > most {
		t.Errorf("a session keeps %d KB, more than %d KB", each>>10, most>>10)
	}
	runtime.KeepAlive(viewers)
}

// take waits for a message of a type, as the writer does.
func (v *viewer) take(kind string) {
	for {
		out, farewell, gone := v.next()
		switch {
		case gone || farewell != "":
			return
		case out.parcel == nil:
			<-v.wake
		case string(out.message[6:6+len(kind)]) == kind:
			return
		}
	}
}

// liveHeapNow returns how many bytes are in use.
func liveHeapNow() uint64 {
	runtime.GC()
	runtime.GC() // what a finalizer held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
