package session

import (
	"testing"
	"time"

	"raft-playground/web/clock"
	"raft-playground/web/wire"
)

func TestSessionsThatPlayShareTheServersTempo(t *testing.T) {
	clock := clock.NewManual()
	now := clock.Now()
	tempo := newTempo(now)
	for range 4 {
		tempo.plays(0, 1)
	}
	tick := func(wants int) (had int) {
		for had = tempo.room(tickEvery, 0, now); had < wants; {
			more := tempo.more(now)
			if more == 0 {
				return had
			}
			had += more
		}
		return min(had, wants)
	}
	const seconds = 4
	had := make([]int, 4)
	for n := range int(seconds * time.Second / tickEvery) {
		now = now.Add(tickEvery)
		had[0] += tick(3)  // at smart speed
		for i := range 3 { // nobody is always the first
			had[1+(n+i)%3] += tick(maxTickEvents)
		}
	}
	if want := 3 * int(seconds*time.Second/tickEvery); had[0] != want {
		t.Errorf("who wants little had %d of %d", had[0], want)
	}
	total := float64(had[1]+had[2]+had[3]) / seconds
	if total > 1.1*tempo.most || total < 0.7*tempo.most {
		t.Errorf("%.0f events a second, %.0f are the most", total, tempo.most)
	}
	for i := 1; i < 4; i++ {
		if float64(had[i]) < 0.5*total*seconds/3 {
			t.Errorf("session %d had %d", i, had[i])
		}
	}
}

func TestLateTicksLeaveLessRoomAndItComesBack(t *testing.T) {
	clock := clock.NewManual()
	now := clock.Now()
	tempo := newTempo(now)
	tempo.plays(0, 1)
	before := tempo.room(tickEvery, 0, now)
	for range 20 {
		now = now.Add(tempoEvery)
		tempo.room(tickEvery, 2*lateTick, now)
	}
	slow := tempo.room(tickEvery, 0, now)
	if slow > before/8 || slow < leastRoom {
		t.Errorf("%d events of %d are left", slow, before)
	}
	for range 60 {
		now = now.Add(tempoEvery)
		tempo.room(tickEvery, 0, now)
	}
	if again := tempo.room(tickEvery, 0, now); again != before {
		t.Errorf("%d events, %d before", again, before)
	}
}

func TestTicksComeLessOftenWhenVeryManyPagesAreToBeTold(t *testing.T) {
	tempo := newTempo(clock.NewManual().Now())
	tempo.cores = 2
	if tempo.plays(0, 100); tempo.every() != tickEvery {
		t.Errorf("for a class it ticks every %v", tempo.every())
	}
	for range 800 {
		tempo.plays(0, 1)
	}
	if tempo.every() != 2*tickEvery {
		t.Errorf("for 800 sessions it ticks every %v", tempo.every())
	}
	for range 4200 {
		tempo.plays(0, 1)
	}
	if tempo.every() != slowestTick {
		t.Errorf("for 5000 sessions it ticks every %v", tempo.every())
	}
	for range 5000 {
		tempo.plays(1, 0)
	}
	tempo.plays(100, 0)
	if tempo.every() != tickEvery || tempo.players != 0 || tempo.pages != 0 {
		t.Errorf("when all have left it ticks every %v; %d sessions, %d pages", tempo.every(), tempo.players, tempo.pages)
	}
}

func TestPagesAreToldHowOftenTheyAreTold(t *testing.T) {
	registry := newQuietRegistry(t)
	s := registry.sit(t, wire.HelloRequest{})
	if s.sentPace.Every != int(tickEvery.Milliseconds()) {
		t.Errorf("at first every %d ms", s.sentPace.Every)
	}
	for range 5000 {
		registry.tempo.plays(0, 1)
	}
	s.flush()
	if want := int(registry.tempo.every().Milliseconds()); s.sentPace.Every != want || want <= int(tickEvery.Milliseconds()) {
		t.Errorf("then every %d ms, not %d", s.sentPace.Every, want)
	}
}

func TestASessionHasNoMoreThanWhatOthersLeave(t *testing.T) {
	registry := newQuietRegistry(t)
	s := registry.sit(t, wire.HelloRequest{Run: &wire.Run{Text: "raft 1\nservers 9\nheartbeat 1ms\nlatency 1ms to 2ms\n\nat 0ms: time out S1\n"}})
	for range 100_000 {
		registry.tempo.plays(0, 1)
	}
	registry.tempo.most, registry.tempo.rate = 1, 1
	registry.tempo.spare = NewAllowance(0, 0, registry.clock.Now())
	s.ask(wire.PaceRequest{Playing: new(true), Speed: new(wire.Speed(10))})
	for range 5 {
		before := s.events()
		s.wait(tickEvery)
		// The last instant is played whole.
		if n := s.events() - before; n > leastRoom+100 {
			t.Fatalf("%d events in a tick, where there is room for %d", n, leastRoom)
		}
	}
}
