package session

import (
	"log/slog"
	"runtime"
	"time"

	"raft-playground/raft/scenario"
	"raft-playground/web/clock"
)

// Options are what a [Registry] can be told. The zero value of each field stands for
// its default.
type Options struct {
	Log     *slog.Logger // where to log; by default nowhere
	Clock   clock.Clock  // what tells the sessions the time; by default the machine's
	Metrics Metrics      // what counts what happens; by default nothing

	MaxSessions int           // that are played at a time
	SessionIdle time.Duration // how long a session that nobody watches is kept
	Memory      int64         // bytes that what sessions hold may take, roughly
	Workers     int           // how many long jobs may have their turn at a time

	// MayBegin reports whether an address may begin another session now; by default it
	// may. It may take its time.
	MayBegin func(address string) bool

	onCommand func(action string) // tests inject failures here
	maxEvents uint64              // of a session; tests have less
}

// The defaults of [Options].
const (
	DefaultMaxSessions = 6000
	DefaultSessionIdle = 10 * time.Minute
	DefaultMemory      = 1 << 30
)

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.Metrics == nil {
		o.Metrics = uncounted{}
	}
	if o.MaxSessions <= 0 {
		o.MaxSessions = DefaultMaxSessions
	}
	if o.SessionIdle <= 0 {
		o.SessionIdle = DefaultSessionIdle
	}
	if o.Memory <= 0 {
		o.Memory = DefaultMemory
	}
	if o.Workers <= 0 {
		o.Workers = max(1, runtime.GOMAXPROCS(0)/2)
	}
	if o.MayBegin == nil {
		o.MayBegin = func(string) bool { return true }
	}
	if o.maxEvents == 0 {
		o.maxEvents = scenario.MaxEvents
	}
	return o
}

// Metrics counts what happens in sessions. All of its methods may be called at once.
type Metrics interface {
	SessionBegun()          // or begun anew
	ClustersChanged(by int) // how many there are in all sessions
	EventsTold(n int)       // to the pages of a session
	Refused(code string)    // a request, as in wire.Refused
	Failed()                // the server itself, by a panic say
}

// uncounted counts nothing.
type uncounted struct{}

func (uncounted) SessionBegun()       {}
func (uncounted) ClustersChanged(int) {}
func (uncounted) EventsTold(int)      {}
func (uncounted) Refused(string)      {}
func (uncounted) Failed()             {}
