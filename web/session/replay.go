package session

import (
	"errors"
	"sort"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// replayer plays a run again from a checkpoint, with what was done live
// afterwards, in the same way: it acts from the same instants as before.
type replayer struct {
	begin  func(play.Meter) (*play.Run, error)
	run    *play.Run // nil until it starts
	live   []command
	played int // events
}

// replayFrom returns what plays a cluster's run again from the newest checkpoint
// before an instant; the first one is where the run begins. It is cheap.
func (c *cluster) replayFrom(t raft.Time) replayer {
	i := beforeOrAt(c.points, t-1)
	p := c.points[max(i-1, 0)]
	r := replayer{begin: c.begin, live: c.live[p.live:]}
	if p.kept != nil {
		r.begin = p.kept.clone
	}
	return r
}

// start begins the run, or goes on from a checkpoint.
func (r *replayer) start(m play.Meter) (err error) {
	r.run, err = r.begin(m)
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
// ends early when each returns false.
func (r *replayer) playTo(t raft.Time, each func([]sim.Event) bool) error {
	for len(r.live) > 0 && r.live[0].at <= t {
		command := r.live[0]
		if more, err := r.steps(command.edge, each); !more || err != nil {
			return err
		}
		if err := r.again(command); err != nil {
			return err
		}
		r.live = r.live[1:]
	}
	_, err := r.steps(t, each)
	return err
}

// again does what was done live.
func (r *replayer) again(command command) error {
	if p := command.part; p != nil {
		if p.ahead > 0 {
			r.run.Unbranch(p.ahead)
		} else {
			r.run.Part(p.at, p.both)
		}
		return nil
	}
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
func (r *replayer) steps(t raft.Time, each func([]sim.Event) bool) (more bool, err error) {
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
		if !each(events) {
			return false, nil
		}
		if done {
			return true, nil
		}
	}
}

// goOn plays a run up to and including t. A statement that cannot be carried out
// is left out, as it was the first time; only where the run can go no further, or
// is given up, there is an error.
func goOn(run *play.Run, t raft.Time) error {
	for {
		if err := run.RunUntil(t); !canGoOn(run, t, err) {
			return err
		}
	}
}

// canGoOn reports whether an error on a run's way to t is of a statement that could not
// be carried out, without which it goes on.
func canGoOn(run *play.Run, t raft.Time, err error) bool {
	var text *scenario.Error
	return errors.As(err, &text) && !run.Over() && t <= scenario.MaxTime
}

// playInstant plays a cluster, that nobody watches yet, up to and including t.
func (c *cluster) playInstant(t raft.Time) error {
	if err := goOn(c.run, t); err != nil {
		if c.run.Over() {
			return tooFar(scenario.MaxEvents)
		}
		return err
	}
	c.collect()
	c.checkpoint()
	return nil
}

// tooFar is the refusal of what has more events than can be played.
func tooFar(most uint64) *wire.Refusal {
	return wire.Refuse(wire.RefusedTooLong, "max", strconv.FormatUint(most, 10))
}

// playTogether plays clusters in lock step up to an instant, as a session would,
// but at once.
func playTogether(clusters []*cluster, to raft.Time) error {
	if to < 0 || to > scenario.MaxTime {
		return wire.Refuse(wire.RefusedRestore)
	}
	findDivergences(clusters) // some differ from the beginning
	for next := raft.Time(-1); next < to; {
		next = to
		for _, c := range clusters {
			next = min(next, max(c.run.Next(), c.edge()))
		}
		for _, c := range clusters {
			if err := c.playInstant(next); err != nil {
				return err
			}
		}
		findDivergences(clusters)
		for _, c := range clusters {
			c.forget()
		}
	}
	return nil
}
