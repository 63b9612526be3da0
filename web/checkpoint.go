package web

import "raft-playground/raft/scenario"

// Checkpoints are kept every so many events. When there are too many of them,
// every other one is dropped and the gap doubles: so any instant of a run, however
// long, is at most a fixed part of the run away from one, and memory is bounded.
const (
	maxPoints = 24
	firstGap  = 8192 // events; less than 10 ms of work
)

// point is a checkpoint: a run as it was.
type point struct {
	run  *scenario.Run
	live int // how many live commands came before
}

// startCheckpoints makes the run as it is now the first checkpoint.
func (c *cluster) startCheckpoints() {
	c.gap = firstGap
	c.points = []point{{run: c.run.Clone(), live: len(c.live)}}
}

// checkpoint keeps the run as it is now, if it is time for that. The edge has to
// stand where everything up to and including it has happened.
func (c *cluster) checkpoint() {
	last := c.points[len(c.points)-1].run.World().Seq()
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
	c.points = append(c.points, point{run: c.run.Clone(), live: len(c.live)})
}
