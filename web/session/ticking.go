package session

import (
	"errors"
	"strconv"
	"time"

	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// This file is about when a session does something by itself: it ticks while it plays
// and someone watches, and else wakes for what is due.

const (
	tickEvery  = 40 * time.Millisecond  // 25 frames a second, unless very many play: see tempo.every
	maxTick    = 400 * time.Millisecond // of the clock's time that one tick makes up for
	weighEvery = 25                     // ticks
)

// playsFor returns for how many pages time passes.
func (s *session) playsFor() int {
	if !s.playback.playing {
		return 0
	}
	return len(s.viewers)
}

// ticking reports whether time passes.
func (s *session) ticking() bool { return s.playback.playing && len(s.viewers) > 0 }

// arm sets the timer to when something is to be done next.
func (s *session) arm() {
	if pages := s.playsFor(); pages != s.plays {
		s.registry.tempo.plays(s.plays, pages)
		s.plays = pages
	}
	var next time.Time
	switch {
	case len(s.viewers) == 0:
		if since := s.unwatchedSince.Load(); since != 0 && s.lying == nil {
			next = s.registry.started.Add(time.Duration(since) + s.restAt())
		}
	case s.playback.playing:
		next = s.lastTick.Add(s.tickTime())
	case s.presenter.moved():
		next = s.presenter.due()
	case s.sentWatching != len(s.viewers):
		next = s.lastSeen.Add(presenceTime)
	}
	if next.IsZero() || next.Equal(s.wakeAt) {
		return
	}
	s.wakeAt = next
	s.timer.Set(next)
}

// wake does what the timer was set for.
func (s *session) wake(now time.Time) {
	switch since := s.unwatchedSince.Load(); {
	case len(s.viewers) == 0 && since != 0 && s.registry.uptime() >= time.Duration(since)+s.restAt():
		s.lieDown(wire.ByeGone, false, func() {})
	case s.ticking():
		s.registry.tickers.tick(s.call)
	default:
		s.flush()
	}
}

// tick lets so much time pass as has passed since the last tick, and tells those
// who watch.
func (s *session) tick(now time.Time) {
	passed := min(now.Sub(s.lastTick), maxTick)
	s.lastTick = now
	if s.halt() {
		return
	}
	if passed > 0 {
		s.playback.factors = s.plan.factorsAt(s.edge())
		s.playback.room = s.registry.tempo.room(s.tickTime(), now.Sub(s.due), now)
		if err := s.playback.move(s.clusters, passed); err != nil {
			s.stopped(err)
		}
	}
	s.flush()
	for _, c := range s.clusters {
		c.checkpoint()
	}
	if s.ticks++; s.ticks%weighEvery == 0 {
		s.weigh()
	}
}

// more returns how many events a tick may have beyond its share.
func (s *session) more() int { return s.registry.tempo.more(s.registry.clock.Now()) }

// stopped tells those who watch that a run has come to something that cannot be
// done, and pauses.
func (s *session) stopped(err error) {
	if s.halt() {
		return
	}
	s.playback.playing = false
	s.flush()
	r, expected := wire.AsRefusal(err)
	if !expected {
		s.log.Error("a run stopped", "err", err)
	}
	var text *scenario.Error
	if errors.As(err, &text) && text.Line > 0 {
		stop := wire.Refuse(wire.RefusedAtLine, "line", strconv.Itoa(text.Line), "found", text.Found, "why", r.Code)
		for key, value := range r.Values {
			if _, taken := stop.Values[key]; !taken {
				stop.Values[key] = value
			}
		}
		r = stop
	}
	s.broadcast(wire.Marshal(r.Answer(0)))
}

// play begins to let time pass from now on, or pauses.
func (s *session) play(playing bool) {
	if playing && !s.ticking() {
		s.lastTick = s.registry.clock.Now()
	}
	s.playback.playing = playing
}
