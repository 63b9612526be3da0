package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/clock"
	"raft-playground/web/wire"
)

func TestAnAddressCannotBeginSessionsWithoutEnd(t *testing.T) {
	h := open(t, Options{NewSessions: 3})
	for range 3 {
		h.begin(t, small, false)
	}
	p := h.connect(t)
	p.Say(wire.HelloRequest{})
	if bye, _ := p.Ended(); bye != wire.ByeFull {
		t.Errorf("the fourth: %q", bye)
	}
	if n := h.sessions.Count(); n != 3 {
		t.Errorf("%d sessions", n)
	}
}

func TestAClassBehindOneAddressGetsIn(t *testing.T) {
	limits := newLimits(Options{Clock: clock.NewManual()}.withDefaults())
	for i := range 1000 {
		if !limits.sessions.may("192.0.2.1") {
			t.Fatalf("student %d stays outside", i)
		}
	}
	few := newLimits(Options{NewSessions: 1, Connects: 1, Clock: clock.NewManual()})
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
	clock := clock.NewManual()
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
			clock.Advance(time.Millisecond)
		}
	}
	if in == 0 || in == more {
		t.Errorf("%d of %d were let in", in, more)
	}
}

func TestAddressesAreForgottenThatHaveNotComeForLong(t *testing.T) {
	clock := clock.NewManual()
	p := paced{a: 60, atOnce: 1, clock: clock}
	for i := range mostPaced {
		p.may(fmt.Sprint(i))
	}
	clock.Advance(time.Minute)
	if p.may("new"); len(p.of) != 1 {
		t.Errorf("%d are remembered", len(p.of))
	}
}
