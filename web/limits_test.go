package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
)

func TestAFullServerMakesRoomWhereNobodyWatches(t *testing.T) {
	h := open(t, Options{MaxSessions: 3})
	var pages []*page
	for range 3 {
		pages = append(pages, h.begin(t, small, false))
	}
	turnedAway := h.connect(t)
	turnedAway.say(wire.Request{T: "hello"})
	if bye, code := turnedAway.ended(); bye != wire.ByeFull || code != 4005 {
		t.Errorf("%q, %d", bye, code)
	}
	watcher := h.visit(t, wire.Request{Session: pages[1].welcome.Session}) // it needs no room
	// Two are left, the second page's session first; but someone still watches it.
	for _, i := range []int{1, 2, 0} {
		if i == 0 {
			break
		}
		pages[i].leave()
		h.unwatched(t, pages[i], i == 1)
		h.clock.advance(time.Second)
	}
	fresh := h.begin(t, small, false)
	if h.sessions.find(pages[2].welcome.Session) != nil || h.sessions.find(pages[1].welcome.Session) == nil {
		t.Error("the wrong session made room")
	}
	watcher.text()
	fresh.text()
	if n := h.sessions.count(); n != 3 {
		t.Errorf("%d sessions", n)
	}
}

// unwatched waits until the session knows that a page has left.
func (h *house) unwatched(t *testing.T, p *page, others bool) {
	t.Helper()
	s := h.sessions.find(p.welcome.Session)
	want := 0
	if others {
		want = 1
	}
	for deadline := time.Now().Add(testPatience); asked(s, func() int { return len(s.viewers) }) != want; {
		if time.Now().After(deadline) {
			t.Fatal("the page does not leave")
		}
	}
}

func TestOfThoseUnwatchedTheOneForLongestMakesRoom(t *testing.T) {
	h := open(t, Options{MaxSessions: 3})
	var pages []*page
	for range 3 {
		pages = append(pages, h.begin(t, small, false))
	}
	for _, i := range []int{2, 0, 1} {
		pages[i].leave()
		h.unwatched(t, pages[i], false)
		h.clock.advance(time.Second)
	}
	for _, i := range []int{2, 0, 1} {
		if h.sessions.find(pages[i].welcome.Session) == nil {
			t.Errorf("page %d's session had to go too early", i)
		}
		h.begin(t, small, false)
		if h.sessions.find(pages[i].welcome.Session) != nil {
			t.Errorf("page %d's session is still there", i)
		}
	}
}

func TestTooManyPagesAreTurnedAwayWithAReason(t *testing.T) {
	h := open(t, Options{MaxViewers: 2})
	p := h.begin(t, small, false)
	watcher := h.visit(t, wire.Request{Session: p.welcome.Session})
	third := h.connect(t)
	if bye, code := third.ended(); bye != wire.ByeFull || code != 4005 {
		t.Errorf("%q, %d", bye, code)
	}
	p.text()
	watcher.leave()
	h.unwatched(t, p, true)
	for deadline := time.Now().Add(testPatience); ; {
		if n := h.doors.number(); n == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the page does not leave")
		}
	}
	h.visit(t, wire.Request{Session: p.welcome.Session}).text()
}

func TestAnAddressCannotBeginSessionsWithoutEnd(t *testing.T) {
	h := open(t, Options{NewSessions: 3})
	for range 3 {
		h.begin(t, small, false)
	}
	p := h.connect(t)
	p.say(wire.Request{T: "hello"})
	if bye, _ := p.ended(); bye != wire.ByeFull {
		t.Errorf("the fourth: %q", bye)
	}
	if n := h.sessions.count(); n != 3 {
		t.Errorf("%d sessions", n)
	}
}

func TestAClassBehindOneAddressGetsIn(t *testing.T) {
	limits := newLimits(Options{Clock: newHandClock()}.withDefaults())
	for i := range 1000 {
		if !limits.sessions.may("192.0.2.1") {
			t.Fatalf("student %d stays outside", i)
		}
	}
	few := newLimits(Options{NewSessions: 1, Connects: 1, Clock: newHandClock()})
	begin := func(address string) bool { return few.sessions.may(limitKey(address)) }
	if !begin("2001:db8::1") || begin("2001:db8::2") || begin("2001:db8:0:1::1") || !begin("2001:db8:1::1") {
		t.Error("an IPv6 network does not count as one address")
	}
}

func TestAnAddressCannotConnectWithoutEnd(t *testing.T) {
	h := open(t, Options{Connects: 2})
	h.connect(t)
	h.connect(t)
	_, response, err := websocket.Dial(t.Context(), h.address(), nil)
	if err == nil || response.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the third: %v", err)
	}
}

func TestForwardedAddressesAreBelievedOfTrustedProxiesOnly(t *testing.T) {
	for proxies, want := range map[string]int{"": 1, "127.0.0.0/8,::1/128": 3} {
		options := Options{Connects: 1}
		if proxies != "" {
			options.TrustedProxies = strings.Split(proxies, ",")
		}
		h := open(t, options)
		in := 0
		for _, client := range []string{"192.0.2.1", "192.0.2.2", "192.0.2.3"} {
			conn, _, err := websocket.Dial(t.Context(), h.address(), &websocket.DialOptions{HTTPHeader: http.Header{"X-Forwarded-For": {client}}})
			if err == nil {
				in++
				_ = conn.CloseNow()
			}
		}
		if in != want {
			t.Errorf("proxies %q: %d of 3 addresses got in, want %d", proxies, in, want)
		}
	}
	if _, err := New(Options{TrustedProxies: []string{"everyone"}}); err == nil {
		t.Error("a network that is none is accepted")
	}
}

func TestWhoComesALittleTooEarlyWaits(t *testing.T) {
	clock := newHandClock()
	p := paced{a: 60, atOnce: 2, clock: clock}
	for i := range 2 {
		if !p.may("192.0.2.1") {
			t.Fatalf("number %d has to wait", i)
		}
	}
	if !p.may("192.0.2.2") {
		t.Error("another address has to wait, too")
	}
	const more = 10 // than fit into the longest wait
	turns := make(chan bool, more)
	for range more {
		go func() { turns <- p.may("192.0.2.1") }()
	}
	in := 0
	for done := 0; done < more; {
		select {
		case may := <-turns:
			if done++; may {
				in++
			}
		default:
			clock.advance(time.Millisecond)
		}
	}
	if in == 0 || in == more {
		t.Errorf("%d of %d were let in", in, more)
	}
}

func TestAddressesAreForgottenThatHaveNotComeForLong(t *testing.T) {
	clock := newHandClock()
	p := paced{a: 60, atOnce: 1, clock: clock}
	for i := range mostPaced {
		p.may(fmt.Sprint(i))
	}
	clock.advance(time.Minute)
	if p.may("new"); len(p.of) != 1 {
		t.Errorf("%d are remembered", len(p.of))
	}
}
