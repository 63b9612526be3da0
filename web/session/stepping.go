package session

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// maxStepInstants bounds how far a step looks for something notable: without a
// leader and with a cut network, nothing notable may happen for long.
const maxStepInstants = 10_000

// step pauses, and moves the edges to the next notable instant, all of which
// happens. Most that happens in a quiet cluster is heartbeats: a step goes from
// one round of them to the next, and not from delivery to delivery.
func (p *playback) step(clusters []*cluster) error {
	if soonest(clusters) == raft.Never {
		return wire.Refuse(wire.RefusedNothing)
	}
	p.playing, p.fraction = false, 0
	for range maxStepInstants {
		due := soonest(clusters)
		if due == raft.Never {
			return nil
		}
		seen := make([]int, len(clusters))
		for i, c := range clusters {
			seen[i] = len(c.events())
		}
		err := p.advance(clusters, due)
		notable := false
		for i, c := range clusters {
			notable = notable || slices.ContainsFunc(c.events()[seen[i]:], func(e sim.Event) bool { return e.Notable })
		}
		if err != nil || notable {
			return err
		}
	}
	return nil
}
