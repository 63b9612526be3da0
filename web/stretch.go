package web

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// Bounds of what a page can have regenerated.
const (
	maxStretch        = 20_000  // events in one answer
	maxStretches      = 4       // at a time, for one page
	regenerateRate    = 200_000 // events a second, for one page
	regenerateAtOnce  = 2_000_000
	stretchStepEvents = 1 // what a stretch costs at least
)

// stretch is an older part of a run that is to be regenerated.
type stretch struct {
	player   replayer
	from, to raft.Time
}

// stretch prepares to regenerate what happened from one instant up to and
// including another. It is cheap; the work can be done elsewhere.
func (c *cluster) stretch(from, to raft.Time) (*stretch, error) {
	to = min(to, c.edge())
	if from < 0 || from > to {
		return nil, refuse(refusedRange, "from", fmt.Sprint(from), "to", fmt.Sprint(to))
	}
	return &stretch{player: c.replayFrom(from), from: from, to: to}, nil
}

// regenerate does the work. An answer that would be too long ends at an instant
// before, and says so by Until.
func (s *stretch) regenerate(ctx context.Context, cluster string, re uint64) (wire.Stretch, error) {
	if err := s.player.start(); err != nil {
		return wire.Stretch{}, err
	}
	if s.from > s.player.run.Now() {
		if err := s.player.playTo(ctx, s.from-1, nobody); err != nil {
			return wire.Stretch{}, err
		}
	}
	answer := wire.Stretch{T: "stretch", Re: re, Cluster: cluster, Until: s.to, State: s.player.run.World().State()}
	err := s.player.playTo(ctx, s.to, func(events []sim.Event) bool {
		answer.Events = append(answer.Events, events...)
		return len(answer.Events) <= maxStretch
	})
	if err != nil {
		return wire.Stretch{}, err
	}
	if len(answer.Events) > maxStretch {
		// All of an instant, or nothing of it.
		answer.Until = answer.Events[maxStretch].At - 1
		end := slices.IndexFunc(answer.Events, func(e sim.Event) bool { return e.At > answer.Until })
		answer.Events = answer.Events[:end]
	}
	return answer, nil
}

// sendStretch regenerates a stretch on a worker and sends it to a viewer.
func (s *session) sendStretch(v *viewer, c *cluster, req wire.Request) error {
	if v.stretches >= maxStretches || !v.regenerated.take(stretchStepEvents, s.server.clock.Now()) {
		return refuse(refusedTooMany)
	}
	work, err := c.stretch(req.From, req.To)
	if err != nil {
		return err
	}
	v.stretches++
	id := c.id
	s.server.background.Go(func() {
		answer := marshal(refuse(refusedInternally).answer(req.ID))
		defer func() {
			if failure := recover(); failure != nil {
				s.server.metrics.errors.Inc()
				s.log.Error("regenerating a stretch panicked", "panic", failure, "stack", string(debug.Stack()))
			}
			v.send(answer)
			s.post(func() {
				v.stretches--
				v.regenerated.charge(float64(work.player.played), s.server.clock.Now())
			})
		}()
		s.server.workers.do(s.ctx, func() {
			stretch, err := work.regenerate(s.ctx, id, req.ID)
			if err != nil {
				s.server.metrics.errors.Inc()
				s.log.Error("a stretch could not be regenerated", "err", err)
				return
			}
			answer = marshal(stretch)
		})
	})
	return nil
}
