package web

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"raft-playground/web/wire"
)

// sitting is a session that a test drives by its own commands, without a socket and
// without its goroutine: what a page would have it do is done when it is said.
type sitting struct {
	t interface {
		Helper()
		Fatalf(string, ...any)
	}
	*session
	page *viewer
}

// newQuietServer returns a server that nobody can connect to.
func newQuietServer(t testing.TB) *Server {
	t.Helper()
	server, err := New(Options{Clock: newHandClock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), testPatience)
		defer cancel()
		server.Close(ctx)
	})
	return server
}

// sit begins a session with what a page brings along, which has to be readable.
func (s *Server) sit(t interface {
	Helper()
	Fatalf(string, ...any)
}, hello wire.Request) *sitting {
	t.Helper()
	sitting := &sitting{t: t, session: s.seat()}
	hello.T = "hello"
	if err := sitting.begin(&hello, nil); err != nil {
		text := hello.Link
		if hello.Run != nil {
			text = hello.Run.Text
		}
		t.Fatalf("what was brought cannot be played: %v\n%s", err, text)
	}
	sitting.watched()
	return sitting
}

// seat returns a session without its goroutine, that has not begun.
func (s *Server) seat() *session {
	ctx, end := context.WithCancelCause(context.Background())
	return &session{
		id: "sitting", server: s, log: slog.New(slog.DiscardHandler), inbox: make(chan func(), maxInbox), ctx: ctx, end: end,
		payer: newPayer("sitting"), claim: &claim{ledger: s.ledger, address: "sitting"}, wanted: ctx,
	}
}

// watched lets a page in that may command.
func (s *sitting) watched() {
	s.page = newViewer(nil, s.server.options, s.server.metrics)
	s.page.ctx, s.page.payer = s.ctx, s.payer
	s.page.commands = true
	s.page.commanded = newAllowance(1e9, 1e9, s.server.clock.Now())
	s.page.regenerated = newAllowance(1e9, 1e9, s.server.clock.Now())
	s.viewers = []*viewer{s.page}
}

// liesDown lays the session to rest, and wakes it.
func (s *sitting) liesDown() {
	s.t.Helper()
	s.viewers = nil
	done := false
	s.lieDown(wire.ByeGone, false, func() { done = true })
	for !done {
		(<-s.inbox)()
	}
	r := s.server.sessions.asleep(s.id, s.server.uptime())
	if r == nil {
		s.t.Fatalf("it does not lie down")
	}
	s.server.sessions.forget(r)
	s.session = s.server.seat()
	if err := s.begin(&wire.Request{}, r); err != nil {
		s.t.Fatalf("it does not wake up: %v\n%s", err, r.run.Text)
	}
	s.watched()
}

// ask has the session do something, and returns the answer.
func (s *sitting) ask(req wire.Request) any {
	s.t.Helper()
	req.ID = 1
	s.handle(s.page, req)
	var answer any
	for {
		out, farewell, gone := s.page.next()
		if farewell != "" || gone {
			s.t.Fatalf("the session said goodbye: %q", farewell)
		}
		if out.parcel == nil && answer != nil && !s.busy {
			return answer
		}
		if out.parcel == nil {
			(<-s.inbox)()
			continue
		}
		for prefix, of := range answers {
			if bytes.HasPrefix(out.message, []byte(prefix)) {
				answer = of(out.message)
			}
		}
	}
}

// answers are what a request can be answered with, by how they begin.
var answers = map[string]func([]byte) any{
	`{"t":"done"`: read[wire.Done], `{"t":"refused","re":1`: read[wire.Refused], `{"t":"text"`: read[wire.Text], `{"t":"link"`: read[wire.Shared],
}

func read[M any](message []byte) any {
	var m M
	if err := json.Unmarshal(message, &m); err != nil {
		panic(err)
	}
	return m
}

// wait lets the session play for so much of the clock's time.
func (s *sitting) wait(d time.Duration) {
	clock := s.server.clock.(*handClock)
	for ; d > 0 && s.pace.playing; d -= tickEvery {
		clock.advance(tickEvery)
		s.tick(clock.Now())
		for out, _, _ := s.page.next(); out.parcel != nil; out, _, _ = s.page.next() {
		}
	}
}
