package web

import (
	"log/slog"
	"time"
)

// Options are what a [Server] can be told. The zero value of each field stands
// for its default.
type Options struct {
	Log     *slog.Logger // where to log; by default nowhere
	Version string       // of the program, for logs and /healthz

	MaxSessions int           // sessions at a time
	MaxViewers  int           // connected pages at a time
	SessionIdle time.Duration // how long a session that nobody watches is kept
	NewSessions int           // how many sessions one address may begin in a minute
	Connects    int           // how many connections one address may open in a minute

	// TrustedProxies are the networks (CIDR) whose X-Forwarded-For is believed.
	// With none, an address is the connection's.
	TrustedProxies []string

	Clock Clock // what tells the sessions the time; by default the machine's

	onCommand func(action string) // tests inject failures here
	onSlow    func()              // tests learn here that a viewer was too slow
}

// The defaults of [Options]. A class of some hundreds behind one address has to
// get in at once, also after a restart of the server.
const (
	DefaultMaxSessions = 2000
	DefaultMaxViewers  = 5000
	DefaultSessionIdle = 10 * time.Minute
	DefaultNewSessions = 1200
	DefaultConnects    = 6000
)

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Version == "" {
		o.Version = "unknown"
	}
	if o.MaxSessions <= 0 {
		o.MaxSessions = DefaultMaxSessions
	}
	if o.MaxViewers <= 0 {
		o.MaxViewers = DefaultMaxViewers
	}
	if o.SessionIdle <= 0 {
		o.SessionIdle = DefaultSessionIdle
	}
	if o.NewSessions <= 0 {
		o.NewSessions = DefaultNewSessions
	}
	if o.Connects <= 0 {
		o.Connects = DefaultConnects
	}
	if o.Clock == nil {
		o.Clock = systemClock{}
	}
	return o
}
