package conn

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"raft-playground/web/clock"
	"raft-playground/web/session"
)

// Options are what a [Server] can be told. The zero value of each field stands for its
// default.
type Options struct {
	Log     *slog.Logger // where to log; by default nowhere
	Clock   clock.Clock  // by default the machine's
	Metrics Metrics      // what counts what happens; by default nothing

	MaxPages  int    // connected pages at a time
	MaxQueued int64  // bytes that may wait to be written, to all pages together
	Assets    string // the address of the page's files, of which pages are told

	onSlow   func()   // tests learn here that a page was too slow
	patience patience // tests have less
}

// The defaults of [Options].
const (
	DefaultMaxPages  = 8000
	DefaultMaxQueued = session.DefaultMemory / 8
)

// patience is how long the server waits for a page.
type patience struct {
	hello time.Duration // for its first message
	ping  time.Duration // between two pings
	pong  time.Duration // for the answer to one
}

// defaultPatience notices a peer that has vanished within some half a minute.
var defaultPatience = patience{hello: 10 * time.Second, ping: 25 * time.Second, pong: 10 * time.Second}

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
	if o.MaxPages <= 0 {
		o.MaxPages = DefaultMaxPages
	}
	if o.MaxQueued <= 0 {
		o.MaxQueued = DefaultMaxQueued
	}
	if o.patience == (patience{}) {
		o.patience = defaultPatience
	}
	return o
}

// Metrics counts what happens to connections. All of its methods may be called at once.
type Metrics interface {
	Goodbye(code string)             // the server closes a connection, as in wire.Bye
	FrameWritten(due, now time.Time) // to a page's socket
	Refused(code string)             // a request, as in wire.Refused
	Failed()                         // the server itself, by a panic
}

// uncounted counts nothing.
type uncounted struct{}

func (uncounted) Goodbye(string)                    {}
func (uncounted) FrameWritten(time.Time, time.Time) {}
func (uncounted) Refused(string)                    {}
func (uncounted) Failed()                           {}

// Server is with the pages that are connected, each from its hello to its end.
type Server struct {
	options   Options
	clock     clock.Clock
	metrics   Metrics
	sessions  *session.Registry
	admission *admission
	backlog   *backlog

	closing context.Context // ends when the server goes down
	goDown  context.CancelFunc
}

// NewServer returns a server of connections to those sessions.
func NewServer(sessions *session.Registry, options Options) *Server {
	options = options.withDefaults()
	s := &Server{
		options:   options,
		clock:     options.Clock,
		metrics:   options.Metrics,
		sessions:  sessions,
		admission: newAdmission(options.MaxPages),
		backlog:   &backlog{most: options.MaxQueued},
	}
	s.closing, s.goDown = context.WithCancel(context.Background())
	return s
}

// Open reports whether the server takes more pages.
func (s *Server) Open() bool { return s.admission.open() }

// Count returns how many pages are connected.
func (s *Server) Count() int { return s.admission.number() }

// QueuedBytes returns how much waits to be written to pages.
func (s *Server) QueuedBytes() int64 { return s.backlog.bytes.Load() }

// GoDown lets no more pages in, and says to all that are here that the server goes
// down. They come back by themselves, and bring their runs along.
func (s *Server) GoDown() {
	s.admission.close()
	s.goDown()
}

// Wait waits until all connections have ended, but not longer than ctx lasts.
func (s *Server) Wait(ctx context.Context) { wait(ctx, &s.admission.inside) }

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

// survive keeps a panic from ending the process.
func (s *Server) survive(what string) {
	if failure := recover(); failure != nil {
		s.metrics.Failed()
		s.options.Log.Error(what, "panic", failure, "stack", string(debug.Stack()))
	}
}
