package web

import (
	"testing"
	"time"

	"raft-playground/web/wire"
)

func TestStrangersAtOneAddressNeverDriveOthersOut(t *testing.T) {
	h := open(t, Options{MaxSessions: 4})
	r := h.sessions
	begin := func(address string) (*session, string) {
		h.limits = newLimits(h.options)
		return h.beginSession(sessionID(newSecret()), wire.Request{T: "hello"}, newPayer(address))
	}
	var strangers []*session
	for range 4 {
		s, bye := begin("192.0.2.1")
		if s == nil {
			t.Fatal(bye)
		}
		v := newViewer(nil, h.options, h.metrics)
		defer v.leave()
		s.post(func() { s.join(v, nil, wire.Welcome{}) })
		asked(s, func() bool { return true })
		strangers = append(strangers, s)
	}
	if s, bye := begin("192.0.2.1"); s != nil || bye != wire.ByeFull {
		t.Errorf("a fifth one there: %v, %q", s, bye)
	}
	for i, address := range []string{"198.51.100.1", "198.51.100.2"} {
		s, bye := begin(address)
		if s == nil {
			t.Fatalf("%s: %q", address, bye)
		}
		v := newViewer(nil, h.options, h.metrics)
		defer v.leave()
		s.post(func() { s.join(v, nil, wire.Welcome{}) })
		asked(s, func() bool { return true })
		newest := strangers[len(strangers)-1-i]
		if r.find(newest.id) != nil || r.asleep(newest.id, h.uptime()) == nil {
			t.Error("another one had to go than the strangers' newest, or it is lost")
		}
	}
	// Two there, and one each: nobody has more than a new one would.
	if s, bye := begin("198.51.100.1"); s != nil || bye != wire.ByeFull {
		t.Errorf("one more than its share: %v, %q", s, bye)
	}
}

// knock lets a page in, and notes when it is told to go.
func knock(d *doors, address string, now time.Time, r rank, gone chan string) (p *place, bye string) {
	p, bye = d.enter(address, now)
	if p != nil {
		d.hand(p, func(string) {
			d.leave(p)
			gone <- address
		})
		d.becomes(p, r)
	}
	return p, bye
}

func TestWhoHasMostOfThePlacesMakesRoomForOthers(t *testing.T) {
	d := newDoors(6)
	now := time.Unix(1000, 0)
	gone := make(chan string, 10)
	for i := range 6 {
		rank := []rank{commands, watches, mute, waits, mute, watches}[i]
		if _, bye := knock(d, "greedy", now.Add(time.Duration(i)), rank, gone); bye != "" {
			t.Fatal(bye)
		}
	}
	for i := range 2 {
		if _, bye := knock(d, "other", now, watches, gone); bye != "" {
			t.Errorf("%d: %q", i, bye)
		}
		if who := <-gone; who != "greedy" {
			t.Errorf("%s had to go", who)
		}
		if n := d.number(); n != 6 {
			t.Errorf("%d are in", n)
		}
	}
	for _, p := range d.of["greedy"] {
		if p.rank == mute {
			t.Error("one who has said nothing stays, and others had to go")
		}
	}
	// Of one's own address only those make room who have said nothing for a while.
	if _, bye := knock(d, "greedy", now, watches, gone); bye != wire.ByeFull {
		t.Errorf("one more of those: %q", bye)
	}
}

func TestAPageOfTheSameAddressComesBeforeThoseThatSayNothing(t *testing.T) {
	d := newDoors(3)
	now := time.Unix(1000, 0)
	gone := make(chan string, 10)
	for range 3 {
		knock(d, "school", now, mute, gone)
	}
	if _, bye := knock(d, "school", now.Add(shy/2), mute, gone); bye != wire.ByeFull {
		t.Errorf("at once: %q", bye)
	}
	if _, bye := knock(d, "school", now.Add(shy), mute, gone); bye != "" {
		t.Errorf("after a while: %q", bye)
	}
}

func TestWhoPingsWithoutEndIsCutOff(t *testing.T) {
	clock := newHandClock()
	cut := make(chan struct{})
	p := pinged{allowed: newAllowance(pingRate, pingRate, clock.Now()), clock: clock, tooMany: func() { close(cut) }}
	answered := 0
	for range pingRate + maxIgnored {
		if p.again(t.Context(), nil) {
			answered++
		}
	}
	<-cut
	if answered != pingRate {
		t.Errorf("%d were answered", answered)
	}
}
