package web

import (
	"net/http"
	"net/netip"
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

// mayBegin reports whether an address, as limitKey writes it, may begin another session, and counts it.
// The limiter was told to write no headers, so it needs no one to write them to.
func (l *limits) mayBegin(address string) bool {
	return !l.sessions.OnLimit(nil, &http.Request{}, address)
}
