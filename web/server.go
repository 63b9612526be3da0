package web

import (
	"context"
	"net/http"
	"sync"

	"raft-playground/static"
	"raft-playground/web/wire"
)

// Engine is the version of what plays a run. It changes whenever the same text
// plays differently.
const Engine = "1"

// Server is the playground as a web server.
type Server struct {
	options  Options
	clock    Clock
	files    *static.Files
	texts    catalogues
	limits   limits
	sessions *registry
	doors    doors
	turns    *turns
	ledger   *ledger
	codes    qrCodes
	metrics  *metrics

	background sync.WaitGroup  // work that sessions have handed to workers
	closing    context.Context // ends when the server goes down
	goDown     context.CancelFunc
	handler    http.Handler
}

// New returns a server. An error is one in the files that were compiled in, or in
// the options.
func New(options Options) (*Server, error) {
	files, err := static.Default()
	if err != nil {
		return nil, err
	}
	texts, err := loadCatalogues(static.Embedded())
	if err != nil {
		return nil, err
	}
	options = options.withDefaults()
	if options.PublicURL != "" {
		if options.PublicURL, err = publicAddress(options.PublicURL); err != nil {
			return nil, err
		}
	}
	s := &Server{
		options:  options,
		clock:    options.Clock,
		files:    files,
		texts:    texts,
		limits:   newLimits(options),
		sessions: newRegistry(options.MaxSessions),
		doors:    doors{most: options.MaxViewers},
		ledger:   newLedger(options.Memory),
	}
	s.turns = newTurns(options.Workers, s.ledger)
	s.metrics = newMetrics(s)
	s.closing, s.goDown = context.WithCancel(context.Background())
	s.handler, err = s.routes()
	return s, err
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Close says to everyone that the server goes down, and waits until all
// connections and sessions have ended, but not longer than ctx lasts. Pages come
// back by themselves, and bring their runs along.
func (s *Server) Close(ctx context.Context) {
	s.doors.close()
	s.goDown()
	s.sessions.close(ctx)
	wait(ctx, &s.doors.inside)
	wait(ctx, &s.background)
}

// doors count the connected pages, and let no more in than there is room for.
type doors struct {
	most int

	mu     sync.Mutex
	count  int
	closed bool
	inside sync.WaitGroup
}

// farewells is how many pages too many are let in, only to be told so. Any more
// are turned away without a word.
const farewells = 128

// enter lets a page in. When there is no room for it, it is let in with a reason
// to send it away, or not at all.
func (d *doors) enter() (bye string, entered bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.count >= d.most+farewells {
		return "", false
	}
	if d.count >= d.most {
		bye = wire.ByeFull
	}
	d.count++
	d.inside.Add(1)
	return bye, true
}

func (d *doors) leave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count--
	d.inside.Done()
}

func (d *doors) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
}

// number returns how many pages are connected.
func (d *doors) number() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.count
}

// open reports whether the server takes more pages.
func (d *doors) open() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.closed
}
