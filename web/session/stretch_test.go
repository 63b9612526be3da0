package session

import (
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

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
