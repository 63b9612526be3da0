package web

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

const (
	tickEvery    = 40 * time.Millisecond  // 25 frames a second
	maxTick      = 250 * time.Millisecond // of the clock's time that one tick makes up for
	presenceTime = time.Second            // between two changes of how many watch
	maxInbox     = 64                     // then those who have something to say wait
	maxClusters  = 8                      // of a session, named A to H
)

// session is a cluster, or several, with those who watch. It is an actor: one
// goroutine owns everything in it, and does what it is told through its inbox,
// one thing after the other. It ticks only while it plays and someone watches.
type session struct {
	id     string
	epoch  string
	server *Server
	log    *slog.Logger

	inbox chan func()
	ctx   context.Context         // ends with the session; its cause is an [ended]
	end   context.CancelCauseFunc // only the first cause counts

	unwatchedSince atomic.Int64 // nanoseconds of the clock; 0 while someone watches

	// What follows belongs to the actor.
	clusters []*cluster
	pace     pace
	viewers  []*viewer
	ring     ring
	seq      uint64 // of the newest frame
	look     looking
	closed   []string // clusters, since the last frame
	busy     bool     // a worker makes clusters for it

	extent        extent     // of its text, or more
	aside         []*cluster // the lesson's own, while the learner goes for a goal alone
	course        *course    // the lesson that is played, nil for none
	courseChanged bool       // those who watch do not know it yet

	breaks     breaks
	breakNames []string
	sentBreaks []string

	sentPace     wire.Pace
	sentWatching int
	snapshot     []byte // of the newest frame, for those who come at the same time
	apology      []byte // for the first who comes, when what it brought could not be restored
	older        bool   // the link that it began with plays differently now

	timer    Timer
	wakeAt   time.Time // when the timer goes off; zero when it does not matter
	lastTick time.Time
	due      time.Time // when what is being done was due
	counted  int       // clusters, in the metrics
	lastSeen time.Time // when a frame last said how many watch
}

// ended says why a session has come to its end, as a code of wire.Bye.
type ended string

func (e ended) Error() string { return string(e) }

// why returns the code that goes to those who still watch.
func (s *session) why() string {
	var e ended
	if errors.As(context.Cause(s.ctx), &e) {
		return string(e)
	}
	return wire.ByeGone
}

// post gives the actor something to do. It waits while the inbox is full, and
// reports false when the session has ended. What is posted just before the end
// may not be done.
func (s *session) post(f func()) bool {
	select {
	case s.inbox <- f:
		return true
	case <-s.ctx.Done():
		return false
	}
}

// run is the actor.
func (s *session) run(brought *wire.Request) {
	defer func() {
		if failure := recover(); failure != nil {
			s.server.metrics.errors.Inc()
			s.log.Error("a session panicked", "panic", failure, "stack", string(debug.Stack()))
			s.end(ended(wire.ByeFault))
		}
		s.server.metrics.clusters.Sub(float64(s.counted))
		s.server.sessions.remove(s)
	}()
	s.timer = s.server.clock.NewTimer()
	defer s.timer.Stop()
	s.begin(brought)
	s.server.metrics.begun.Inc()
	s.count()
	for {
		s.arm()
		select {
		case f := <-s.inbox:
			s.due = s.server.clock.Now()
			f()
		case <-s.timer.C():
			s.due, s.wakeAt = s.wakeAt, time.Time{}
			s.wake(s.server.clock.Now())
		case <-s.ctx.Done():
			return
		}
	}
}

// count tells the metrics how many clusters there are.
func (s *session) count() {
	s.server.metrics.clusters.Add(float64(len(s.clusters) - s.counted))
	s.counted = len(s.clusters)
}

// edge returns the newest instant, which is that of all clusters.
func (s *session) edge() raft.Time { return s.clusters[0].edge() }

