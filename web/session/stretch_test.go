package session

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

func TestAStretchIsWhatHappened(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small+"at 100ms: c1 write x=1\n", true)
	var events []sim.Event
	p.OnMessage = func(text []byte) {
		if strings.HasPrefix(string(text), `{"t":"frame"`) {
			for _, tick := range wiretest.Decode[wire.Frame](t, text).Clusters {
				events = append(events, tick.Events...)
			}
		}
	}
	first := wire.Marshal(p.First.Clusters[0].State)
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(10))})
	for i := range 120 {
		switch i {
		case 5, 31:
			p.Do("crash leader losing unsynced writes")
			p.Do("c1 add x 1")
		case 15, 42:
			p.RestartAll()
		}
		p.Tick()
	}
	p.Must(wire.PaceRequest{Playing: new(false)})
	edge := raft.Time(p.Edge["A"])
	c := h.find(p.Welcome.Session).clusters[0]
	if len(c.points) < 2 {
		t.Fatalf("%d events, %d checkpoints: the run is too short for this test", len(events), len(c.points))
	}
	for _, span := range [][2]raft.Time{
		{0, edge}, {0, 0}, {edge, edge}, {0, 99_999}, {100_000, 100_000}, {edge / 3, edge / 2}, {edge - 1000, edge + 1_000_000},
		{events[20].At, events[20].At}, {c.points[1].at, edge}, {c.points[1].at + 1, edge},
	} {
		from, to := span[0], min(span[1], edge)
		s, ok := p.Ask(wire.StretchRequest{Cluster: "A", From: from, To: span[1]}).(wire.Stretch)
		if !ok || s.Cluster != "A" {
			t.Fatalf("%v: %+v", span, s)
		}
		want := wiretest.Decode[sim.State](t, first)
		i := 0
		for ; i < len(events) && events[i].At < from; i++ {
			want.Apply(&events[i])
		}
		if s.State.Seq != want.Seq {
			t.Errorf("%v: the state is of event %d, want %d", span, s.State.Seq, want.Seq)
		}
		want.At, want.Hash = s.State.At, s.State.Hash
		wiretest.Equal(t, fmt.Sprint(span, " state"), want, s.State)
		end := i
		for end < len(events) && events[end].At <= s.Until {
			end++
		}
		wiretest.Equal(t, fmt.Sprint(span, " events"), events[i:end], s.Events)
		switch {
		case len(wire.Marshal(s)) > wire.MaxMessage:
			t.Errorf("%v: %d events in %d bytes", span, len(s.Events), len(wire.Marshal(s)))
		case s.Until != to && len(wire.Marshal(s)) < wire.MaxMessage*9/10:
			t.Errorf("%v: cut off after %d events, at %d", span, end-i, s.Until)
		}
		if s.Until < to {
			t.Logf("%v: cut off at %d", span, s.Until)
		}
	}
}

func TestAPageCannotHaveTheWholeDayRegenerated(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	s := h.find(p.Welcome.Session)
	ask := wire.StretchRequest{Cluster: "A"}
	if _, ok := p.Ask(ask).(wire.Stretch); !ok {
		t.Fatal("no stretch")
	}
	// As if it had asked for a long run again and again.
	asked(s, func() bool {
		s.viewers[0].regenerated.charge(2*regenerateAtOnce, h.clock.Now())
		return true
	})
	if r := p.Refusal(ask); r.Code != "request.too-many" {
		t.Errorf("refused with %s", r.Code)
	}
	other := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	if _, ok := other.Ask(ask).(wire.Stretch); !ok {
		t.Error("another page has to pay for it")
	}
	h.clock.Advance(time.Minute)
	if _, ok := p.Ask(ask).(wire.Stretch); !ok {
		t.Error("it never gets a stretch again")
	}
}

func TestWorkersAreFewAndTheirQueueIsBounded(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	release := h.turns.occupy()
	for id := range uint64(maxStretches) {
		p.SayAs(100+id, wire.StretchRequest{Cluster: "A"})
	}
	if r := p.Refusal(wire.StretchRequest{Cluster: "A"}); r.Code != "request.too-many" {
		t.Errorf("refused with %s", r.Code)
	}
	p.Tick() // the session goes on meanwhile
	release()
	for range maxStretches {
		await[wire.Stretch](p)
	}
}

func TestAServerThatGoesDownDoesNotWaitForWorkers(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	_ = h.turns.occupy()
	p.Say(wire.StretchRequest{Cluster: "A"})
	p.Text()
	// That the server closes is checked when the test ends.
}

func TestNoMoreIsRegeneratedThanFitsIntoAnAnswer(t *testing.T) {
	g := playText(t, many)
	if err := g.c.advance(20 * raft.Second); err != nil {
		t.Fatal(err)
	}
	all := g.c.run.World().Seq()
	work, err := g.c.stretch(raft.Second, 20*raft.Second)
	if err != nil {
		t.Fatal(err)
	}
	err = newTurns(1, newLedger(1<<30)).do(t.Context(), newPayer(""), func(j *job) error {
		answer, err := work.regenerate(j, "A", 1)
		if n := len(wire.Marshal(answer)); n > wire.MaxMessage || n < wire.MaxMessage/2 {
			t.Errorf("%d bytes", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if played := uint64(work.player.played); played > all/8 {
		t.Errorf("%d of %d events were played", played, all)
	}
}
