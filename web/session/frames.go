package session

import "raft-playground/web/wire"

// flush puts what has happened since the last frame into a frame, if anything
// has. It is marshalled once; every viewer is sent the same bytes.
func (s *session) flush() {
	findDivergences(s.clusters)
	s.judgeGoals()
	frame := wire.Frame{T: "frame", Closed: s.closed, Breaks: s.toldBreakpoints(), Stop: s.playback.stop, Lesson: s.toldLesson()}
	s.closed, s.playback.stop = nil, nil
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
	if pace := s.pace(); pace != s.sentPace {
		s.sentPace, frame.Pace = pace, &pace
		changed = true
	}
	now := s.registry.clock.Now()
	// A class that comes in one by one is not told so one by one.
	if len(s.viewers) != s.sentWatching && now.Sub(s.lastSeen) >= presenceTime {
		s.sentWatching, s.lastSeen = len(s.viewers), now
		frame.Watching = s.sentWatching
		changed = true
	}
	if frame.Look = s.presenter.tell(now); frame.Look != nil {
		changed = true
	}
	if !changed {
		if s.holds {
			s.tell(nil)
		}
		return
	}
	s.seq++
	frame.Seq, s.snapshot = s.seq, nil
	message := marshalFrame(&frame)
	for _, c := range s.clusters {
		c.forget()
	}
	s.frames.add(s.seq, message)
	s.registry.metrics.EventsTold(events)
	s.tell(&Message{Text: message, Due: s.due})
}

// broadcast sends a message to all who watch. Those who are too slow are out.
func (s *session) broadcast(message []byte) {
	sent := &Message{Text: message}
	s.keep(func(v *Viewer) bool { return v.to.Send(sent) })
}

// snapshotNow returns everything at once, as of the newest frame. All who come
// before the next frame share it.
func (s *session) snapshotNow(watching int) []byte {
	if s.snapshot == nil {
		snapshot := wire.Snapshot{
			T: "snapshot", Epoch: s.epoch, Seq: s.seq, Pace: s.sentPace, Watching: watching,
			Breaks: s.breakpointNames, Look: s.presenter.known(), Lesson: s.plan.told(),
		}
		for _, c := range s.clusters {
			snapshot.Clusters = append(snapshot.Clusters, c.view(wire.MaxMessage/len(s.clusters)))
		}
		s.snapshot = wire.Marshal(snapshot)
	}
	return s.snapshot
}