// cluster returns the cluster of that name.
func (s *session) cluster(name string) (*cluster, error) {
	for _, c := range s.clusters {
		if c.id == name {
			return c, nil
		}
	}
	return nil, refuse(refusedNoCluster, "cluster", clip(name))
}

// ticking reports whether time passes.
func (s *session) ticking() bool { return s.pace.playing && len(s.viewers) > 0 }

// arm sets the timer to when something is to be done next.
func (s *session) arm() {
	var next time.Time
	switch {
	case len(s.viewers) == 0:
		if since := s.unwatchedSince.Load(); since != 0 {
			next = time.Unix(0, since).Add(s.server.options.SessionIdle)
		}
	case s.pace.playing:
		next = s.lastTick.Add(tickEvery)
	case s.look.moved():
		next = s.look.due()
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
	case len(s.viewers) == 0 && since != 0 && now.Sub(time.Unix(0, since)) >= s.server.options.SessionIdle:
		s.end(ended(wire.ByeGone))
	case s.ticking():
		s.tick(now)
	default:
		s.flush()
	}
}

// tick lets so much time pass as has passed since the last tick, and tells those
// who watch.
func (s *session) tick(now time.Time) {
	passed := min(now.Sub(s.lastTick), maxTick)
	s.lastTick = now
	if passed > 0 {
		s.pace.gait = s.course.gait(s.edge())
		if err := s.pace.move(s.clusters, passed); err != nil {
			s.stopped(err)
		}
	}
	s.flush()
	for _, c := range s.clusters {
		c.checkpoint()
	}
}

// stopped tells those who watch that a run has come to something that cannot be
// done, and pauses.
func (s *session) stopped(err error) {
	s.pace.playing = false
	s.flush()
	r, expected := asRefusal(err)
	if !expected {
		s.log.Error("a run stopped", "err", err)
	}
	var text *scenario.Error
	if errors.As(err, &text) && text.Line > 0 {
		stop := refuse(refusedAtLine, "line", number(text.Line), "found", text.Found, "why", r.code)
		for key, value := range r.values {
			if _, taken := stop.values[key]; !taken {
				stop.values[key] = value
			}
		}
		r = stop
	}
	s.broadcast(marshal(r.answer(0)))
}

// play begins to let time pass from now on, or pauses.
func (s *session) play(playing bool) {
	if playing && !s.ticking() {
		s.lastTick = s.server.clock.Now()
	}
	s.pace.playing = playing
}

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
	v.send(marshal(welcome))
	if !welcome.Resumed {
		missed = [][]byte{s.snapshotNow(len(s.viewers) + 1)}
	}
	for _, message := range missed {
		v.send(message)
	}
	if s.apology != nil {
		v.send(s.apology)
		s.apology = nil
	}
	if len(s.viewers) == 0 {
		s.lastTick = now // no time has passed while nobody watched
		s.lastSeen = now.Add(-presenceTime)
		s.unwatchedSince.Store(0)
	}
	s.viewers = append(s.viewers, v)
}

// leave lets a viewer go.
func (s *session) leave(v *viewer) {
	s.keep(func(other *viewer) bool { return other != v })
	s.lookAway(v)
}

// keep lets those viewers go for which stay returns false.
func (s *session) keep(stay func(*viewer) bool) {
	before := len(s.viewers)
	s.viewers = slices.DeleteFunc(s.viewers, func(v *viewer) bool { return !stay(v) })
	if before > 0 && len(s.viewers) == 0 {
		s.unwatchedSince.Store(s.server.clock.Now().UnixNano())
	}
}

// retire ends the session if nobody watches, to make room for another, and
// reports whether it has ended.
func (s *session) retire() bool {
	asked := make(chan struct{})
	s.post(func() {
		defer close(asked)
		if len(s.viewers) == 0 && s.unwatchedSince.Load() != 0 {
			s.end(ended(wire.ByeGone))
		}
	})
	select {
	case <-asked:
	case <-s.ctx.Done():
	}
	return s.ctx.Err() != nil
}
