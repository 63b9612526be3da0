package web

import (
	"math/rand/v2"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// begin plays what a page brought along, or else a run of its own.
func (s *session) begin(brought *wire.Request) {
	s.pace = newPace()
	if brought.Playing != nil {
		s.pace.playing = *brought.Playing
	}
	if brought.Speed != nil {
		_ = s.pace.set(*brought.Speed) // or else smart speed it is
	}
	if err := s.restore(brought.Runs); err != nil {
		s.log.Warn("a run could not be restored", "err", err)
		s.apology = refusedMessage(0, refuse(refusedRestore))
		s.clusters = nil
	}
	if len(s.clusters) == 0 {
		c, err := newCluster(clusterName(0), pleasantStart())
		if err != nil {
			panic(err) // the default scenario is one of ours
		}
		s.clusters = []*cluster{c}
	}
	for _, c := range s.clusters {
		c.fresh = false // who comes gets a snapshot
		c.sent = c.edge()
	}
	s.sentPace = s.pace.view()
	s.lastTick = s.server.clock.Now()
}

// restore replays the runs that a page brought along.
func (s *session) restore(runs []wire.Run) (err error) {
	if len(runs) == 0 {
		return nil
	}
	if len(runs) > maxClusters {
		return refuse(refusedRestore)
	}
	replayed := s.server.workers.do(s.ctx, func() {
		for i, run := range runs {
			c, failed := restore(s.ctx, clusterName(i), run)
			if failed != nil {
				err = failed
				return
			}
			s.clusters = append(s.clusters, c)
		}
	})
	if !replayed {
		return s.ctx.Err()
	}
	return err
}

func clusterName(i int) string { return string(rune('A' + i)) }

// pleasant bounds when the first leader is elected in a session's first run.
const (
	pleasantLeader = 260 * raft.Millisecond
	pleasantTries  = 32
	maxSeed        = 9999 // short enough to be told to a neighbour
)

// pleasantStart returns the scenario that a new session begins with: five servers
// that elect a leader at the first attempt and soon.
func pleasantStart() *scenario.Scenario {
	s := &scenario.Scenario{Config: sim.DefaultConfig()}
	for range pleasantTries {
		s.Config.Seed = 1 + rand.Uint64N(maxSeed)
		w, err := sim.New(s.Config)
		if err != nil {
			panic(err) // the default configuration is one of ours
		}
		w.RunUntil(pleasantLeader)
		if leader := w.Leader(); leader != 0 && w.Server(leader).CurrentTerm() == 1 {
			break
		}
	}
	return s
}
