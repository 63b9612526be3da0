package session

import (
	"runtime"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// atRest waits until a session lies at rest.
func (h *house) atRest(t *testing.T, id string) {
	t.Helper()
	for deadline := time.Now().Add(wiretest.Patience); h.find(id) != nil || h.asleep(id) == nil; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("the session does not lie down")
		}
	}
}

func TestASessionThatNobodyWatchesLiesDownAndIsAsItWasForWhoeverComesBack(t *testing.T) {
	h := open(t, Options{SessionIdle: time.Minute})
	p := h.begin(t, variants, true)
	p.Run(12)
	at := raft.Time(50_000)
	p.Must(wire.ForkRequest{Cluster: "B", At: &at, Action: "crash S1"})
	p.Must(wire.CloseRequest{Cluster: "A"})
	p.Must(wire.BreaksRequest{Breaks: []string{"leader", "server S2"}})
	p.Run(3)
	p.Must(wire.PaceRequest{Playing: new(false), Speed: new(wire.Speed(0.5))})
	want := p.hashes()
	id, secret := p.Welcome.Session, p.Welcome.Secret
	for _, who := range []struct {
		name   string
		secret string
	}{{"who presents", secret}, {"who watches", ""}, {"who presents, again", secret}} {
		p.Leave()
		h.unwatched(t, p, false)
		h.clock.Advance(2 * linger)
		h.atRest(t, id)
		back := h.visit(t, wire.HelloRequest{Session: id, Secret: who.secret})
		wiretest.Equal(t, who.name+": hashes", want, back.hashes())
		if back.Pace.Playing || back.Pace.Speed != 0.5 || len(back.Breaks) != 2 || back.Welcome.Commands != (who.secret != "") {
			t.Errorf("%s: %+v, pauses for %q, commands: %v", who.name, back.Pace, back.Breaks, back.Welcome.Commands)
		}
		for c := range p.State {
			if back.State[c] == nil || back.Edge[c] != p.Edge[c] {
				t.Errorf("%s: cluster %s is not there any more", who.name, c)
			}
		}
		if h.asleep(id) != nil {
			t.Errorf("%s: it lies at rest and is played", who.name)
		}
		p = back
	}
	p.Leave()
	h.unwatched(t, p, false)
	h.clock.Advance(2 * linger)
	h.atRest(t, id)
	h.clock.Advance(time.Minute)
	late := h.connect(t)
	late.Say(wire.HelloRequest{Session: id})
	if _, waits := late.Read().(wire.Waiting); !waits {
		t.Error("it is kept for longer than it should")
	}
}

func TestAPageThatReloadsFindsItsSessionStillPlayed(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Tick()
	p.Leave()
	h.unwatched(t, p, false)
	h.clock.Advance(linger - time.Second)
	back := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session, Secret: p.Welcome.Secret})
	if back.Welcome.Epoch != p.Welcome.Epoch || back.Edge["A"] != p.Edge["A"] || !back.Pace.Playing {
		t.Errorf("%+v, edge %d, %+v", back.Welcome, back.Edge["A"], back.Pace)
	}
	back.Tick()
	if passed := back.Edge["A"] - p.Edge["A"]; passed <= 0 || passed > 10_000 {
		t.Errorf("%d µs have passed in one tick", passed)
	}
}

func TestALessonIsStillOneAfterItLayAtRest(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "figure-8", "")
	p.Must(wire.ForkRequest{Cluster: "A", Action: "crash S3"})
	want := p.hashes()
	p.Leave()
	h.unwatched(t, p, false)
	h.clock.Advance(2 * linger)
	h.atRest(t, p.Welcome.Session)
	back := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session, Secret: p.Welcome.Secret})
	wiretest.Equal(t, "hashes", want, back.hashes())
	if back.First.Lesson == nil || back.First.Lesson.Name != "figure-8" {
		t.Errorf("the lesson is %+v", back.First.Lesson)
	}
}
