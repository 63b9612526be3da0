package session

import (
	"container/list"
	"slices"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/wire"
)

// A session that nobody watches is laid to rest: its worlds go, and what is left is
// its text and where it stood, some kilobytes. Whoever comes back wakes it; it is
// played again to where it stood. For a moment it stays as it is, for pages that only
// reload, unless it is heavy.
const (
	linger      = 4 * time.Second
	lightEnough = 1 << 20 // bytes
)

// rest is a session at rest.
type rest struct {
	id      string
	address string // who began it
	since   time.Duration

	run    wire.Run
	pace   wire.Pace
	breaks []string
	look   *raft.Time
	older  bool
	ids    []string // of its clusters

	inAll, inAddress *list.Element // where it is, among those at rest
}

// bytes is what it takes, roughly.
func (r *rest) bytes() int64 {
	n := int64(2<<10 + len(r.run.Text))
	return n
}

// retire lays the session to rest, to make room for another: if nobody watches, or
// whoever does. It reports whether it has ended.
func (s *session) retire(whoever bool) bool {
	asked := make(chan struct{})
	answered := func() { close(asked) }
	s.post(func() {
		switch {
		case len(s.viewers) == 0 && s.unwatchedSince.Load() != 0:
			s.lieDown(wire.ByeGone, false, answered)
		case whoever:
			s.lieDown(wire.ByeFull, true, answered)
		default:
			answered()
		}
	})
	select {
	case <-asked:
	case <-s.ctx.Done():
	}
	return s.ctx.Err() != nil
}

// lieDown lays the session to rest, and ends it, giving the reason to whoever may
// still watch. Where its text takes playing ahead, that is done in turns before; when
// somebody comes meanwhile, it stays, unless it is to lie down whoever watches. In the
// end it calls done, in any case.
func (s *session) lieDown(why string, whoever bool, done func()) {
	r := &rest{
		id: s.id, address: s.account.address, since: s.registry.uptime(),
		run: wire.Run{Edge: s.edge()}, pace: s.playback.view(s.registry.tempo.every()), breaks: s.breakpointNames, look: s.presenter.at, older: s.older,
	}
	for _, c := range s.all() {
		r.ids = append(r.ids, c.id)
	}
	prose := s.prose()
	write := func(runs []*play.Run) error {
		text, err := play.Together(runs)
		r.run.Text = text + prose
		return err
	}
	lie := func(err error) {
		if err != nil {
			s.log.Error("a session cannot be written down", "err", err)
		} else {
			s.registry.resting.lay(r)
		}
		s.end(ended(why))
	}
	runs := runsOf(s.all())
	if !play.PlaysAhead(runs) {
		lie(write(runs))
		done()
		return
	}
	if s.lying != nil {
		s.lying.whoever = s.lying.whoever || whoever
		s.lying.done = append(s.lying.done, done)
		return
	}
	l := &lying{whoever: whoever, done: []func(){done}}
	s.lying = l
	runs = copies(runs)
	s.registry.background.Go(func() {
		err := s.inTurns(s.ctx, s.payer, func(j *job) error { return write(metered(runs, j)) })
		over := func() {
			for _, done := range l.done {
				done()
			}
		}
		if !s.post(func() {
			s.lying = nil
			if l.whoever || len(s.viewers) == 0 && s.edge() == r.run.Edge {
				lie(err)
			}
			over()
		}) {
			over()
		}
	})
}

// lying is a session being written down, to lie down.
type lying struct {
	whoever bool // watches
	done    []func()
}

// wake returns the scene in which a session lay down.
func (r *rest) wake(j *job) (*scene, error) {
	sc, err := restore(r.run, j)
	if err != nil {
		return nil, err
	}
	if all := append(slices.Clone(sc.aside), sc.clusters...); len(all) == len(r.ids) {
		former := make(map[string]string)
		for i, c := range all {
			former[c.id] = r.ids[i]
			c.id = r.ids[i]
		}
		sc.plan.renamed(former)
	}
	if err := sc.play(j); err != nil {
		return nil, err
	}
	sc.look, sc.older = r.look, r.older
	return sc, nil
}

// restAt returns after how long without anyone who watches the session is to lie
// down.
func (s *session) restAt() time.Duration {
	if s.account.bytes.Load() > lightEnough {
		return 0
	}
	return min(linger, s.registry.options.SessionIdle)
}

// asleep returns the session of that id if it is at rest, and has not been for too
// long.
func (r *Registry) asleep(id string) *rest { return r.resting.find(id, r.uptime()) }

// AtRest returns how many sessions are at rest.
func (r *Registry) AtRest() int { return r.resting.number() }
