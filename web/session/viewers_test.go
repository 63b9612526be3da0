package session

import (
	"bytes"
	"log/slog"
	"raft-playground/web/wire"
	"strings"
	"sync"
	"testing"
)

func TestHowManyWatchIsToldOnceInAWhile(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	if p.Watching != 1 {
		t.Errorf("told %d", p.Watching)
	}
	for range 20 {
		h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	}
	seq := p.Position.Seq
	p.house.clock.Advance(presenceTime)
	for p.Watching != 21 {
		await[wire.Frame](p)
	}
	if told := p.Position.Seq - seq; told > 3 {
		t.Errorf("told %d times that 20 have come", told)
	}
	// It is paused: nobody was told that time passes.
	if p.Edge["A"] != 0 {
		t.Errorf("the edge is at %d", p.Edge["A"])
	}
}

func TestWhoIsTooSlowIsLetGoWithTheNextFrame(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	slow := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	slow.line.fill()
	p.Tick()
	s := h.find(p.Welcome.Session)
	if n := asked(s, func() int { return len(s.viewers) }); n != 1 {
		t.Errorf("%d watch, want 1", n)
	}
}

func TestAPanicEndsOneSessionAndNoOther(t *testing.T) {
	for _, at := range []struct{ what, where string }{{"command", "session).do"}, {"tick", "session).tick"}} {
		t.Run(at.what, func(t *testing.T) { testAPanicEndsOneSession(t, at.what, at.where) })
	}
}

func testAPanicEndsOneSession(t *testing.T, at, where string) {
	var log lockedBuffer
	h := open(t, Options{
		Log: slog.New(slog.NewTextHandler(&log, nil)),
		onCommand: func(action string) {
			if action == "panic" {
				panic("injected")
			}
		},
	})
	p := h.begin(t, small, true)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	other := h.begin(t, small, true)
	other.Tick()
	hello := p.Again()
	if at == "command" {
		p.Say(wire.DoRequest{Cluster: "A", Action: "panic"})
	} else {
		s := h.find(p.Welcome.Session)
		asked(s, func() bool {
			s.clusters[0] = nil // nothing else looks at it before the next tick
			return true
		})
		h.clock.Advance(tickEvery)
	}
	for _, q := range []*page{p, watcher} {
		if bye, code := q.Ended(); bye != wire.ByeFault || code != 4004 {
			t.Errorf("%q, %d", bye, code)
		}
	}
	other.Tick()
	other.Do("crash S1")
	h.count(t, 1) // the other one
	if text := log.String(); !strings.Contains(text, "panic") || !strings.Contains(text, "session="+p.Welcome.Session) || !strings.Contains(text, where) {
		t.Errorf("the log does not say what and where: %s", text)
	}
	// Its page can go on with what it has.
	back := h.visit(t, hello)
	if back.Welcome.Session != p.Welcome.Session || back.Welcome.Epoch == p.Welcome.Epoch || !back.Welcome.Commands {
		t.Errorf("%+v", back.Welcome)
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
