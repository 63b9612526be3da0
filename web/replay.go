package web

import (
	"context"
	"errors"
	"runtime"
	"sort"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// replayer plays a run again from a checkpoint, with what was done live
// afterwards, in the same way: it acts from the same instants as before.
type replayer struct {
	begin  func() (*scenario.Run, error)
	run    *scenario.Run // nil until it starts
	live   []command
	played int // events
}

// replayFrom returns what plays a cluster's run again from the newest checkpoint
// before an instant; the first one is where the run begins. It is cheap.
func (c *cluster) replayFrom(t raft.Time) replayer {
	i := beforeOrAt(c.points, t-1)
	p := c.points[max(i-1, 0)]
	r := replayer{begin: c.begin, live: c.live[p.live:]}
	if p.run != nil {
		r.run = p.run.Clone()
	}
	return r
}

// start begins the run, unless it goes on from a checkpoint.
func (r *replayer) start() (err error) {
	if r.run == nil {
		r.run, err = r.begin()
	}
	return err
}

// beforeOrAt returns how many checkpoints are of instants up to and including t.
func beforeOrAt(points []point, t raft.Time) int {
	return sort.Search(len(points), func(i int) bool { return points[i].at > t })
}

// takeEvery is after how many steps the events are taken away, so that they do
// not pile up.
const takeEvery = 256

// nobody looks at events.
func nobody([]sim.Event) bool { return true }

// next returns when something happens next.
func (r *replayer) next() raft.Time {
	next := r.run.Next()
	if len(r.live) > 0 {
		next = min(next, r.live[0].at)
	}
	return next
}

// playTo plays everything up to and including t, hands the events to each, and
// ends early when each returns false or ctx ends.
func (r *replayer) playTo(ctx context.Context, t raft.Time, each func([]sim.Event) bool) error {
	for len(r.live) > 0 && r.live[0].at <= t {
		command := r.live[0]
		if more, err := r.steps(ctx, command.edge, each); !more || err != nil {
			return err
		}
		if err := r.again(command); err != nil {
			return err
		}
		r.live = r.live[1:]
	}
	_, err := r.steps(ctx, t, each)
	return err
}

// again does what was done live.
func (r *replayer) again(command command) error {
	if command.fork == "" {
		_, err := r.run.DoFrom(command.at, command.action)
		return err
	}
	events := r.run.World().TakeEvents()
	if len(events) > 0 {
		return errEventsLost
	}
	run, err := r.run.Fork(command.fork)
	if err != nil {
		return err
	}
	r.run = run
	return nil
}

// errEventsLost would be a mistake of ours: all events were taken before.
var errEventsLost = errors.New("a run was forked before its events were taken")

// steps does what is due up to and including t.
func (r *replayer) steps(ctx context.Context, t raft.Time, each func([]sim.Event) bool) (more bool, err error) {
	for {
		for n := 0; n < takeEvery && r.run.Next() <= t && r.run.Next() != raft.Never; n++ {
			if err := goOn(r.run, r.run.Next()); err != nil {
				return false, err
			}
		}
		done := r.run.Next() > t || r.run.Next() == raft.Never
		if done {
			if err := goOn(r.run, t); err != nil {
				return false, err
			}
		}
		events := r.run.World().TakeEvents()
		r.played += len(events)
		if !each(events) || ctx.Err() != nil {
			return false, ctx.Err()
		}
		if done {
			return true, nil
		}
	}
}

// goOn plays a run up to and including t. A statement that cannot be carried out
// is left out, as it was the first time; only where the run can go no further
// there is an error.
func goOn(run *scenario.Run, t raft.Time) error {
	for {
		err := run.RunUntil(t)
		if err == nil {
			return nil
		}
		if over(run) || t > scenario.MaxTime {
			return err
		}
	}
}

// over reports whether a run has reached its bound, at which it ends for good.
func over(run *scenario.Run) bool { return run.World().Seq() >= scenario.MaxEvents }

// playInstant plays a cluster, that nobody watches yet, up to and including t.
func (c *cluster) playInstant(t raft.Time) error {
	for {
		err := c.run.RunUntil(t)
		if err == nil {
			break
		}
		if over(c.run) {
			return refuse(refusedTooLong, "max", strconv.Itoa(scenario.MaxEvents))
		}
	}
	c.collect()
	c.checkpoint()
	return nil
}

// playTogether plays clusters in lock step up to an instant, as a session would,
// but at once. All of them together may have as many events as one run.
func playTogether(ctx context.Context, clusters []*cluster, to raft.Time, b *breath) error {
	if to < 0 || to > scenario.MaxTime {
		return refuse(refusedRestore)
	}
	compare(clusters) // some differ from the beginning
	for next := raft.Time(-1); next < to; {
		next = to
		for _, c := range clusters {
			next = min(next, max(c.run.Next(), c.edge()))
		}
		total := uint64(0)
		for _, c := range clusters {
			if err := c.playInstant(next); err != nil {
				return err
			}
			total += c.run.World().Seq()
		}
		compare(clusters)
		for _, c := range clusters {
			c.events = nil
		}
		if total > scenario.MaxEvents {
			return refuse(refusedTooLong, "max", strconv.Itoa(scenario.MaxEvents))
		}
		if err := b.take(ctx, total); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// workers bounds how many replays run at a time: they are all that takes longer
// than a moment, and must leave room for the sessions that play.
type workers chan struct{}

func newWorkers() workers { return make(workers, max(1, runtime.GOMAXPROCS(0)/2)) }

// do runs f when there is room, and reports false when ctx ended before.
func (w workers) do(ctx context.Context, f func()) bool {
	select {
	case w <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	defer func() { <-w }()
	f()
	return true
}

// breath lets others have their turn now and then during long work. The zero value
// is for work that no worker does.
type breath struct {
	workers workers
	last    uint64
}

// breatheEvery is after how many events others have their turn.
const breatheEvery = 1 << 15

// take gives the worker's place to who waits for it, if it is time for that after
// so many events. It returns an error when ctx has ended.
func (b *breath) take(ctx context.Context, events uint64) error {
	if b.workers != nil && events >= b.last+breatheEvery {
		b.last = events
		<-b.workers
		b.workers <- struct{}{} // who waits is served first
	}
	return ctx.Err()
}
