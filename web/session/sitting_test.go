package session

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"raft-playground/web/clock"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// sitting is a session that a test drives by its own commands, without a socket and
// without its goroutine: what a page would have it do is done when it is said.
type sitting struct {
	t interface {
		Helper()
		Fatalf(string, ...any)
	}
	*session
	page *Viewer
	line *line
}

// newQuietRegistry returns a registry for sessions that are driven by a test.
func newQuietRegistry(t testing.TB) *Registry {
	t.Helper()
	r := NewRegistry(Options{Clock: clock.NewManual()})
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), wiretest.Patience)
		defer cancel()
		r.Close(ctx)
		r.Wait(ctx)
	})
	return r
}

// sit begins a session with what a page brings along, which has to be readable.
func (r *Registry) sit(t interface {
	Helper()
	Fatalf(string, ...any)
}, hello wire.HelloRequest) *sitting {
	t.Helper()
	sitting := &sitting{t: t, session: r.seat()}
	if err := sitting.begin(hello, nil); err != nil {
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
func (r *Registry) seat() *session {
	ctx, end := context.WithCancelCause(context.Background())
	return &session{
		id: "sitting", registry: r, log: slog.New(slog.DiscardHandler), inbox: make(chan func(), maxInbox), ctx: ctx, end: end,
		payer: newPayer("sitting"), account: &account{ledger: r.ledger, address: "sitting"}, wanted: ctx,
	}
}

// watched lets a page in that may command.
func (s *sitting) watched() {
	s.line = newLine()
	s.page = &Viewer{registry: s.registry, to: s.line, visit: Visit{Welcome: wire.Welcome{Commands: true}}, payer: s.payer, ctx: s.ctx}
	s.page.commanded = NewAllowance(1e9, 1e9, s.registry.clock.Now())
	s.page.regenerated = NewAllowance(1e9, 1e9, s.registry.clock.Now())
	s.viewers = []*Viewer{s.page}
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
	r := s.registry.asleep(s.id)
	if r == nil {
		s.t.Fatalf("it does not lie down")
	}
	s.registry.resting.forget(r)
	s.session = s.registry.seat()
	if err := s.begin(wire.HelloRequest{}, r); err != nil {
		s.t.Fatalf("it does not wake up: %v\n%s", err, r.run.Text)
	}
	s.watched()
}

// ask has the session do something, and returns the answer.
func (s *sitting) ask(req wire.Body) any {
	s.t.Helper()
	s.handle(s.page, wire.Request{ID: 1, Body: req})
	var answer any
	for {
		text, bye := s.line.next()
		if bye != "" {
			s.t.Fatalf("the session said goodbye: %q", bye)
		}
		if text == nil && answer != nil && !s.busy {
			return answer
		}
		if text == nil {
			(<-s.inbox)()
			continue
		}
		for prefix, of := range answers {
			if bytes.HasPrefix(text, []byte(prefix)) {
				answer = of(text)
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
	clock := s.registry.clock.(*clock.Manual)
	for ; d > 0 && s.playback.playing; d -= tickEvery {
		clock.Advance(tickEvery)
		s.tick(clock.Now())
		for text, _ := s.line.next(); text != nil; text, _ = s.line.next() {
		}
	}
}
