package conn

import (
	"sync"
	"time"

	"raft-playground/web/wire"
)

// admission counts the connected pages, and lets no more in than there is room for. When
// all places are taken, one of the address that has the most of them is freed for
// somebody from another one: there is room for a new visitor unless many addresses
// are really here. Behind one address may be a whole class, so that it may have all
// places as long as nobody else wants one.
type admission struct {
	most int

	mu     sync.Mutex
	count  int
	of     map[string][]*place // by address
	closed bool
	inside sync.WaitGroup
}

func newAdmission(most int) *admission { return &admission{most: most, of: make(map[string][]*place)} }

// place is what a connected page has.
type place struct {
	address string
	since   time.Time
	rank    rank
	freed   bool             // another one has it
	leave   func(why string) // tells the page to go; nil until there is one
}

// rank says who has to go first: the lower, the sooner.
type rank int

const (
	mute     rank = iota // has not said hello
	waits                // for a session that is not here
	watches              //
	commands             // a session of its own
)

// farewells is how many pages too many are let in, only to be told so. Any more
// are turned away without a word.
const farewells = 128

// quietTime is for how long a page may have said nothing, until others of its own address
// come first.
const quietTime = time.Second

// enter lets a page in. When there is no room for it, it is let in with a reason
// to send it away, or not at all.
func (a *admission) enter(address string, now time.Time) (p *place, bye string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed || a.count >= a.most+farewells {
		return nil, ""
	}
	p = &place{address: address, since: now}
	if a.count >= a.most && !a.makeRoom(p) {
		bye = wire.ByeFull
	}
	a.count++
	a.of[address] = append(a.of[address], p)
	a.inside.Add(1)
	return p, bye
}

// makeRoom frees a place for another page; a.mu is held. It reports false when nobody
// has to make room for it.
func (a *admission) makeRoom(p *place) bool {
	greedy, most := p.address, len(a.of[p.address])+1
	for address, places := range a.of {
		if n := len(places); n > most {
			greedy, most = address, n
		}
	}
	var victim *place
	for _, q := range a.of[greedy] {
		if q.freed || q.leave == nil || greedy == p.address && (q.rank != mute || p.since.Sub(q.since) < quietTime) {
			continue
		}
		if victim == nil || q.rank < victim.rank || q.rank == victim.rank && q.rank != mute {
			victim = q // of those who say nothing the oldest, of others the newest
		}
	}
	if victim == nil {
		return false
	}
	victim.freed = true
	go victim.leave(wire.ByeFull)
	return true
}

// hand tells the admission how to send a page away.
func (a *admission) hand(p *place, leave func(why string)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p.leave = leave
}

// becomes notes what a page is now.
func (a *admission) becomes(p *place, r rank) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p.rank = r
}

func (a *admission) leave(p *place) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.count--
	places := a.of[p.address]
	for i, q := range places {
		if q == p {
			places[i] = places[len(places)-1]
			places[len(places)-1] = nil
			places = places[:len(places)-1]
			break
		}
	}
	if a.of[p.address] = places; len(places) == 0 {
		delete(a.of, p.address)
	}
	a.inside.Done()
}

func (a *admission) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed = true
}

// number returns how many pages are connected.
func (a *admission) number() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.count
}

// open reports whether the server takes more pages.
func (a *admission) open() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return !a.closed
}
