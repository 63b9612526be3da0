package session

import (
	"sync"

	"raft-playground/raft"
	"raft-playground/raft/scenario/play"
)

// Checkpoints are kept every so many events. When there are too many of them,
// every other one is dropped and the gap doubles: so any instant of a run, however
// long, is at most a fixed part of the run away from one, and memory is bounded.
const (
	maxPoints = 24
	firstGap  = 8192 // events; less than 10 ms of work
)

// point is a checkpoint: a run as it was.
type point struct {
	at   raft.Time
	seq  uint64 // its newest event
	live int    // how many live commands came before
	kept *kept  // nil: where the run begins

	weight int // bytes of its own, roughly
}

// kept is a run that nobody plays on. Cloning touches what it is cloned from, so
// there is one at a time.
type kept struct {
	mu  sync.Mutex
	run *play.Run
}

func (k *kept) clone(m play.Meter) (*play.Run, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	run := k.run.Clone()
	run.SetMeter(m)
	return run, nil
}

// startCheckpoints makes the run's beginning the first checkpoint. Most runs are
// never looked at from there, so it is only made when somebody asks for it.
func (c *cluster) startCheckpoints(begin func(play.Meter) (*play.Run, error)) {
	c.gap = firstGap
	c.points = []point{{seq: c.run.World().Seq()}}
	c.begin = func(m play.Meter) (*play.Run, error) {
		run, err := begin(m)
		if err == nil {
			run.World().TakeEvents() // how the world began is in its state
		}
		return run, err
	}
}

// keptAt makes a run as it is now a checkpoint.
func keptAt(run *play.Run, live int) point {
	_, own := run.Weight()
	return point{at: run.Now(), seq: run.World().Seq(), live: live, kept: &kept{run: run.Clone()}, weight: own}
}

// checkpoint keeps the run as it is now, if it is time for that. The edge has to
// stand where everything up to and including it has happened.
func (c *cluster) checkpoint() {
	last := c.points[len(c.points)-1].seq
	if c.run.World().Seq() < last+c.gap {
		return
	}
	if len(c.points) == maxPoints {
		kept := c.points[:0]
		for i := 0; i < maxPoints; i += 2 {
			kept = append(kept, c.points[i])
		}
		clear(c.points[len(kept):])
		c.points = kept
		c.gap *= 2
	}
	c.points = append(c.points, keptAt(c.run, len(c.live)))
}
