package web

import (
	"context"
	"slices"
	"sync"

	"raft-playground/web/wire"
)

// registry is the sessions of a server, by their ids.
type registry struct {
	most int

	mu       sync.Mutex
	sessions map[string]*session
	waiting  map[string][]*guest // for sessions that are not here
	closed   bool
	running  sync.WaitGroup // the sessions' actors
}

func newRegistry(most int) *registry {
	return &registry{most: most, sessions: make(map[string]*session), waiting: make(map[string][]*guest)}
}

// find returns a session, nil when there is none of that id.
func (r *registry) find(id string) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.sessions[id]
}

// await returns a session, or has a page wait for it.
func (r *registry) await(id string, g *guest) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.sessions[id]; s != nil {
		return s
	}
	r.waiting[id] = append(r.waiting[id], g)
	return nil
}

// tired forgets a page that waits for a session.
func (r *registry) tired(g *guest) {
	r.mu.Lock()
	defer r.mu.Unlock()
	id := g.hello.Session
	left := slices.DeleteFunc(r.waiting[id], func(other *guest) bool { return other == g })
	if r.waiting[id] = left; len(left) == 0 {
		delete(r.waiting, id)
	}
}

// begun returns those who have waited for a session which is here now.
func (r *registry) begun(s *session) []*guest {
	r.mu.Lock()
	defer r.mu.Unlock()
	waited := r.waiting[s.id]
	delete(r.waiting, s.id)
	return waited
}

// count returns how many sessions there are.
func (r *registry) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.sessions)
}

// add returns the session of that id, which is begun if there is none: make makes
// it. When there is no room it ends the session that has been unwatched for
// longest; when all are watched, the reason comes back as a code of wire.Bye.
func (r *registry) add(id string, make func() *session, brought *wire.Request) (s *session, bye string) {
	for {
		s, victim, bye := r.tryAdd(id, make, brought)
		if victim == nil {
			return s, bye
		}
		// It is gone now, or someone watches it again; then there may be another.
		if victim.retire() {
			r.remove(victim)
		}
	}
}

func (r *registry) tryAdd(id string, make func() *session, brought *wire.Request) (s, victim *session, bye string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, nil, wire.ByeRestart
	}
	if s := r.sessions[id]; s != nil {
		return s, nil, ""
	}
	if len(r.sessions) >= r.most {
		victim := r.longestUnwatched()
		if victim == nil {
			bye = wire.ByeFull
		}
		return nil, victim, bye
	}
	s = make()
	r.sessions[id] = s
	r.running.Go(func() { s.run(brought) })
	return s, nil, ""
}

func (r *registry) longestUnwatched() *session {
	var longest *session
	for _, s := range r.sessions {
		if since := s.unwatchedSince.Load(); since != 0 && (longest == nil || since < longest.unwatchedSince.Load()) {
			longest = s
		}
	}
	return longest
}

// remove forgets a session that has ended.
func (r *registry) remove(s *session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sessions[s.id] == s {
		delete(r.sessions, s.id)
	}
}

// close ends all sessions, lets no more begin, and waits until they have ended,
// or ctx has.
func (r *registry) close(ctx context.Context) {
	r.mu.Lock()
	r.closed = true
	for _, s := range r.sessions {
		s.end(ended(wire.ByeRestart))
	}
	r.mu.Unlock()
	wait(ctx, &r.running)
}

// wait waits for a group, but not longer than ctx lasts.
func wait(ctx context.Context, group *sync.WaitGroup) {
	done := make(chan struct{})
	go func() {
		group.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}
