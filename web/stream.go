package web

import (
	"time"

	"raft-playground/web/wire"
)

// flush puts what has happened since the last frame into a frame, if anything
// has. It is marshalled once; every viewer is sent the same bytes.
func (s *session) flush() {
	compare(s.clusters)
	s.strive()
	frame := wire.Frame{T: "frame", Closed: s.closed, Breaks: s.toldBreaks(), Stop: s.pace.stop, Lesson: s.toldLesson()}
	s.closed, s.pace.stop = nil, nil
	changed := frame.Closed != nil || frame.Breaks != nil || frame.Stop != nil || frame.Lesson != nil
	s.count()
	events := 0
	for _, c := range s.clusters {
		if tick, moved := c.tick(); moved {
			frame.Clusters = append(frame.Clusters, tick)
			events += len(tick.Events)
			changed = true
		}
	}
	if pace := s.pace.view(s.server.tempo.every()); pace != s.sentPace {
		s.sentPace, frame.Pace = pace, &pace
		changed = true
	}
	now := s.server.clock.Now()
	// A class that comes in one by one is not told so one by one.
	if len(s.viewers) != s.sentWatching && now.Sub(s.lastSeen) >= presenceTime {
		s.sentWatching, s.lastSeen = len(s.viewers), now
		frame.Watching = s.sentWatching
		changed = true
	}
	if frame.Look = s.look.tell(now); frame.Look != nil {
		changed = true
	}
	if !changed {
		return
	}
	s.seq++
	frame.Seq, s.snapshot = s.seq, nil
	message := marshalFrame(&frame)
	for _, c := range s.clusters {
		c.forget()
	}
	s.ring.add(s.seq, message)
	s.server.metrics.events.Add(float64(events))
	sent := &parcel{message: message}
	s.keep(func(v *viewer) bool { return v.sendFrame(sent, s.due) })
}

// broadcast sends a message to all who watch. Those who are too slow are out.
func (s *session) broadcast(message []byte) {
	sent := &parcel{message: message}
	s.keep(func(v *viewer) bool { return v.sendFrame(sent, time.Time{}) })
}

// snapshotNow returns everything at once, as of the newest frame. All who come
// before the next frame share it.
func (s *session) snapshotNow(watching int) []byte {
	if s.snapshot == nil {
		snapshot := wire.Snapshot{
			T: "snapshot", Epoch: s.epoch, Seq: s.seq, Pace: s.sentPace, Watching: watching,
			Breaks: s.breakNames, Look: s.look.known(), Lesson: s.course.told(),
		}
		for _, c := range s.clusters {
			snapshot.Clusters = append(snapshot.Clusters, c.view(wire.MaxMessage/len(s.clusters)))
		}
		s.snapshot = wire.Marshal(snapshot)
	}
	return s.snapshot
}
