package session

import (
	"context"
	"runtime/debug"

	"raft-playground/web/wire"
)

// inBackground has something done in turns for a request of a page, while the session goes
// on. Then the actor answers with what then returns; nil when it has handed on
// something more. A session has one such thing under way at a time; when the page
// leaves, it is given up.
func (s *session) inBackground(by asker, work func(*job) error, then func() (any, error)) {
	s.busy = true
	ctx, payer := by.page.ctx, by.page.payer
	s.registry.background.Go(func() {
		err := s.inTurns(ctx, payer, work)
		s.post(func() {
			s.busy = false
			var answer any
			if err == nil {
				answer, err = then()
			}
			if ctx.Err() == nil {
				s.reply(by, answer, err)
			}
		})
	})
}

// inTurns does something that takes long. A panic there is an error like others:
// the session is as it was.
func (s *session) inTurns(ctx context.Context, p payer, work func(*job) error) (err error) {
	return s.registry.turns.do(ctx, p, func(j *job) (err error) {
		defer func() {
			if failure := recover(); failure != nil {
				s.registry.metrics.Failed()
				s.log.Error("a worker panicked", "panic", failure, "stack", string(debug.Stack()))
				err = wire.Refuse(wire.RefusedInternally)
			}
		}()
		return work(j)
	})
}
