package session

import (
	"raft-playground/web/wire"
	"testing"
	"time"
)

func TestStrangersAtOneAddressNeverDriveOthersOut(t *testing.T) {
	h := open(t, Options{MaxSessions: 4})
	begin := func(address string) (*session, string) {
		return h.Registry.begin(sessionID(newSecret()), wire.HelloRequest{}, newPayer(address))
	}
	var strangers []*session
	for range 4 {
		s, bye := begin("192.0.2.1")
		if s == nil {
			t.Fatal(bye)
		}
		v := h.silent()
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
		v := h.silent()
		s.post(func() { s.join(v, nil, wire.Welcome{}) })
		asked(s, func() bool { return true })
		newest := strangers[len(strangers)-1-i]
		if h.find(newest.id) != nil || h.asleep(newest.id) == nil {
			t.Error("another one had to go than the strangers' newest, or it is lost")
		}
	}
	// Two there, and one each: nobody has more than a new one would.
	if s, bye := begin("198.51.100.1"); s != nil || bye != wire.ByeFull {
		t.Errorf("one more than its share: %v, %q", s, bye)
	}
}

func TestAFullServerMakesRoomWhereNobodyWatches(t *testing.T) {
	h := open(t, Options{MaxSessions: 3})
	var pages []*page
	for range 3 {
		pages = append(pages, h.begin(t, small, false))
	}
	turnedAway := h.connect(t)
	turnedAway.Say(wire.HelloRequest{})
	if bye, code := turnedAway.Ended(); bye != wire.ByeFull || code != 4005 {
		t.Errorf("%q, %d", bye, code)
	}
	watcher := h.visit(t, wire.HelloRequest{Session: pages[1].Welcome.Session}) // it needs no room
	// Two are left, the second page's session first; but someone still watches it.
	for _, i := range []int{1, 2, 0} {
		if i == 0 {
			break
		}
		pages[i].Leave()
		h.unwatched(t, pages[i], i == 1)
		h.clock.Advance(time.Second)
	}
	fresh := h.begin(t, small, false)
	if h.find(pages[2].Welcome.Session) != nil || h.find(pages[1].Welcome.Session) == nil {
		t.Error("the wrong session made room")
	}
	watcher.Text()
	fresh.Text()
	if n := h.Count(); n != 3 {
		t.Errorf("%d sessions", n)
	}
}

func TestOfThoseUnwatchedTheOneForLongestMakesRoom(t *testing.T) {
	h := open(t, Options{MaxSessions: 3})
	var pages []*page
	for range 3 {
		pages = append(pages, h.begin(t, small, false))
	}
	for _, i := range []int{2, 0, 1} {
		pages[i].Leave()
		h.unwatched(t, pages[i], false)
		h.clock.Advance(time.Second)
	}
	for _, i := range []int{2, 0, 1} {
		if h.find(pages[i].Welcome.Session) == nil {
			t.Errorf("page %d's session had to go too early", i)
		}
		h.begin(t, small, false)
		if h.find(pages[i].Welcome.Session) != nil {
			t.Errorf("page %d's session is still there", i)
		}
	}
}
