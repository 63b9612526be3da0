package web

import (
	"context"

	"raft-playground/web/wire"
)

// attachment is what a hello leads to.
type attachment struct {
	session  *session
	commands bool
	secret   string // of a session that has just been begun
}

// attach finds the session that a page asks for, or begins one; or else it
// returns the reason to send the page away, as a code of wire.Bye.
//
//	no session                     a new one
//	a session and its secret       that one; begun anew when it is not here (any more)
//	a session without its secret   that one, to watch; if it is not here, gone
func (s *Server) attach(hello wire.Request, address string) (a attachment, bye string) {
	switch {
	case hello.Session == "":
		a.secret = newSecret()
		a.commands = true
		a.session, bye = s.beginSession(sessionID(a.secret), hello, address)
	case !validSessionID(hello.Session):
		bye = wire.ByeGone
	default:
		a.commands = owns(hello.Secret, hello.Session)
		a.session = s.sessions.find(hello.Session)
		switch {
		case a.session == nil && a.commands:
			a.session, bye = s.beginSession(hello.Session, hello, address)
		case a.session == nil:
			bye = wire.ByeGone
		}
	}
	return a, bye
}

// beginSession begins a session, unless it is there already: two pages of the
// same visitor may come back at the same time.
func (s *Server) beginSession(id string, hello wire.Request, address string) (*session, string) {
	if !s.limits.mayBegin(address) {
		return nil, wire.ByeFull
	}
	return s.sessions.add(id, func() *session {
		ctx, end := context.WithCancelCause(context.Background())
		return &session{
			id:     id,
			epoch:  newEpoch(),
			server: s,
			log:    s.options.Log.With("session", id),
			inbox:  make(chan func(), maxInbox),
			ctx:    ctx,
			end:    end,
		}
	}, &hello)
}
