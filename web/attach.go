package web

import (
	"context"
	"sync"
	"sync/atomic"

	"raft-playground/web/wire"
)

// guest is a connected page and the session that it is with, or waits for.
type guest struct {
	viewer *viewer
	hello  wire.Request
	secret string // of a session that has just been begun for it
	watch  string // the address under which others can watch

	nameless bool // the page is of no origin

	with atomic.Pointer[session]

	mu     sync.Mutex
	left   bool
	unbind func() bool // from the end of its session
}

// session returns the session that the page is with, nil while it waits for one.
func (g *guest) session() *session { return g.with.Load() }

// receive finds the session that a page asks for, or begins one; or else it
// returns the reason to send the page away, as a code of wire.Bye.
//
//	no session                     a new one
//	a session and its secret       that one; begun anew when it is not here (any more)
//	a session without its secret   that one, to watch; if it is not here, the page
//	                               waits until whoever has the secret is back
func (s *Server) receive(g *guest) (bye string) {
	hello := &g.hello
	id := hello.Session
	switch {
	case id == "":
		g.secret = newSecret()
		id = sessionID(g.secret)
		g.watch += id
		g.viewer.commands = true
	case !validSessionID(id):
		return wire.ByeGone
	default:
		g.viewer.commands = owns(hello.Secret, id)
	}
	if g.viewer.commands {
		found, bye := s.beginSession(id, *hello, g.viewer.payer)
		if found != nil {
			s.lead(g, found)
		}
		return bye
	}
	found := s.sessions.await(id, g)
	if found == nil && s.sessions.asleep(id, s.uptime()) != nil {
		s.sessions.tired(g)
		if found, bye = s.beginSession(id, wire.Request{}, g.viewer.payer); found == nil {
			return bye
		}
	}
	if found != nil {
		s.lead(g, found)
	} else {
		g.viewer.send(waiting)
	}
	return ""
}

// waiting tells a page that the session which it wants to watch is not here.
var waiting = wire.Marshal(wire.Waiting{T: "waiting"})

// lead brings a page to its session, unless it has left.
func (s *Server) lead(g *guest, to *session) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.left {
		return
	}
	g.with.Store(to)
	to.pages.Add(1)
	// However the session ends, the page is told.
	g.unbind = context.AfterFunc(to.ctx, func() { to.farewell(g.viewer) })
	welcome := wire.Welcome{
		T: "welcome", Session: to.id, Secret: g.secret, Commands: g.viewer.commands, Engine: Engine, Assets: s.files.Base(),
		Watch: g.watch,
	}
	to.post(func() { to.join(g.viewer, g.hello.Have, welcome) })
}

// leave takes a page away, from its session or from those who wait.
func (s *Server) leave(g *guest) {
	s.sessions.tired(g)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.left = true
	if with := g.session(); with != nil {
		g.unbind()
		if with.pages.Add(-1) == 0 {
			with.giveUp()
		}
		with.post(func() { with.leave(g.viewer) })
	}
}

// beginSession begins a session, unless it is there already: two pages of the
// same visitor may come back at the same time.
func (s *Server) beginSession(id string, hello wire.Request, p payer) (*session, string) {
	if found := s.sessions.find(id); found != nil {
		return found, ""
	}
	asleep := s.sessions.asleep(id, s.uptime())
	address := p.address
	if asleep != nil {
		address = asleep.address // it is still that of who began it
	} else if !s.limits.sessions.may(p.address) {
		return nil, wire.ByeFull
	}
	if s.ledger.short(address) {
		return nil, wire.ByeFull
	}
	return s.sessions.add(id, address, func() *session {
		ctx, end := context.WithCancelCause(context.Background())
		wanted, giveUp := context.WithCancel(ctx)
		return &session{
			id:     id,
			epoch:  newEpoch(),
			number: s.begun.Add(1),
			server: s,
			log:    s.options.Log.With("session", id),
			inbox:  make(chan func(), maxInbox),
			ctx:    ctx,
			end:    end,
			payer:  p,
			claim:  &claim{ledger: s.ledger, address: address},
			wanted: wanted,
			giveUp: giveUp,
		}
	}, func(begun *session) { begun.run(&hello, asleep) })
}
