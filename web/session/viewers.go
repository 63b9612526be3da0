package session

import (
	"context"
	"errors"
	"slices"

	"raft-playground/web/wire"
)

// This file is about who watches a session: how a page comes in, and how it goes.

// join lets a viewer in: it gets what it missed, or everything, and from then on
// every frame.
func (s *session) join(v *Viewer, have *wire.Position, welcome wire.Welcome) {
	now := s.registry.clock.Now()
	var missed [][]byte
	if have != nil && have.Epoch == s.epoch {
		missed, welcome.Resumed = s.frames.after(have.Seq, s.seq)
	}
	welcome.Epoch, welcome.Older = s.epoch, s.older
	v.regenerated = NewAllowance(regenerateRate, regenerateAtOnce, now)
	v.commanded = NewAllowance(commandRate, commandBurst, now)
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
	s.came++
	v.number = s.came
	s.viewers = append(s.viewers, v)
}

// leave lets a viewer go.
func (s *session) leave(v *Viewer) {
	if v.cancel != nil {
		v.cancel() // and with it what was being done for it
	}
	s.keep(func(other *Viewer) bool { return other != v })
	s.presenterLeft(v)
}

// keep lets those viewers go for which stay returns false.
func (s *session) keep(stay func(*Viewer) bool) {
	before := len(s.viewers)
	s.viewers = slices.DeleteFunc(s.viewers, func(v *Viewer) bool { return !stay(v) })
	if before > 0 && len(s.viewers) == 0 {
		s.unwatchedSince.Store(max(1, int64(s.registry.uptime())))
		s.account.set(weigh(s.all()))
	}
}

// farewell tells a page why its session has come to its end. Who commands, and so
// has brought along what cannot be played, is told what is wrong with it; who
// watches waits for whoever presents.
func (s *session) farewell(v *Viewer) {
	var e ended
	var u unread
	switch cause := context.Cause(s.ctx); {
	case errors.As(cause, &u) && v.Commands():
		v.send(wire.Marshal(u.why.Answer(0)))
		v.to.Close(wire.ByeUnread)
	case errors.As(cause, &e):
		v.to.Close(string(e))
	default:
		v.to.Close(wire.ByeGone)
	}
}
