package session

import (
	"runtime"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// play lets a run have some history.
func playOn(p *page) {
	p.T.Helper()
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(1))})
	for i := range 30 {
		switch i {
		case 10:
			p.Do("c1 write x=1")
			p.Do("crash leader")
			p.Do("c1 add x 2")
		case 20:
			p.RestartAll()
			p.Do("partition S1 | S2 S3")
		}
		p.Tick()
	}
}

func TestAfterARestartAPageGoesOnAtTheSameInstant(t *testing.T) {
	before := open(t, Options{})
	p := before.begin(t, small, true)
	playOn(p)
	p.Must(wire.PaceRequest{Playing: new(false)})
	hello := p.Again()
	text := p.Text()

	after := open(t, Options{})
	hello.Playing = new(false)
	back := after.visit(t, hello)
	if w := back.Welcome; w.Session != p.Welcome.Session || !w.Commands || w.Secret != "" || w.Resumed || w.Epoch == p.Welcome.Epoch {
		t.Errorf("welcome %+v", w)
	}
	if back.Edge["A"] != p.Edge["A"] || back.Pace.Playing {
		t.Errorf("edge %d, want %d", back.Edge["A"], p.Edge["A"])
	}
	if got := back.Text(); got != text {
		t.Errorf("got %+v, want %+v", got, text)
	}
	// Both go on alike.
	for _, q := range []*page{p, back} {
		q.Do("heal all")
		q.Must(wire.PaceRequest{Playing: new(true), Speed: new(wire.Speed(1))})
		for range 20 {
			q.Tick()
		}
	}
	if back.Text() != p.Text() {
		t.Error("the runs go apart")
	}
	want, got := *p.State["A"], *back.State["A"]
	want.At, want.Hash = got.At, got.Hash // not reduced
	wiretest.Equal(t, "states", want, got)
	// Viewers find the session at the address that they know.
	watcher := after.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	if watcher.Welcome.Commands {
		t.Error("a viewer commands")
	}
	// What was before the restart can still be seen.
	stretch := back.Ask(wire.StretchRequest{Cluster: "A", From: 0, To: raft.Time(back.Edge["A"])}).(wire.Stretch)
	if uint64(len(stretch.Events))+stretch.State.Seq != back.State["A"].Seq {
		t.Error("the stretch is not complete")
	}
}

func TestTwoPagesThatComeBackTogetherFindOneSession(t *testing.T) {
	before := open(t, Options{})
	p := before.begin(t, small, true)
	playOn(p)
	hello := p.Again()
	after := open(t, Options{})
	one, two := after.connect(t), after.connect(t)
	one.Say(hello)
	two.Say(hello)
	a, b := await[wire.Welcome](one), await[wire.Welcome](two)
	if a.Epoch != b.Epoch || a.Session != b.Session || !a.Commands || !b.Commands {
		t.Errorf("%+v and %+v", a, b)
	}
	if n := after.Count(); n != 1 {
		t.Errorf("%d sessions", n)
	}
}

func TestWhatCannotBePlayedIsSaidAndNothingTakesItsPlace(t *testing.T) {
	h := open(t, Options{})
	for name, hello := range map[string]wire.HelloRequest{
		"no scenario":      {Run: &wire.Run{Text: "nonsense", Edge: 5}},
		"a negative edge":  {Run: &wire.Run{Text: small, Edge: -5}},
		"an edge too late": {Run: &wire.Run{Text: small, Edge: raft.Never}},
		"too many events":  {Run: &wire.Run{Text: "raft 1\nservers 9\nseed 1\nheartbeat 1ms\nlatency 1ms to 2ms\n", Edge: 3600 * raft.Second}},
		"no link":          {Link: "hello"},
		"no lesson":        {Lesson: "none"},
		"no step":          {Lesson: "figure-8", Step: "none"},
	} {
		t.Run(name, func(t *testing.T) {
			if hello.Run != nil {
				hello.Secret = newSecret()
				hello.Session = sessionID(hello.Secret)
			}
			p := h.connect(t)
			p.Say(hello)
			bye, code := p.Ended()
			if bye != wire.ByeUnread || code != 4007 || len(p.Refused) != 1 || p.Welcome.Session != "" {
				t.Errorf("%q, %d, told %+v", bye, code, p.Refused)
			}
			if hello.Run != nil && p.Refused[0].Code != "request.not-restored" {
				t.Errorf("told %+v", p.Refused)
			}
		})
	}
	h.count(t, 0)
}

func TestARestoreIsGivenUpWhenItsPageLeaves(t *testing.T) {
	h := open(t, Options{})
	release := h.turns.occupy()
	p := h.connect(t)
	secret := newSecret()
	p.Say(wire.HelloRequest{Session: sessionID(secret), Secret: secret, Run: &wire.Run{Text: small, Edge: 3000 * raft.Second}})
	for h.turns.number() == 0 {
		runtime.Gosched()
	}
	p.Leave()
	for h.turns.number() > 0 || h.Count() > 0 {
		runtime.Gosched()
	}
	release()
}

func TestCheckpointsAreBoundedAndReachEveryInstant(t *testing.T) {
	// Half a million events.
	text := strings.Replace(small, "servers 3", "servers 3\nheartbeat 1ms", 1)
	var scene *scene
	err := newTurns(1, newLedger(1<<30)).do(t.Context(), newPayer(""), func(j *job) (err error) {
		if scene, err = restore(wire.Run{Text: text, Edge: 60 * raft.Second}, j); err != nil {
			return err
		}
		return scene.play(j)
	})
	if err != nil {
		t.Fatal(err)
	}
	c := scene.clusters[0]
	total := c.run.World().Seq()
	if len(c.points) > maxPoints || len(c.points) < maxPoints/2 {
		t.Errorf("%d checkpoints after %d events", len(c.points), total)
	}
	for i, p := range c.points {
		next := total
		if i+1 < len(c.points) {
			next = c.points[i+1].seq
		}
		if gap := next - p.seq; gap > total/maxPoints*3 {
			t.Errorf("%d of %d events between checkpoints %d and %d", gap, total, i, i+1)
		}
	}
	if c.points[0].at != 0 {
		t.Error("the beginning is out of reach")
	}
}
