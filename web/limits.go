package web

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/go-chi/chi/v5/middleware"
	"golang.org/x/time/rate"

	"raft-playground/web/clock"
)

// limits bound how often one address may do what costs something. An address may
// be a whole class behind one router, so they are generous: they keep out who
// does nothing but open connections. Who is a little too early waits instead of being
// turned away: so a class gets in behind an address from which somebody attacks.
type limits struct {
	connects paced
	sessions paced
}

func newLimits(o Options) *limits {
	return &limits{
		connects: paced{a: o.Connects, atOnce: min(o.Connects, connectsAtOnce), clock: o.Clock},
		sessions: paced{a: o.NewSessions, atOnce: min(o.NewSessions, sessionsAtOnce), clock: o.Clock},
	}
}

// How many may come at once, before they have to wait for one another, and how long
// somebody waits at most.
const (
	connectsAtOnce = 6000
	sessionsAtOnce = 1200
	longestWait    = 4 * time.Second
	mostPaced      = 10_000 // addresses that are remembered, unless more are busy
)

// paced lets an address do something so many times in a minute.
type paced struct {
	a      int // minute
	atOnce int
	clock  clock.Clock

	mu sync.Mutex
	of map[string]*rate.Limiter
}

// may waits until it is an address's turn, and reports false when that would take too
// long.
func (p *paced) may(address string) bool {
	now := p.clock.Now()
	r := p.limiter(address, now).ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if !r.OK() || wait > longestWait {
		r.CancelAt(now)
		return false
	}
	if wait > 0 {
		timer := p.clock.NewTimer()
		defer timer.Stop()
		timer.Set(now.Add(wait))
		<-timer.C()
	}
	return true
}

func (p *paced) limiter(address string, now time.Time) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	if known := p.of[address]; known != nil {
		return known
	}
	if p.of == nil {
		p.of = make(map[string]*rate.Limiter)
	}
	if len(p.of) >= mostPaced {
		for other, l := range p.of {
			if l.TokensAt(now) >= float64(p.atOnce) {
				delete(p.of, other)
			}
		}
	}
	l := rate.NewLimiter(rate.Limit(float64(p.a)/60), p.atOnce)
	p.of[address] = l
	return l
}

// mayConnect lets requests pass as often as an address may connect.
func (l *limits) mayConnect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !l.connects.may(clientAddress(r)) {
			http.Error(w, http.StatusText(http.StatusTooManyRequests), http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// clientAddress returns from where a request comes, as limits count.
func clientAddress(r *http.Request) string { return limitKey(middleware.GetClientIP(r.Context())) }

// limitKey counts neighbours in an IPv6 network as one: a site is given that many
// networks, and whoever has one of them has all.
func limitKey(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return ip.Unmap().String()
	}
	site, _ := ip.WithZone("").Prefix(siteBits) // it has more bits than that
	return site.Addr().String()
}

const siteBits = 48
