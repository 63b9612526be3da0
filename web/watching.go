package web

import (
	"context"
	"errors"
	"slices"

	"raft-playground/web/wire"
)

// This file is about who watches a session: how a page comes in, and how it goes.

// join lets a viewer in: it gets what it missed, or everything, and from then on
// every frame.
func (s *session) join(v *viewer, have *wire.Position, welcome wire.Welcome) {
	now := s.server.clock.Now()
	var missed [][]byte
	if have != nil && have.Epoch == s.epoch {
		missed, welcome.Resumed = s.ring.after(have.Seq, s.seq)
	}
	welcome.Epoch, welcome.Older = s.epoch, s.older
	v.regenerated = newAllowance(regenerateRate, regenerateAtOnce, now)
	v.commanded = newAllowance(commandRate, commandBurst, now)
	v.send(wire.Marshal(welcome))
	if !welcome.Resumed {
		missed = [][]byte{s.snapshotNow(len(s.viewers) + 1)}
	}
	for _, message := range missed {
		v.send(message)
	}
	if len(s.viewers) == 0 {
		s.lastTick = now // no time has passed while nobody watched
		s.lastSeen = now.Add(-presenceTime)
		s.unwatchedSince.Store(0)
	}
	v.ctx, v.cancel = context.WithCancel(s.ctx)
	s.viewers = append(s.viewers, v)
}

// leave lets a viewer go.
func (s *session) leave(v *viewer) {
	if v.cancel != nil {
		v.cancel() // and with it what was being done for it
	}
	s.keep(func(other *viewer) bool { return other != v })
	s.lookAway(v)
}

// keep lets those viewers go for which stay returns false.
func (s *session) keep(stay func(*viewer) bool) {
	before := len(s.viewers)
	s.viewers = slices.DeleteFunc(s.viewers, func(v *viewer) bool { return !stay(v) })
	if before > 0 && len(s.viewers) == 0 {
		s.unwatchedSince.Store(max(1, int64(s.server.uptime())))
		s.claim.set(weigh(s.all()))
	}
}

// farewell tells a page why its session has come to its end. Who commands, and so
// has brought along what cannot be played, is told what is wrong with it; who
// watches waits for whoever presents.
func (s *session) farewell(v *viewer) {
	var e ended
	var u unread
	switch cause := context.Cause(s.ctx); {
	case errors.As(cause, &u) && v.commands:
		v.send(wire.Marshal(u.why.Answer(0)))
		v.bye(wire.ByeUnread)
	case errors.As(cause, &e):
		v.bye(string(e))
	default:
		v.bye(wire.ByeGone)
	}
}
