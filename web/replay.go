package web

import (
	"context"
	"runtime"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// replayer plays a run again from a checkpoint, with what was done live
// afterwards, in the same way: it acts from the same instants as before.
type replayer struct {
	run    *scenario.Run
	live   []command
	played int // events
}

// takeEvery is after how many steps the events are taken away, so that they do
// not pile up.
const takeEvery = 256

// playTo plays everything up to and including t, hands the events to each, and
// ends early when each returns false or ctx ends.
func (r *replayer) playTo(ctx context.Context, t raft.Time, each func([]sim.Event) bool) error {
	for len(r.live) > 0 && r.live[0].at <= t {
		command := r.live[0]
		if more, err := r.steps(ctx, command.edge, each); !more || err != nil {
			return err
		}
		if _, err := r.run.Do(command.action); err != nil {
			return err
		}
		r.live = r.live[1:]
	}
	_, err := r.steps(ctx, t, each)
	return err
}

// steps does what is due up to and including t.
func (r *replayer) steps(ctx context.Context, t raft.Time, each func([]sim.Event) bool) (more bool, err error) {
	for {
		for n := 0; n < takeEvery && r.run.Next() <= t && r.run.Next() != raft.Never; n++ {
			before := r.run.Next()
			// A statement that could not be carried out is left out, as it was the
			// first time; only where the run cannot go on does this one end.
			if err := r.run.Step(); err != nil && r.run.Next() == before {
				return false, err
			}
		}
		done := r.run.Next() > t || r.run.Next() == raft.Never
		if done {
			if err := r.run.RunUntil(t); err != nil {
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

// restore returns a cluster in which a run that a page brought along stands at
// the instant where it was. It takes as long as it takes to replay the run, which
// is bounded by the events that a run can have.
func restore(ctx context.Context, id string, brought wire.Run) (*cluster, error) {
	s, err := scenario.Parse(brought.Text)
	if err != nil {
		return nil, err
	}
	if brought.Edge < 0 || brought.Edge > scenario.MaxTime {
		return nil, refuse(refusedRestore)
	}
	c, err := newCluster(id, s)
	if err != nil {
		return nil, err
	}
	// An instant at a time, so that checkpoints are taken and nothing piles up.
	for next := raft.Time(-1); next < brought.Edge; {
		next = min(brought.Edge, max(c.run.Next(), c.edge()))
		if err := c.run.RunUntil(next); err != nil {
			return nil, err
		}
		c.note(c.run.World().TakeEvents())
		c.checkpoint()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	c.text = c.run.Text()
	return c, nil
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
