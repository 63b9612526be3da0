package session

import (
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// over says why no more time can pass, or that it has come to where a text says that its
// run ends; "" when neither is so.
func (s *session) over() string {
	switch code, _ := s.barred(); {
	case code != "":
		return code
	case s.playback.playing:
		return ""
	}
	for _, c := range s.clusters {
		if c.edge() == c.end {
			return wire.OverText
		}
	}
	return ""
}

// barred says why no more time can pass, as a code of [wire.Pace] and as the refusal of
// who asks for it all the same; "" when it can.
func (s *session) barred() (code string, why error) {
	most := s.registry.options.maxEvents
	switch {
	case s.events() >= most: // what is written down could not be played again
		for _, c := range s.clusters {
			if c.run.World().Seq() >= most {
				return wire.OverEvents, tooFar(most)
			}
		}
		return wire.OverClusters, tooFar(most)
	case s.edge() >= scenario.MaxTime:
		return wire.OverTime, &scenario.Error{
			Code: scenario.CodeRunTooLong, Found: scenario.FormatTime(s.edge() + 1), Expected: scenario.FormatTime(scenario.MaxTime),
		}
	case s.tooHeavy():
		return wire.OverMemory, s.account.tooHeavy()
	}
	return "", nil
}

// tooHeavy reports whether it takes more memory than a session may. What is closed or
// has been replaced since it was weighed counts no more.
func (s *session) tooHeavy() bool {
	if s.account.tooHeavy() == nil {
		return false
	}
	s.account.set(weigh(s.all()))
	return s.account.tooHeavy() != nil
}

// halt pauses where no more time can pass; it reports whether that is so. Those who watch
// are told with the pace, for as long as it is so.
func (s *session) halt() bool {
	code, _ := s.barred()
	if code == "" {
		return false
	}
	s.playback.playing = false
	s.flush()
	return true
}

// pace returns the pace as pages are told it.
func (s *session) pace() wire.Pace {
	pace := s.playback.view(s.registry.tempo.every())
	pace.Over = s.over()
	return pace
}
