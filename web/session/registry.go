package session

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"raft-playground/web/clock"
	"raft-playground/web/wire"
)

// Registry is the sessions of a server, by their ids: those that are played, and
// those at rest; and what they share.
type Registry struct {
	options Options
	clock   clock.Clock
	metrics Metrics
	started time.Time
	number  atomic.Uint64 // of the newest session

	turns      *turns
	ledger     *ledger
	tempo      *tempo
	tickers    *tickers
	resting    *resting
	relieving  atomic.Bool
	background sync.WaitGroup // work that sessions have handed to workers

	mu       sync.Mutex
	sessions map[string]*session
	of       map[string]int       // how many, by the address that began them
	waiting  map[string][]*Viewer // for sessions that are not here
	closed   bool
	running  sync.WaitGroup // the sessions' actors
}

// NewRegistry returns a registry without a session.
func NewRegistry(options Options) *Registry {
	o := options.withDefaults()
	r := &Registry{
		options: o, clock: o.Clock, metrics: o.Metrics, started: o.Clock.Now(),
		ledger: newLedger(o.Memory), tempo: newTempo(o.Clock.Now()), tickers: newTickers(), resting: newResting(o.Memory/16, o.SessionIdle),
		sessions: make(map[string]*session), of: make(map[string]int), waiting: make(map[string][]*Viewer),
	}
	r.turns = newTurns(o.Workers, r.ledger)
	r.turns.relieve = r.relieve
	return r
}

// uptime returns for how long the registry has been there. It never goes back, as the
// machine's clock may.
func (r *Registry) uptime() time.Duration { return r.clock.Now().Sub(r.started) }

// find returns a session that is played, nil when there is none of that id.
func (r *Registry) find(id string) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.sessions[id]
}

// await returns a session, or has a page wait for it.
func (r *Registry) await(id string, v *Viewer) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.sessions[id]; s != nil {
		return s
	}
	r.waiting[id] = append(r.waiting[id], v)
	return nil
}

// stopWaiting forgets a page that waits for a session.
func (r *Registry) stopWaiting(v *Viewer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	id := v.visit.Welcome.Session
	left := slices.DeleteFunc(r.waiting[id], func(other *Viewer) bool { return other == v })
	if r.waiting[id] = left; len(left) == 0 {
		delete(r.waiting, id)
	}
}

// takeWaiting returns those who have waited for a session which is here now.
func (r *Registry) takeWaiting(s *session) []*Viewer {
	r.mu.Lock()
	defer r.mu.Unlock()
	waited := r.waiting[s.id]
	delete(r.waiting, s.id)
	return waited
}

// Count returns how many sessions are played.
func (r *Registry) Count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.sessions)
}

// begin begins a session, unless it is there already: two pages of the same visitor may
// come back at the same time.
func (r *Registry) begin(id string, hello wire.HelloRequest, p payer) (*session, string) {
	if found := r.find(id); found != nil {
		return found, ""
	}
	asleep := r.asleep(id)
	address := p.address
	if asleep != nil {
		address = asleep.address // it is still that of who began it
	} else if !r.options.MayBegin(p.address) {
		return nil, wire.ByeFull
	}
	if r.ledger.short(address) {
		return nil, wire.ByeFull
	}
	return r.add(id, address, func() *session {
		ctx, end := context.WithCancelCause(context.Background())
		wanted, giveUp := context.WithCancel(ctx)
		return &session{
			id:       id,
			epoch:    newEpoch(),
			number:   r.number.Add(1),
			registry: r,
			log:      r.options.Log.With("session", id),
			inbox:    make(chan func(), maxInbox),
			ctx:      ctx,
			end:      end,
			payer:    p,
			account:  &account{ledger: r.ledger, address: address},
			wanted:   wanted,
			giveUp:   giveUp,
		}
	}, func(begun *session) { begun.run(hello, asleep) })
}

// newEpoch returns a name for a session's stream that no other stream has.
func newEpoch() string { return strings.ToLower(rand.Text()[:8]) }

// add returns the session of that id, which is begun if there is none: make makes
// it, and run is its life. When there is no room, one lies down, see [registry.victim];
// when all have a right to stay, the reason comes back as a code of wire.Bye.
func (r *Registry) add(id, address string, make func() *session, run func(*session)) (s *session, bye string) {
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

func (r *Registry) tryAdd(id, address string, make func() *session, run func(*session)) (s, victim *session, whoever bool, bye string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, nil, false, wire.ByeRestart
	}
	if s := r.sessions[id]; s != nil {
		return s, nil, false, ""
	}
	if len(r.sessions) >= r.options.MaxSessions {
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
func (r *Registry) victim(address string) (victim *session, whoever bool) {
	var since int64
	for _, s := range r.sessions {
		unwatched := s.unwatchedSince.Load()
		if unwatched == 0 {
			continue
		}
		more := 0
		if victim != nil {
			more = r.of[s.account.address] - r.of[victim.account.address]
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
		if n := r.of[s.account.address]; n > most || n == most && victim != nil && s.number > victim.number {
			victim, most = s, n
		}
	}
	return victim, victim != nil
}

// heaviest returns the session of an address that takes the most, one that nobody
// watches if there is one; nil if there is none that has begun.
func (r *Registry) heaviest(address string) (heaviest *session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.sessions {
		if s.account.address != address || s.account.bytes.Load() == 0 {
			continue
		}
		if heaviest == nil {
			heaviest = s
			continue
		}
		ours, theirs := s.unwatchedSince.Load() != 0, heaviest.unwatchedSince.Load() != 0
		if ours && !theirs || ours == theirs && s.account.bytes.Load() > heaviest.account.bytes.Load() {
			heaviest = s
		}
	}
	return heaviest
}

// remove forgets a session that has ended.
func (r *Registry) remove(s *session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sessions[s.id] != s {
		return
	}
	delete(r.sessions, s.id)
	if r.of[s.account.address]--; r.of[s.account.address] == 0 {
		delete(r.of, s.account.address)
	}
}

// JobsWaiting returns how many long jobs wait for their turn.
func (r *Registry) JobsWaiting() int { return r.turns.number() }

// Bytes returns what all sessions hold together, estimated.
func (r *Registry) Bytes() int64 { return r.ledger.sum() }

// Close ends all sessions, lets no more begin, and waits until they have ended, or ctx
// has.
func (r *Registry) Close(ctx context.Context) {
	r.mu.Lock()
	r.closed = true
	for _, s := range r.sessions {
		s.end(ended(wire.ByeRestart))
	}
	r.mu.Unlock()
	wait(ctx, &r.running)
}

// Wait waits until all work is done that sessions have handed on, but not longer than
// ctx lasts.
func (r *Registry) Wait(ctx context.Context) { wait(ctx, &r.background) }

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
