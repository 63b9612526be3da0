package web

import (
	"context"
	"runtime/debug"

	"raft-playground/web/wire"
)

// hand has a worker do something for a request of a page, while the session goes
// on. Then the actor answers with what then returns; nil when it has handed on
// something more. A session has one such thing under way at a time.
func (s *session) hand(v *viewer, req wire.Request, work func(context.Context) error, then func() (any, error)) {
	s.busy = true
	s.server.background.Go(func() {
		err := s.onWorker(work)
		s.post(func() {
			s.busy = false
			var answer any
			if err == nil {
				answer, err = then()
			}
			s.reply(v, req, answer, err)
		})
	})
}

// onWorker does something when a worker has time. A panic there is an error like
// others: the session is as it was.
func (s *session) onWorker(work func(context.Context) error) (err error) {
	defer func() {
		if failure := recover(); failure != nil {
			s.server.metrics.errors.Inc()
			s.log.Error("a worker panicked", "panic", failure, "stack", string(debug.Stack()))
			err = refuse(refusedInternally)
		}
	}()
	if !s.server.workers.do(s.ctx, func() { err = work(s.ctx) }) {
		return s.ctx.Err()
	}
	return err
}
