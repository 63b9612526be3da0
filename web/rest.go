package web

import (
	"slices"
	"time"

	"raft-playground/raft"
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
	course *course
	ids    []string // of its clusters
}

// bytes is what it takes, roughly.
func (r *rest) bytes() int64 {
	n := int64(2<<10 + len(r.run.Text))
	if r.course.ofItsOwn() {
		n += int64(2 * len(r.course.lesson.Text()))
	}
	return n
}

// lieDown lays the session to rest, and ends it, giving the reason to whoever may
// still watch.
func (s *session) lieDown(why string) {
	text, err := s.whole()
	if err != nil {
		s.log.Error("a session cannot be written down", "err", err)
		s.end(ended(why))
		return
	}
	r := &rest{
		id: s.id, address: s.claim.address, since: s.server.uptime(),
		run: wire.Run{Text: text, Edge: s.edge()}, pace: s.pace.view(), breaks: s.breakNames, look: s.look.at, older: s.older, course: s.course,
	}
	for _, c := range s.all() {
		r.ids = append(r.ids, c.id)
	}
	s.server.sessions.lay(r)
	s.end(ended(why))
}

// wake returns the scene in which a session lay down.
func (r *rest) wake(j *job) (*scene, error) {
	sc, err := restore(r.run, j)
	if err == nil {
		err = sc.play(j)
	}
	if err != nil {
		return nil, err
	}
	sc.paused, sc.look, sc.older = !r.pace.Playing, r.look, r.older
	if all := append(slices.Clone(sc.aside), sc.clusters...); len(all) == len(r.ids) {
		rename(all, r.ids)
	}
	switch {
	case r.course == nil:
	case sc.course == nil: // one of its runs was closed
		sc.course = r.course
	default:
		sc.course.keepGoals(r.course)
		sc.course.left = r.course.left
	}
	return sc, nil
}

// rename gives clusters, which are called A, B, C, the IDs that they had.
func rename(clusters []*cluster, ids []string) {
	for _, c := range clusters {
		if i := slices.IndexFunc(clusters, func(other *cluster) bool { return other.id == c.from }); i >= 0 {
			defer func() { c.from = ids[i] }()
		}
	}
	for i, c := range clusters {
		c.id = ids[i]
	}
}

// restAt returns after how long without anyone who watches the session is to lie
// down.
func (s *session) restAt() time.Duration {
	if s.claim.bytes.Load() > lightEnough {
		return 0
	}
	return min(linger, s.server.options.SessionIdle)
}
