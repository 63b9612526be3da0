package session

import (
	"math"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// played is a cluster that is moved by the tick, without a session.
type played struct {
	*testing.T
	c      *cluster
	p      playback
	clock  time.Duration
	events []sim.Event
	seen   []time.Duration // of the clock, when each event was seen
}

func playText(t *testing.T, text string) *played {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	clusters, err := newClusters(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &played{T: t, c: clusters[0], p: newPlayback()}
}

func (g *played) tick() {
	g.Helper()
	g.clock += tickEvery
	if err := g.p.move([]*cluster{g.c}, tickEvery); err != nil {
		g.Fatal(err)
	}
	for _, e := range g.c.events() {
		g.events = append(g.events, e)
		g.seen = append(g.seen, g.clock)
	}
	g.c.tick()
	g.c.held = true // its events are kept here
	g.c.forget()
}

func TestAFixedSpeedIsKept(t *testing.T) {
	for _, speed := range []wire.Speed{0.001, 0.01, 0.0333, 1, 2.5, 10} {
		g := playText(t, small)
		if err := g.p.set(speed); err != nil {
			t.Fatal(err)
		}
		for range int(20 * time.Second / tickEvery) {
			g.tick()
		}
		if got, want := float64(g.c.edge()), 20e6*float64(speed); math.Abs(got-want) > 2 {
			t.Errorf("speed %v: %v µs in 20 s, want %v", speed, got, want)
		}
		if g.p.view(tickEvery).Rate != float64(speed) {
			t.Errorf("speed %v: rate %v", speed, g.p.view(tickEvery).Rate)
		}
	}
}

func TestATooBusyRunPassesMoreSlowly(t *testing.T) {
	g := playText(t, "raft 1\nservers 9\nseed 1\nheartbeat 1ms\nlatency 1ms to 2ms\n")
	if err := g.p.set(10); err != nil {
		t.Fatal(err)
	}
	for range 50 {
		g.clock += tickEvery
		if err := g.p.move([]*cluster{g.c}, tickEvery); err != nil {
			t.Fatal(err)
		}
		if n := len(g.c.events()); n > maxTickEvents+200 {
			t.Fatalf("%d events in a tick", n)
		}
		g.c.tick()
		g.c.forget()
	}
	if rate := g.p.view(tickEvery).Rate; rate >= 9 || rate <= 0 {
		t.Errorf("the rate is said to be %v", rate)
	}
	if got := float64(g.c.edge()); got > 0.9*10*2e6 {
		t.Errorf("%v µs have passed", got)
	}
}

func TestSmartSpeedMakesMessagesVisible(t *testing.T) {
	g := playText(t, "raft 1\nservers 5\nseed 7\nat 400ms: c1 write x=1\n")
	var leader time.Duration
	sent := map[uint64]int{}
	wrote := false
	for range 1500 { // a minute
		g.tick()
		if leader == 0 && g.c.run.World().Leader() != 0 {
			leader = g.clock
		}
	}
	if leader == 0 || leader > 8*time.Second {
		t.Errorf("a leader after %v, want 8 s", leader)
	}
	for i, e := range g.events {
		switch e.Kind {
		case sim.SendEvent:
			sent[e.Message.ID] = i
			wrote = wrote || e.Message.AppendEntries != nil && e.Message.AppendEntries.Entries > 0 && e.At > 400_000
		case sim.DeliverEvent:
			flew := g.seen[i] - g.seen[sent[e.Message.ID]]
			if flew < 400*time.Millisecond-tickEvery || flew > time.Second+tickEvery {
				t.Errorf("%v flew for %v", g.events[sent[e.Message.ID]].Message.Kind, flew)
			}
		}
	}
	if !wrote {
		t.Error("nothing was replicated")
	}
	if idle := g.c.edge(); idle < 800*raft.Millisecond {
		t.Errorf("only %v ms in a minute: idle time is not hurried through", idle/raft.Millisecond)
	}
}

// TestSmartSpeedNeverHurriesOverTheBeginning compares a tick that begins idle and
// in which an election starts with the time that the election gets.
// Where messages take longer they are not watched for longer.
func TestASlowMessageDoesNotFlyForHalfAMinute(t *testing.T) {
	g := playText(t, "raft 1\nservers 3\nseed 7\nlatency 400ms to 400ms\nelection timeout 2s to 4s\nheartbeat 1s\n")
	sent := map[uint64]time.Duration{}
	arrived := 0
	for range 1500 { // a minute
		g.tick()
	}
	for i, e := range g.events {
		switch e.Kind {
		case sim.SendEvent:
			sent[e.Message.ID] = g.seen[i]
		case sim.DeliverEvent:
			arrived++
			if flew := g.seen[i] - sent[e.Message.ID]; flew > 6*time.Second {
				t.Errorf("%v flew for %v", e.Message.Kind, flew)
			}
		}
	}
	if arrived < 6 {
		t.Errorf("%d messages have arrived in a minute", arrived)
	}
}

func TestSmartSpeedNeverHurriesOverTheBeginning(t *testing.T) {
	g := playText(t, small)
	election := g.c.run.World().Next() // the first timeout
	tick := raft.Duration(math.Round(tickEvery.Seconds() * wire.RateIdle * 1e6))
	for g.c.edge() < election {
		before := g.c.edge()
		g.tick()
		if g.c.edge() < election {
			continue
		}
		// What is left of the tick after the timeout passes at the slow rate.
		left := 1 - float64(election-before)/float64(tick)
		most := left*tickEvery.Seconds()*wire.RateImportant*1e6 + 2
		if past := float64(g.c.edge() - election); past > most {
			t.Errorf("%v µs past the timeout, at most %v had time to pass", past, most)
		}
	}
	if g.p.rate != wire.RateImportant {
		t.Errorf("the rate is %v", g.p.rate)
	}
}

func TestSmartSpeedRisesGentlyAndFallsAtOnce(t *testing.T) {
	g := playText(t, "raft 1\nservers 3\nseed 7\nheartbeat 1s\nelection timeout 20s to 30s\n")
	if err := g.c.act("time out S1"); err != nil {
		t.Fatal(err)
	}
	last := wire.RateImportant
	rose := 0
	for range 1000 {
		g.tick()
		if g.p.rate > last*1.3 {
			t.Errorf("the rate rises from %v to %v in a tick", last, g.p.rate)
		}
		if g.p.rate > last {
			rose++
		}
		last = g.p.rate
	}
	if rose < 5 {
		t.Errorf("the rate rose %d times", rose)
	}
}

func TestAfterAnActionSmartSpeedStaysSlow(t *testing.T) {
	g := playText(t, "raft 1\nservers 3\nseed 7\nelection timeout 20s to 30s\n")
	for range 10 {
		g.tick()
	}
	if g.p.rate != wire.RateIdle {
		t.Fatalf("rate %v", g.p.rate)
	}
	if err := g.c.act("crash S3"); err != nil {
		t.Fatal(err)
	}
	begin := g.c.edge()
	for g.c.edge()+1000 < begin+slowAfterAction {
		g.tick()
		if g.p.rate != wire.RateImportant {
			t.Fatalf("%d µs after the action the rate is %v", g.c.edge()-begin, g.p.rate)
		}
	}
	for range 30 {
		g.tick()
	}
	if g.p.rate != wire.RateIdle {
		t.Errorf("later the rate is %v", g.p.rate)
	}
}

func TestClustersMoveTogetherAtThePaceOfTheBusiest(t *testing.T) {
	calm := playText(t, "raft 1\nservers 3\nseed 7\nelection timeout 20s to 30s\n").c
	busy := playText(t, "raft 1\nservers 3\nseed 7\nelection timeout 20s to 30s\nat 0ms: time out S1\n").c
	if err := busy.advance(0); err != nil {
		t.Fatal(err)
	}
	p := newPlayback()
	for range 10 {
		if err := p.move([]*cluster{calm, busy}, tickEvery); err != nil {
			t.Fatal(err)
		}
		if calm.edge() != busy.edge() {
			t.Fatalf("at %d and %d", calm.edge(), busy.edge())
		}
	}
	if p.rate != wire.RateImportant {
		t.Errorf("rate %v", p.rate)
	}
}

func TestALostMomentIsNotMadeUpFor(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(1))})
	before := p.Edge["A"]
	h.clock.Advance(time.Hour) // the laptop slept
	await[wire.Frame](p)
	if passed := p.Edge["A"] - before; passed > maxTick.Microseconds() {
		t.Errorf("%d µs have passed", passed)
	}
}

func TestPausingStopsTimeAndTicks(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Tick()
	p.Must(wire.PaceRequest{Playing: new(false)})
	before, seq := p.Edge["A"], p.Position.Seq
	for range 10 {
		h.clock.Advance(time.Second)
	}
	if p.Text(); p.Edge["A"] != before || p.Position.Seq != seq {
		t.Errorf("from %d to %d, %d frames", before, p.Edge["A"], p.Position.Seq-seq)
	}
	p.Must(wire.PaceRequest{Playing: new(true)})
	p.Tick()
	if passed := p.Edge["A"] - before; passed <= 0 || passed > 40_000 {
		t.Errorf("%d µs have passed in the first tick", passed)
	}
}

func TestANewSessionSoonHasALeader(t *testing.T) {
	for range 20 {
		s := pleasantStart()
		w, err := sim.New(s.Config)
		if err != nil {
			t.Fatal(err)
		}
		w.RunUntil(pleasantLeader)
		if leader := w.Leader(); leader == 0 || w.Server(leader).CurrentTerm() != 1 {
			t.Errorf("seed %d: no leader of term 1 at %d", s.Config.Seed, pleasantLeader)
		}
	}
}
