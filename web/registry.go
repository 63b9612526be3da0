package web

import (
	"context"
	"slices"
	"sync"
	"time"

	"raft-playground/web/wire"
)

// registry is the sessions of a server, by their ids: those that are played, and
// those at rest.
type registry struct {
	most     int           // that are played
	restMost int64         // bytes that those at rest may take
	restIdle time.Duration // how long they are kept

	mu        sync.Mutex
	sessions  map[string]*session
	of        map[string]int      // how many, by the address that began them
	waiting   map[string][]*guest // for sessions that are not here
	resting   map[string]*rest
	restBytes int64
	closed    bool
	running   sync.WaitGroup // the sessions' actors
}

func newRegistry(o Options) *registry {
	return &registry{
		most: o.MaxSessions, restMost: o.Memory / 16, restIdle: o.SessionIdle,
		sessions: make(map[string]*session), of: make(map[string]int), waiting: make(map[string][]*guest), resting: make(map[string]*rest),
	}
}

// find returns a session that is played, nil when there is none of that id.
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

// count returns how many sessions are played.
func (r *registry) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.sessions)
}

// asleep returns the session of that id if it is at rest, and has not been for too
// long.
func (r *registry) asleep(id string, now time.Duration) *rest {
	r.mu.Lock()
	defer r.mu.Unlock()
	if at := r.resting[id]; at != nil && now-at.since < r.restIdle {
		return at
	}
	return nil
}

// lay lays a session to rest. When those at rest take too much, those make room that
// have been so for longest, of the address that has the most of them.
func (r *registry) lay(at *rest) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop(r.resting[at.id])
	for id, other := range r.resting {
		if at.since-other.since >= r.restIdle {
			r.drop(r.resting[id])
		}
	}
	r.resting[at.id] = at
	for r.restBytes += at.bytes(); r.restBytes > r.restMost; {
		of := make(map[string]int64)
		for _, other := range r.resting {
			of[other.address] += other.bytes()
		}
		var victim *rest
		for _, other := range r.resting {
			if victim == nil || of[other.address] > of[victim.address] || of[other.address] == of[victim.address] && other.since < victim.since {
				victim = other
			}
		}
		r.drop(victim)
	}
}

// forget takes note that a session is at rest no longer.
func (r *registry) forget(at *rest) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if at != nil && r.resting[at.id] == at {
		r.drop(at)
	}
}

func (r *registry) drop(at *rest) {
	if at != nil {
		delete(r.resting, at.id)
		r.restBytes -= at.bytes()
	}
}

// asleepNumber returns how many sessions are at rest.
func (r *registry) asleepNumber() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.resting)
}

// add returns the session of that id, which is begun if there is none: make makes
// it, and run is its life. When there is no room, one lies down, see [registry.victim];
// when all have a right to stay, the reason comes back as a code of wire.Bye.
func (r *registry) add(id, address string, make func() *session, run func(*session)) (s *session, bye string) {
	for {
		s, victim, whoever, bye := r.tryAdd(id, address, make, run)
		if victim == nil {
			return s, bye
		}
		// It lies down now, or someone watches it again; then there may be another.
		if victim.retire(whoever) {
			r.remove(victim)
		}
	}
}

func (r *registry) tryAdd(id, address string, make func() *session, run func(*session)) (s, victim *session, whoever bool, bye string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, nil, false, wire.ByeRestart
	}
	if s := r.sessions[id]; s != nil {
		return s, nil, false, ""
	}
	if len(r.sessions) >= r.most {
		victim, whoever := r.victim(address)
		if victim == nil {
			bye = wire.ByeFull
		}
		return nil, victim, whoever, bye
	}
	s = make()
	r.sessions[id] = s
	r.of[address]++
	r.running.Go(func() { run(s) })
	return s, nil, false, ""
}

// victim returns which session is to lie down for a new one of an address: one that
// nobody watches, of the address that has the most of them, the longest unwatched; or
// else, even if somebody watches, the newest one of an address that has more sessions
// than the new one's will have. So strangers at one address never drive others out.
func (r *registry) victim(address string) (victim *session, whoever bool) {
	var since int64
	for _, s := range r.sessions {
		unwatched := s.unwatchedSince.Load()
		if unwatched == 0 {
			continue
		}
		more := 0
		if victim != nil {
			more = r.of[s.claim.address] - r.of[victim.claim.address]
		}
		if victim == nil || more > 0 || more == 0 && unwatched < since {
			victim, since = s, unwatched
		}
	}
	if victim != nil {
		return victim, false
	}
	most := r.of[address] + 1
	for _, s := range r.sessions {
		if n := r.of[s.claim.address]; n > most || n == most && victim != nil && s.number > victim.number {
			victim, most = s, n
		}
	}
	return victim, victim != nil
}

// heaviest returns the session of an address that takes the most, one that nobody
// watches if there is one; nil if there is none that has begun.
func (r *registry) heaviest(address string) (heaviest *session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.sessions {
		if s.claim.address != address || s.claim.bytes.Load() == 0 {
			continue
		}
		if heaviest == nil {
			heaviest = s
			continue
		}
		ours, theirs := s.unwatchedSince.Load() != 0, heaviest.unwatchedSince.Load() != 0
		if ours && !theirs || ours == theirs && s.claim.bytes.Load() > heaviest.claim.bytes.Load() {
			heaviest = s
		}
	}
	return heaviest
}

// remove forgets a session that has ended.
func (r *registry) remove(s *session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sessions[s.id] != s {
		return
	}
	delete(r.sessions, s.id)
	if r.of[s.claim.address]--; r.of[s.claim.address] == 0 {
		delete(r.of, s.claim.address)
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
