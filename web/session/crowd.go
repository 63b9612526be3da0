package session

import "time"

// This file is about a session that very many pages watch. Were they all told at once,
// the last of them would wait until all others had been written to. So it ticks as
// often as ever, and each tick is told to another part of them, with all that has
// happened since that part was told last, in one piece. For a page that is no different
// from a session that ticks less often.

// crowd is how many pages it takes. To write to fewer takes no time that matters.
const crowd = 400

// parts returns into how many parts the pages are divided.
func (s *session) parts() int {
	if len(s.viewers) < crowd || !s.ticking() {
		return 1
	}
	return int(s.registry.tempo.every() / tickEvery)
}

// tickTime returns how long it is from one tick to the next.
func (s *session) tickTime() time.Duration {
	return s.registry.tempo.every() / time.Duration(s.parts())
}

// tell sends a message to the part that is told now, and holds it for the others. Without
// a message that part is sent what was held for it. Who is too slow is out.
func (s *session) tell(m *Message) {
	parts := s.parts()
	s.holds = parts > 1
	s.keep(func(v *Viewer) bool {
		switch now := v.number%parts == s.ticks%parts; {
		case m == nil && now:
			v.to.Release(s.due)
		case now:
			return v.to.Send(m)
		case m != nil:
			return v.to.Hold(m)
		}
		return true
	})
}
