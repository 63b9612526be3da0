package conn

import (
	"context"
	"errors"

	"github.com/coder/websocket"

	"raft-playground/web/session"
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

// listen reads what a page says until its connection ends.
func (s *Server) listen(c *connection, viewer *session.Viewer) {
	beats := session.NewAllowance(beatRate, beatRate, s.clock.Now())
	requests := session.NewAllowance(requestRate, requestBurst, s.clock.Now())
	looks := session.NewAllowance(lookRate, lookRate, s.clock.Now())
	refused := 0
	for {
		kind, message, err := c.socket.Read(context.Background())
		if err != nil {
			return
		}
		req, err := parseRequest(kind, message)
		_, isBeat := req.Body.(wire.BeatRequest)
		allowed := &requests
		if _, ok := req.Body.(wire.LookRequest); ok {
			allowed = &looks
		}
		var r *wire.Refusal
		switch {
		case errors.Is(err, wire.ErrNoRequest):
			c.dismiss(wire.ByeBad)
			return
		case isBeat && err == nil:
			if beats.Take(1, s.clock.Now()) {
				c.Send(&session.Message{Text: beat})
			}
			continue
		case !allowed.Take(1, s.clock.Now()):
			r = wire.Refuse(wire.RefusedTooMany)
		case err != nil:
			r, _ = wire.AsRefusal(err)
		case !viewer.Ask(req):
			r = wire.Refuse(wire.RefusedWaiting)
		}
		if r == nil {
			refused = 0
			continue
		}
		s.metrics.Refused(r.Code)
		if refused++; refused > maxRefused {
			c.dismiss(wire.ByeBad)
			return
		}
		c.Send(&session.Message{Text: wire.Marshal(r.Answer(req.ID))})
	}
}

// beat answers a page that wants to know whether anyone is there.
var beat = wire.Marshal(wire.Beat{T: "beat"})

// parseRequest reads a request, which comes as text.
func parseRequest(kind websocket.MessageType, message []byte) (wire.Request, error) {
	if kind != websocket.MessageText {
		return wire.Request{}, wire.ErrNoRequest
	}
	return wire.Parse(message)
}
