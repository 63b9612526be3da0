package conn

import (
	"context"
	"net/http"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/clock"
	"raft-playground/web/session"
	"raft-playground/web/wire"
)

// Origin is what is known of a page before it says anything.
type Origin struct {
	Address string // from where it comes, as limits count
	Watch   string // the address under which others watch a session, but for the session's id
}

// Accept opens a page's connection. All that belongs to the request is let go of with
// it; the connection lives on by itself.
func (s *Server) Accept(w http.ResponseWriter, r *http.Request, from Origin) {
	place, bye := s.admission.enter(from.Address, s.clock.Now())
	if place == nil {
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
		return
	}
	pings := &pinged{allowed: session.NewAllowance(pingRate, pingRate, s.clock.Now()), clock: s.clock}
	nameless := nameless(r)
	socket, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: nameless, OnPingReceived: pings.again})
	if err != nil {
		s.admission.leave(place)
		s.options.Log.Info("no websocket", "from", from.Address, "err", err)
		return
	}
	socket.SetReadLimit(maxMessage)
	c := s.newConnection(socket)
	c.from, c.nameless = from, nameless
	pings.tooMany = func() { _ = socket.CloseNow() }
	s.admission.hand(place, func(why string) {
		c.Close(why)
		time.AfterFunc(shortFarewell, func() { _ = socket.CloseNow() })
	})
	go s.host(c, place, bye)
}

// host is with a page from its hello to its end: this goroutine reads, another one
// writes. Bye is the reason to send it away at once, if there is one.
func (s *Server) host(c *connection, place *place, bye string) {
	defer s.admission.leave(place)
	defer s.survive("a connection panicked")
	defer c.socket.CloseNow()
	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write()
	}()
	defer func() {
		c.leave()
		<-written
	}()
	defer context.AfterFunc(s.closing, func() { c.Close(wire.ByeRestart) })()
	var hello wire.HelloRequest
	if bye == "" {
		hello, bye = readHello(c.socket, s.options.patience.hello)
	}
	var viewer *session.Viewer
	if bye == "" {
		viewer, bye = s.receive(c, hello)
	}
	if bye != "" {
		c.dismiss(bye)
		return
	}
	switch {
	case viewer.Commands():
		s.admission.becomes(place, commands)
	case viewer.Waits():
		s.admission.becomes(place, waits)
	default:
		s.admission.becomes(place, watches)
	}
	defer viewer.Leave()
	s.listen(c, viewer)
}

// shortFarewell is how long a page that makes room for another may take to hear why.
const shortFarewell = 200 * time.Millisecond

// pinged answers pings. No browser sends any; some are answered all the same, and who
// goes on and on is cut off.
type pinged struct {
	clock   clock.Clock
	allowed session.Allowance
	ignored int
	tooMany func()
}

func (p *pinged) again(context.Context, []byte) bool {
	if p.allowed.Take(1, p.clock.Now()) {
		return true
	}
	if p.ignored++; p.ignored == maxIgnored {
		go p.tooMany()
	}
	return false
}

// nameless reports whether a page is of no origin, as one is in a sandboxed frame.
// Pages of other origins are refused, and these could be anyone's. But what they
// may do, anyone may who frames a page of ours: begin a run of their own, and take
// that up again by its secret, which no cookie carries.
func nameless(r *http.Request) bool { return r.Header.Get("Origin") == "null" }

// dismiss sends a page away, and waits until it has gone.
func (c *connection) dismiss(bye string) {
	c.Close(bye)
	for {
		if _, _, err := c.socket.Read(context.Background()); err != nil {
			return
		}
	}
}
