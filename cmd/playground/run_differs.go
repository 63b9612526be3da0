package main

import (
	"io"
	"reflect"

	"raft-playground/raft"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
)

// difference is the first instant at which a variant differs from the main run, and
// what happens then in each that does not happen in the other.
type difference struct {
	at          raft.Time
	here, there *sim.Event // nil where nothing does
	instead     []string   // what the main run does in that instant, in words
}

// firstDifference plays a variant and the main run side by side until they differ. It
// returns nil if they never do before either has ended.
func firstDifference(main, variant *play.Run, in words) *difference {
	here, there := stream{run: variant}, stream{run: main}
	trace := newTrace(main.World().Clone(), io.Discard, in, true)
	for {
		d := difference{here: here.next(), there: there.next()}
		h, t := d.here, d.there
		switch {
		case h == nil && t == nil:
			return nil
		case h == nil || t != nil && t.At < h.At:
			d.at, d.here = t.At, nil
		case t == nil || h.At < t.At:
			d.at, d.there = h.At, nil
		case reflect.DeepEqual(h, t):
			trace.state.Apply(t)
			continue
		default:
			d.at = t.At
		}
		for ; t != nil && t.At == d.at; t = there.next() {
			d.instead = append(d.instead, trace.lines(t)...)
			trace.state.Apply(t)
		}
		return &d
	}
}

// stream hands out the events of a run one by one.
type stream struct {
	run    *play.Run
	events []sim.Event
	over   bool
}

// next returns the next event, nil when the run has ended.
func (s *stream) next() *sim.Event {
	for len(s.events) == 0 && !s.over {
		now, seq, failed := s.run.Now(), s.run.World().Seq(), len(s.run.Failures())
		err := s.run.RunUntil(min(s.run.Next(), s.run.Ends()))
		s.events = s.run.World().TakeEvents()
		s.over = s.run.Ended() || err != nil && s.run.Now() == now && s.run.World().Seq() == seq && len(s.run.Failures()) == failed
	}
	if len(s.events) == 0 {
		return nil
	}
	e := &s.events[0]
	s.events = s.events[1:]
	return e
}
