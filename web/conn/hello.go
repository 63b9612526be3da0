package conn

import (
	"context"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/session"
	"raft-playground/web/wire"
)

// readHello reads the first message.
func readHello(socket *websocket.Conn, within time.Duration) (hello wire.HelloRequest, bye string) {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	kind, message, err := socket.Read(ctx)
	if err != nil {
		return hello, wire.ByeBad
	}
	req, err := parseRequest(kind, message)
	hello, ok := req.Body.(wire.HelloRequest)
	if err != nil || !ok {
		return hello, wire.ByeBad
	}
	return hello, ""
}

// receive finds out which session a page asks for, and whether it is its own, and has
// it in; or else it returns the reason to send the page away, as a code of wire.Bye. A
// page that asks for none gets one of its own. One of no origin could be anyone's: it
// has only what is its own.
func (s *Server) receive(c *connection, hello wire.HelloRequest) (v *session.Viewer, bye string) {
	id, secret, own := hello.Session, "", true
	switch {
	case id == "":
		secret = newSecret()
		id = sessionID(secret)
	case !ValidSessionID(id):
		return nil, wire.ByeGone
	default:
		own = owns(hello.Secret, id)
	}
	if c.nameless && !own {
		return nil, wire.ByeGone
	}
	return s.sessions.Enter(c, session.Visit{
		Address: c.from.Address,
		Hello:   hello,
		Welcome: wire.Welcome{
			T: "welcome", Session: id, Secret: secret, Commands: own, Engine: session.Engine, Assets: s.options.Assets,
			Watch: c.from.Watch + id,
		},
	})
}
