package web

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"
)

// limits bound how often one address may do what costs something. An address may
// be a whole class behind one router, so they are generous: they keep out who
// does nothing but open connections.
type limits struct {
	connects *httprate.RateLimiter
	sessions *httprate.RateLimiter
}

func newLimits(o Options) limits {
	limiter := func(most int) *httprate.RateLimiter {
		return httprate.NewRateLimiter(most, time.Minute,
			httprate.WithKeyFuncs(byAddress), httprate.WithResponseHeaders(httprate.ResponseHeaders{}))
	}
	return limits{connects: limiter(o.Connects), sessions: limiter(o.NewSessions)}
}

// byAddress counts by the client's address.
func byAddress(r *http.Request) (string, error) {
	return limitKey(middleware.GetClientIP(r.Context())), nil
}

// limitKey counts neighbours in an IPv6 network as one: they may well be.
func limitKey(address string) string { return httprate.CanonicalizeIP(address) }

// mayBegin reports whether an address may begin another session, and counts it.
// The limiter was told to write no headers, so it needs no one to write them to.
func (l *limits) mayBegin(address string) bool {
	return !l.sessions.OnLimit(nil, &http.Request{}, limitKey(address))
}
