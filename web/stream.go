package web

import (
	"slices"

	"raft-playground/web/wire"
)

// flush puts what has happened since the last frame into a frame, if anything
// has. It is marshalled once; every viewer is sent the same bytes.
func (s *session) flush() {
	frame := wire.Frame{T: "frame"}
	for _, c := range s.clusters {
		if tick, changed := c.tick(); changed {
			frame.Clusters = append(frame.Clusters, tick)
		}
	}
	if pace := s.pace.view(); pace != s.sentPace {
		s.sentPace, frame.Pace = pace, &pace
	}
	// A class that comes in one by one is not told so one by one.
	if now := s.server.clock.Now(); len(s.viewers) != s.sentWatching && now.Sub(s.lastSeen) >= presenceTime {
		s.sentWatching, s.lastSeen = len(s.viewers), now
		frame.Watching = s.sentWatching
	}
	if frame.Clusters == nil && frame.Pace == nil && frame.Watching == 0 {
		return
	}
	s.seq++
	frame.Seq = s.seq
	message := marshal(frame)
	s.ring.add(s.seq, message)
	s.broadcast(message)
}

// broadcast sends a message to all who watch. Those who are too slow are out.
func (s *session) broadcast(message []byte) {
	s.keep(func(v *viewer) bool { return v.send(message) })
}

// snapshotNow returns everything at once, as of the newest frame. All who come
// before the next frame share it.
func (s *session) snapshotNow(watching int) []byte {
	if s.snapshot == nil || s.snapshotSeq != s.seq {
		snapshot := wire.Snapshot{
			T: "snapshot", Epoch: s.epoch, Seq: s.seq, Pace: s.sentPace, Watching: watching,
			Clusters: slices.Collect(func(yield func(wire.Cluster) bool) {
				for _, c := range s.clusters {
					if !yield(c.view()) {
						return
					}
				}
			}),
		}
		s.snapshot, s.snapshotSeq = marshal(snapshot), s.seq
	}
	return s.snapshot
}
