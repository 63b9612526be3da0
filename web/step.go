package web

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// maxStepInstants bounds how far a step looks for something notable: servers can
// be left that do nothing but let their disks and timers run.
const maxStepInstants = 10_000

// step pauses, and moves the edges to the next notable instant: one at which
// something was done, sent, delivered, lost, appended, applied, asked for, or
// decided. Instants that change nothing but a server's own bookkeeping, such as a
// timer that is set anew or a disk that is done with something no one waits for,
// are passed over. Everything at the instant happens.
func (p *pace) step(clusters []*cluster) error {
	if soonest(clusters) == raft.Never {
		return refuse(refusedNothing)
	}
	p.playing, p.fraction = false, 0
	for range maxStepInstants {
		due := soonest(clusters)
		if due == raft.Never {
			return nil
		}
		seen := make([]int, len(clusters))
		for i, c := range clusters {
			seen[i] = len(c.events)
		}
		if err := p.advance(clusters, due); err != nil {
			return err
		}
		for i, c := range clusters {
			for _, e := range c.events[seen[i]:] {
				if notable(e.Kind) {
					return nil
				}
			}
		}
	}
	return nil
}

func notable(kind sim.EventKind) bool {
	return kind != sim.ServerEvent && kind != sim.ProgressEvent
}
