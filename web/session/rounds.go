package session

import "time"

// This file is about a session that very many pages watch. Were they all told at once,
// the last of them would wait until all others had been written to. So it ticks as
// often as ever, and with each tick it is another part's turn to be told, of all that
// has happened since it was told last, in one piece. For a page that is no different
// from a session that ticks less often.

// crowd is how many pages it takes. To write to fewer takes no time that matters.
const crowd = 400

// rounds returns into how many parts the pages are divided.
func (s *session) rounds() int {
	if len(s.viewers) < crowd || !s.ticking() {
		return 1
	}
	return int(s.registry.tempo.every() / tickEvery)
}

// tickTime returns how long it is from one tick to the next.
func (s *session) tickTime() time.Duration {
	return s.registry.tempo.every() / time.Duration(s.rounds())
}

// tell tells all whose turn it is now, and keeps it for the others. Without a message
// those whose turn it is are told what was kept. Who is too slow is out.
func (s *session) tell(m *Message) {
	rounds := s.rounds()
	s.holds = rounds > 1
	s.keep(func(v *Viewer) bool {
		switch turn := v.number%rounds == s.ticks%rounds; {
		case m == nil && turn:
			v.to.Release(s.due)
		case turn:
			return v.to.Send(m)
		case m != nil:
			return v.to.Hold(m)
		}
		return true
	})
}
