package session

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"raft-playground/raft"
	"raft-playground/web/clock"
	"raft-playground/web/wire"
)

const (
	presenceTime = time.Second // between two changes of how many watch
	maxInbox     = 64          // then those who have something to say wait
	maxClusters  = 8           // of a session, named A to H
)

// session is a cluster, or several, with those who watch. It is an actor: one
// goroutine owns everything in it, and does what it is told through its inbox,
// one thing after the other. It ticks only while it plays and someone watches.
type session struct {
	id       string
	epoch    string
	registry *Registry
	log      *slog.Logger

	inbox chan func()
	ctx   context.Context         // ends with the session; its cause is an [ended]
	end   context.CancelCauseFunc // only the first cause counts

	number  uint64          // which one it is since the server began
	payer   payer           // who began it, for the work that this takes
	account *account        // the memory that it takes
	wanted  context.Context // ends with the session, or when nobody waits for it to begin
	giveUp  context.CancelFunc
	pages   atomic.Int32 // that are with it, or wait for it to begin

	unwatchedSince atomic.Int64 // of the server's uptime; 0 while someone watches

	// What follows belongs to the actor.
	clusters  []*cluster
	playback  playback
	viewers   []*Viewer
	frames    frameLog
	seq       uint64 // of the newest frame
	presenter presenter
	closed    []string // clusters, since the last frame
	busy      bool     // a worker makes clusters for it
	lying     *lying   // it is being written down, to lie down; nil otherwise

	extent      extent      // of its text, or more
	enough      extent      // up to there it need not be found out exactly
	aside       []*cluster  // the lesson's own, while the learner goes for a goal alone
	plan        *lessonPlan // the lesson that is played, nil for none
	planChanged bool        // those who watch do not know it yet

	breakpoints     breakpoints
	breakpointNames []string
	sentBreakpoints []string

	sentPace     wire.Pace
	sentWatching int
	holds        bool   // something for the parts of a crowd that are told later
	came         int    // pages, in all
	snapshot     []byte // of the newest frame, for those who come at the same time
	older        bool   // the link that it began with plays differently now

	call     *tickCall // for its tick
	timer    clock.Timer
	wakeAt   time.Time // when the timer goes off; zero when it does not matter
	lastTick time.Time
	ticks    int
	plays    int       // for so many pages, as the tempo knows
	due      time.Time // when what is being done was due
	counted  int       // clusters, in the metrics
	lastSeen time.Time // when a frame last said how many watch
}

// ended says why a session has come to its end, as a code of wire.Bye.
type ended string

func (e ended) Error() string { return string(e) }

// unread says that a session has not begun: what it was to begin with cannot be
// played.
type unread struct{ why *wire.Refusal }

func (e unread) Error() string { return e.why.Code }

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
func (s *session) run(brought wire.HelloRequest, asleep *rest) {
	defer func() {
		if failure := recover(); failure != nil {
			s.registry.metrics.Failed()
			stack := debug.Stack()
			if of, ok := failure.(*tickPanic); ok {
				failure, stack = of.value, of.stack
			}
			s.log.Error("a session panicked", "panic", failure, "stack", string(stack))
			s.end(ended(wire.ByeFault))
		}
		s.registry.metrics.ClustersChanged(-s.counted)
		s.account.end()
		s.registry.tempo.plays(s.plays, 0)
		s.registry.remove(s)
	}()
	s.call = newTickCall(func() { s.tick(s.registry.clock.Now()) })
	s.timer = s.registry.clock.NewTimer()
	defer s.timer.Stop()
	if err := s.begin(brought, asleep); err != nil {
		if s.wanted.Err() != nil { // nobody waits for it any more
			s.end(ended(wire.ByeGone))
			return
		}
		s.log.Warn("what a page brought along could not be played", "err", err)
		s.registry.resting.forget(asleep)
		s.end(unread{refusalOf(err, brought)})
		return
	}
	s.registry.resting.forget(asleep)
	s.registry.metrics.SessionBegun()
	s.count()
	s.weigh()
	if waited := s.registry.takeWaiting(s); len(waited) > 0 {
		s.registry.background.Go(func() {
			for _, viewer := range waited {
				s.registry.lead(viewer, s)
			}
		})
	}
	for {
		s.arm()
		select {
		case f := <-s.inbox:
			s.due = s.registry.clock.Now()
			f()
		case <-s.timer.C():
			s.due, s.wakeAt = s.wakeAt, time.Time{}
			s.wake(s.registry.clock.Now())
		case <-s.ctx.Done():
			return
		}
	}
}

// count tells the metrics how many clusters there are.
func (s *session) count() {
	s.registry.metrics.ClustersChanged(len(s.clusters) - s.counted)
	s.counted = len(s.clusters)
}

// edge returns the newest instant, which is that of all clusters.
func (s *session) edge() raft.Time { return s.clusters[0].edge() }

// events returns how many there have been in all clusters together.
func (s *session) events() (n uint64) {
	for _, c := range s.clusters {
		n += c.run.World().Seq()
	}
	return n
}

// cluster returns the cluster of that name.
func (s *session) cluster(name string) (*cluster, error) {
	for _, c := range s.clusters {
		if c.id == name {
			return c, nil
		}
	}
	return nil, wire.Refuse(wire.RefusedNoCluster, "cluster", wire.Clip(name))
}
