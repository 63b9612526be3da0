package session

import (
	"time"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

// presenter is where the presenter's playhead stands: that of the page with the
// session's secret that moved its own last. Those who watch follow it.
type presenter struct {
	at   *raft.Time // nil: at the edge
	by   *Viewer    // who moved it; nil when nobody who is still here did
	sent *raft.Time // in the last frame
	when time.Time  // that was
}

// presenterMoved notes where a page's playhead stands.
func (s *session) presenterMoved(v *Viewer, at *raft.Time) {
	if !v.Commands() {
		return
	}
	s.presenter.at, s.presenter.by = at, v
	if at != nil && (*at < 0 || *at >= s.edge()) {
		s.presenter.at = nil
	}
}

// presenterLeft forgets the playhead of a page that has left.
func (s *session) presenterLeft(v *Viewer) {
	if s.presenter.by == v {
		s.presenter.at, s.presenter.by = nil, nil
	}
}

// moved reports whether the playhead stands elsewhere than those who watch know.
func (l *presenter) moved() bool { return !alikeAt(l.at, l.sent) }

// due is when they can be told: no oftener than time ticks.
func (l *presenter) due() time.Time { return l.when.Add(tickEvery) }

// tell returns the playhead if those who watch are to be told now.
func (l *presenter) tell(now time.Time) *wire.Look {
	if !l.moved() || now.Before(l.due()) {
		return nil
	}
	l.sent, l.when = l.at, now
	return &wire.Look{At: l.at}
}

// known returns where those who watch think it is.
func (l *presenter) known() *wire.Look {
	if l.sent == nil {
		return nil
	}
	return &wire.Look{At: l.sent}
}
