package web

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

// atRest waits until a session lies at rest.
func (h *house) atRest(t *testing.T, id string) {
	t.Helper()
	for deadline := time.Now().Add(testPatience); h.sessions.find(id) != nil || h.sessions.asleep(id, h.uptime()) == nil; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("the session does not lie down")
		}
	}
}

func TestASessionThatNobodyWatchesLiesDownAndIsAsItWasForWhoeverComesBack(t *testing.T) {
	h := open(t, Options{SessionIdle: time.Minute})
	p := h.begin(t, variants, true)
	p.run(12)
	at := raft.Time(50_000)
	p.must(wire.Request{T: "fork", Cluster: "B", At: &at, Action: "crash S1"})
	p.must(wire.Request{T: "close", Cluster: "A"})
	p.must(wire.Request{T: "breaks", Breaks: []string{"leader", "server S2"}})
	p.run(3)
	p.must(wire.Request{T: "pace", Playing: pointer(false), Speed: pointer(wire.Speed(0.5))})
	want := p.hashes()
	id, secret := p.welcome.Session, p.welcome.Secret
	for _, who := range []struct {
		name   string
		secret string
	}{{"who presents", secret}, {"who watches", ""}, {"who presents, again", secret}} {
		p.leave()
		h.unwatched(t, p, false)
		h.clock.advance(2 * linger)
		h.atRest(t, id)
		back := h.visit(t, wire.Request{Session: id, Secret: who.secret})
		equal(t, who.name+": hashes", want, back.hashes())
		if back.pace.Playing || back.pace.Speed != 0.5 || len(back.breaks) != 2 || back.welcome.Commands != (who.secret != "") {
			t.Errorf("%s: %+v, pauses for %q, commands: %v", who.name, back.pace, back.breaks, back.welcome.Commands)
		}
		for c := range p.state {
			if back.state[c] == nil || back.edge[c] != p.edge[c] {
				t.Errorf("%s: cluster %s is not there any more", who.name, c)
			}
		}
		if h.sessions.asleep(id, h.uptime()) != nil {
			t.Errorf("%s: it lies at rest and is played", who.name)
		}
		p = back
	}
	p.leave()
	h.unwatched(t, p, false)
	h.clock.advance(2 * linger)
	h.atRest(t, id)
	h.clock.advance(time.Minute)
	late := h.connect(t)
	late.say(wire.Request{T: "hello", Session: id})
	if _, waits := late.read().(wire.Waiting); !waits {
		t.Error("it is kept for longer than it should")
	}
}

func TestAPageThatReloadsFindsItsSessionStillPlayed(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.tick()
	p.leave()
	h.unwatched(t, p, false)
	h.clock.advance(linger - time.Second)
	back := h.visit(t, wire.Request{Session: p.welcome.Session, Secret: p.welcome.Secret})
	if back.welcome.Epoch != p.welcome.Epoch || back.edge["A"] != p.edge["A"] || !back.pace.Playing {
		t.Errorf("%+v, edge %d, %+v", back.welcome, back.edge["A"], back.pace)
	}
	back.tick()
	if passed := back.edge["A"] - p.edge["A"]; passed <= 0 || passed > 10_000 {
		t.Errorf("%d µs have passed in one tick", passed)
	}
}

func TestALessonIsStillOneAfterItLayAtRest(t *testing.T) {
	h := open(t, Options{})
	p := h.study(t, "figure-8", "")
	p.must(wire.Request{T: "fork", Cluster: "A", Action: "crash S3"})
	want := p.hashes()
	p.leave()
	h.unwatched(t, p, false)
	h.clock.advance(2 * linger)
	h.atRest(t, p.welcome.Session)
	back := h.visit(t, wire.Request{Session: p.welcome.Session, Secret: p.welcome.Secret})
	equal(t, "hashes", want, back.hashes())
	if back.first.Lesson == nil || back.first.Lesson.Name != "figure-8" {
		t.Errorf("the lesson is %+v", back.first.Lesson)
	}
}

func TestThoseAtRestMakeRoomForOneAnotherFairly(t *testing.T) {
	r := newRegistry(Options{Memory: 16 * 10 * (&rest{}).bytes()}.withDefaults())
	lay := func(id, address string, since int) {
		r.lay(&rest{id: id, address: address, since: time.Duration(since)})
	}
	lay("teacher", "school", 0)
	for i := range 100 {
		lay(fmt.Sprintf("stranger %d", i), "elsewhere", 1+i)
	}
	now := time.Duration(200)
	if r.asleep("teacher", now) == nil {
		t.Error("strangers have driven the teacher's session out")
	}
	if r.asleepNumber() != 10 || r.asleep("stranger 99", now) == nil || r.asleep("stranger 90", now) != nil {
		t.Errorf("%d are at rest", r.asleepNumber())
	}
	r.forget(r.asleep("teacher", now))
	if r.asleepNumber() != 9 || r.restBytes != 9*(&rest{}).bytes() {
		t.Errorf("%d are at rest, in %d bytes", r.asleepNumber(), r.restBytes)
	}
}
