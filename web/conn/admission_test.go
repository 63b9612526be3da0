package conn

import (
	"testing"
	"time"

	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// knock lets a page in, and notes when it is told to go.
func knock(a *admission, address string, now time.Time, r rank, gone chan string) (p *place, bye string) {
	p, bye = a.enter(address, now)
	if p != nil {
		a.hand(p, func(string) {
			a.leave(p)
			gone <- address
		})
		a.becomes(p, r)
	}
	return p, bye
}

func TestWhoHasMostOfThePlacesMakesRoomForOthers(t *testing.T) {
	a := newAdmission(6)
	now := time.Unix(1000, 0)
	gone := make(chan string, 10)
	for i := range 6 {
		rank := []rank{commands, watches, mute, waits, mute, watches}[i]
		if _, bye := knock(a, "greedy", now.Add(time.Duration(i)), rank, gone); bye != "" {
			t.Fatal(bye)
		}
	}
	for i := range 2 {
		if _, bye := knock(a, "other", now, watches, gone); bye != "" {
			t.Errorf("%d: %q", i, bye)
		}
		if who := <-gone; who != "greedy" {
			t.Errorf("%s had to go", who)
		}
		if n := a.number(); n != 6 {
			t.Errorf("%d are in", n)
		}
	}
	for _, p := range a.of["greedy"] {
		if p.rank == mute {
			t.Error("one who has said nothing stays, and others had to go")
		}
	}
	// Of one's own address only those make room who have said nothing for a while.
	if _, bye := knock(a, "greedy", now, watches, gone); bye != wire.ByeFull {
		t.Errorf("one more of those: %q", bye)
	}
}

func TestAPageOfTheSameAddressComesBeforeThoseThatSayNothing(t *testing.T) {
	a := newAdmission(3)
	now := time.Unix(1000, 0)
	gone := make(chan string, 10)
	for range 3 {
		knock(a, "school", now, mute, gone)
	}
	if _, bye := knock(a, "school", now.Add(quietTime/2), mute, gone); bye != wire.ByeFull {
		t.Errorf("at once: %q", bye)
	}
	if _, bye := knock(a, "school", now.Add(quietTime), mute, gone); bye != "" {
		t.Errorf("after a while: %q", bye)
	}
}

func TestTooManyPagesAreTurnedAwayWithAReason(t *testing.T) {
	h := open(t, Options{MaxPages: 2})
	p := h.begin(t, small, false)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	third := h.connect(t)
	if bye, code := third.Ended(); bye != wire.ByeFull || code != 4005 {
		t.Errorf("%q, %d", bye, code)
	}
	p.Text()
	watcher.Leave()
	for deadline := time.Now().Add(wiretest.Patience); ; {
		if n := h.Count(); n == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the page does not leave")
		}
	}
	h.visit(t, wire.HelloRequest{Session: p.Welcome.Session}).Text()
}
