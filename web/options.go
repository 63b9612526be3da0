package web

import (
	"io/fs"
	"log/slog"
	"time"

	"raft-playground/static"
	"raft-playground/web/clock"
	"raft-playground/web/conn"
	"raft-playground/web/session"
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
	Memory      int64         // bytes that what sessions hold may take, roughly
	Workers     int           // how many long jobs may have their turn at a time

	// TrustedProxies are the networks (CIDR) whose X-Forwarded-For is believed.
	// With none, an address is the connection's.
	TrustedProxies []string

	PublicURL  string // what the server is known by: https://raft.example.org; by default what its pages found it by
	NetworkURL string // its address in the local network, for pages that found it by a name of the machine for itself
	NoMetrics  bool   // nothing is told at /metrics

	Languages []static.Language // that the pages speak; by default those of package static
	Files     fs.FS             // the pages' files, the languages' catalogues among them; by default those that were compiled in

	Clock clock.Clock // what tells the sessions the time; by default the machine's
}

// The defaults of [Options]. A class of some hundreds behind one address has to
// get in at once, also after a restart of the server.
const (
	DefaultMaxSessions = session.DefaultMaxSessions
	DefaultMaxViewers  = conn.DefaultMaxPages
	DefaultSessionIdle = session.DefaultSessionIdle
	DefaultNewSessions = 6000
	DefaultConnects    = 30000
	DefaultMemory      = session.DefaultMemory
)

// withDefaults fills in what this package looks at itself; packages session and conn do
// so with theirs.
func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Version == "" {
		o.Version = "unknown"
	}
	if o.NewSessions <= 0 {
		o.NewSessions = DefaultNewSessions
	}
	if o.Connects <= 0 {
		o.Connects = DefaultConnects
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.Languages == nil {
		o.Languages = static.Languages
	}
	if o.Files == nil {
		o.Files = static.Embedded()
	}
	return o
}

// files returns the pages' files, ready to be served. Those that were compiled in are
// packed once.
func (o Options) files() (*static.Files, error) {
	if o.Files == static.Embedded() {
		return static.Default()
	}
	return static.Load(o.Files)
}
