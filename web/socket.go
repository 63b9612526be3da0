package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/coder/websocket"
	"github.com/go-chi/chi/v5/middleware"

	"raft-playground/web/wire"
)

// Bounds of what a page may say.
const (
	maxMessage   = 128 << 10 // bytes; a run as a text has at most half of that
	requestRate  = 30        // a second
	requestBurst = 60
	lookRate     = 120  // a second: a playhead that is dragged moves with every frame of the screen
	pingRate     = 10   // answers to pings a second
	maxIgnored   = 1000 // pings without an answer, before the page is cut off
	beatRate     = 4    // answers to beats a second; a page says one every few seconds
	maxRefused   = 120  // requests in a row that were too many or malformed, before the page is sent away
)

// socket opens a page's connection. All that belongs to the request is let go of with
// it; the connection lives on by itself.
func (s *Server) socket(w http.ResponseWriter, r *http.Request) {
	address := limitKey(middleware.GetClientIP(r.Context()))
	place, bye := s.doors.enter(address, s.clock.Now())
	if place == nil {
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
		return
	}
	pings := &pinged{allowed: newAllowance(pingRate, pingRate, s.clock.Now()), clock: s.clock}
	nameless := nameless(r)
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: nameless, OnPingReceived: pings.again})
	if err != nil {
		s.doors.leave(place)
		s.options.Log.Info("no websocket", "from", address, "err", err)
		return
	}
	conn.SetReadLimit(maxMessage)
	v := newViewer(conn, s.options, s.metrics)
	v.payer, v.onTheWay = newPayer(address), s.onTheWay
	pings.tooMany = func() { _ = conn.CloseNow() }
	s.doors.hand(place, func(why string) {
		v.bye(why)
		time.AfterFunc(shortFarewell, func() { _ = conn.CloseNow() })
	})
	guest := &guest{viewer: v, watch: s.publicBase(r) + "/s/", nameless: nameless}
	go s.host(guest, place, bye)
}

// host is with a page from its hello to its end: this goroutine reads, another one
// writes. Bye is the reason to send it away at once, if there is one.
func (s *Server) host(g *guest, place *place, bye string) {
	v := g.viewer
	defer s.doors.leave(place)
	defer s.survive("a connection panicked")
	defer v.conn.CloseNow()
	written := make(chan struct{})
	go func() {
		defer close(written)
		v.write()
	}()
	defer func() {
		v.leave()
		<-written
	}()
	defer context.AfterFunc(s.closing, func() { v.bye(wire.ByeRestart) })()
	if bye == "" {
		g.hello, bye = readHello(v.conn, s.options.patience.hello)
	}
	if hello := g.hello; bye == "" && g.nameless && hello.Session != "" && !owns(hello.Secret, hello.Session) {
		bye = wire.ByeGone
	}
	if bye == "" {
		g.watch += g.hello.Session
		bye = s.receive(g)
	}
	if bye != "" {
		dismiss(v, bye)
		return
	}
	switch {
	case v.commands:
		s.doors.becomes(place, commands)
	case g.session() == nil:
		s.doors.becomes(place, waits)
	default:
		s.doors.becomes(place, watches)
	}
	defer s.leave(g)
	s.listen(g)
}

// survive keeps a panic from ending the process.
func (s *Server) survive(what string) {
	if failure := recover(); failure != nil {
		s.metrics.errors.Inc()
		s.options.Log.Error(what, "panic", failure, "stack", string(debug.Stack()))
	}
}

// shortFarewell is how long a page that makes room for another may take to hear why.
const shortFarewell = 200 * time.Millisecond

// pinged answers pings. No browser sends any; some are answered all the same, and who
// goes on and on is cut off.
type pinged struct {
	clock   Clock
	allowed allowance
	ignored int
	tooMany func()
}

func (p *pinged) again(context.Context, []byte) bool {
	if p.allowed.take(1, p.clock.Now()) {
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
func dismiss(v *viewer, bye string) {
	v.bye(bye)
	for {
		if _, _, err := v.conn.Read(context.Background()); err != nil {
			return
		}
	}
}

// readHello reads the first message.
func readHello(conn *websocket.Conn, within time.Duration) (hello wire.Request, bye string) {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	kind, message, err := conn.Read(ctx)
	if err != nil {
		return hello, wire.ByeBad
	}
	hello, err = parseRequest(kind, message)
	if err != nil || hello.T != "hello" {
		return hello, wire.ByeBad
	}
	return hello, ""
}

// listen reads what a page says until its connection ends.
func (s *Server) listen(guest *guest) {
	v := guest.viewer
	beats := newAllowance(beatRate, beatRate, s.clock.Now())
	requests := newAllowance(requestRate, requestBurst, s.clock.Now())
	looks := newAllowance(lookRate, lookRate, s.clock.Now())
	refused := 0
	for {
		kind, message, err := v.conn.Read(context.Background())
		if err != nil {
			return
		}
		req, err := parseRequest(kind, message)
		var r *wire.Refusal
		switch {
		case errors.Is(err, errNoRequest):
			dismiss(v, wire.ByeBad)
			return
		case req.T == "beat" && err == nil:
			if beats.take(1, s.clock.Now()) {
				v.send(beat)
			}
			continue
		case req.T == "look" && !looks.take(1, s.clock.Now()), req.T != "look" && !requests.take(1, s.clock.Now()):
			r = wire.Refuse(wire.RefusedTooMany)
		case err != nil:
			r, _ = wire.AsRefusal(err)
		}
		session := guest.session()
		switch {
		case r != nil:
		case session == nil:
			r = wire.Refuse(wire.RefusedWaiting)
		case req.T == "look":
			v.look(session, req.At)
			refused = 0
			continue
		}
		if r == nil {
			refused = 0
			session.post(func() { session.handle(v, req) })
			continue
		}
		s.metrics.refused(r.Code)
		if refused++; refused > maxRefused {
			dismiss(v, wire.ByeBad)
			return
		}
		v.send(wire.Marshal(r.Answer(req.ID)))
	}
}

// beat answers a page that wants to know whether anyone is there.
var beat = wire.Marshal(wire.Beat{T: "beat"})

// errNoRequest says that a message is no JSON object.
var errNoRequest = errors.New("no request")

// parseRequest reads a request. A field that does not have the right type is a
// refusal; all others are read.
func parseRequest(kind websocket.MessageType, message []byte) (wire.Request, error) {
	var req wire.Request
	if kind != websocket.MessageText || !bytes.HasPrefix(bytes.TrimLeft(message, " \t\r\n"), []byte("{")) {
		return req, errNoRequest
	}
	err := json.Unmarshal(message, &req)
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong):
		return req, wire.Refuse(wire.RefusedMalformed, "field", wire.Clip(wrong.Field))
	case err != nil:
		return req, errNoRequest
	}
	return req, nil
}
