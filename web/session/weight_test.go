package session

import (
	"context"
	"runtime"
	"testing"
	"time"

	"raft-playground/raft"
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
	var viewers []*Viewer
	var before uint64
	for i := range 1 + sessions {
		if i == 1 { // what the first brings about for all, such as how each type is written, is nobody's own
			h.clock.Advance(tickEvery)
			take(viewers[0], "frame")
			before = liveHeapNow()
		}
		s, bye := h.Registry.begin(sessionID(newSecret()), wire.HelloRequest{}, newPayer("192.0.2.1"))
		if s == nil {
			t.Fatal(bye)
		}
		v := h.silent()
		s.post(func() { s.join(v, nil, wire.Welcome{}) })
		take(v, "snapshot")
		viewers = append(viewers, v)
	}
	for range int(2 * time.Minute / tickEvery) {
		h.clock.Advance(tickEvery)
		for _, v := range viewers {
			take(v, "frame")
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
func take(v *Viewer, kind string) {
	for line := v.to.(*line); ; {
		switch text, bye := line.next(); {
		case text == nil && bye != "":
			return
		case text == nil:
			<-line.wake
		case string(text[6:6+len(kind)]) == kind:
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

// TestASessionTakesWhatItSays brings runs of many kinds along, plays on, and compares
// what the sessions have claimed of the budget with what they keep, their checkpoints
// among it.
func TestASessionTakesWhatItSays(t *testing.T) {
	busy := "at 300ms: c1 writes and reads every 20ms\nafter 0ms: c2 writes every 20ms\nafter 0ms: c3 writes every 20ms\nafter 0ms: c4 writes and reads every 20ms\n"
	for _, c := range []struct {
		name, text string
		edge       raft.Time
		sessions   int
	}{
		{"idle", "servers 5\n", 20 * raft.Second, 10},
		{"busy", "servers 5\nclients 8\n" + busy, 40 * raft.Second, 2},
		{"nine servers, heartbeats of 1 ms", "servers 9\nheartbeat 1ms\nlatency 1ms to 2ms\n", 4 * raft.Second, 2},
		{"many messages on their way", "servers 9\nheartbeat 5ms\nlatency 3s to 4s\nelection timeout 20s to 40s\nat 0ms: time out S1\n", 20 * raft.Second, 1},
		{"a paused server", "servers 5\nheartbeat 2ms\nlatency 1ms to 2ms\nat 1s: pause S2\n", 10 * raft.Second, 2},
		{"conditions and claims", "servers 5\nclients 8\n" + busy + "when x=900000 committed: wait\nend at 300s\nexpect x=3 took effect once\n", 40 * raft.Second, 2},
		{"a fork and a comparison", "servers 5\nclients 8\n" + busy + "end at 60s\n\nfork other at 10s\nat 11s: crash S1\n\ncompare three with: servers 3\n", 40 * raft.Second, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t, Options{})
			before := liveHeapNow()
			said, points := int64(0), 0
			var viewers []*Viewer
			for range c.sessions {
				secret := newSecret()
				hello := wire.HelloRequest{Secret: secret, Run: &wire.Run{Text: "raft 1\n" + c.text, Edge: c.edge}}
				s, bye := h.Registry.begin(sessionID(secret), hello, newPayer("192.0.2.1"))
				if s == nil {
					t.Fatal(bye)
				}
				v := h.silent()
				done := make(chan struct{})
				joined := s.post(func() {
					defer close(done)
					s.join(v, nil, wire.Welcome{})
					s.weigh()
					said += s.account.bytes.Load()
					for _, c := range s.clusters {
						points += len(c.points)
					}
				})
				if !joined {
					t.Fatal(context.Cause(s.ctx))
				}
				select {
				case <-done:
				case <-s.ctx.Done():
					t.Fatal(context.Cause(s.ctx))
				}
				take(v, "snapshot")
				viewers = append(viewers, v)
			}
			took := int64(liveHeapNow() - before)
			t.Logf("%d KB said, %d KB taken, %d checkpoints", said>>10, took>>10, points)
			if said > 2*took || took > 2*said {
				t.Errorf("they say %d KB and take %d KB", said>>10, took>>10)
			}
			runtime.KeepAlive(viewers)
		})
	}
}
