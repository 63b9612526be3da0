package web

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"raft-playground/static"
)

// Engine is the version of what plays a run. It changes whenever the same text
// plays differently.
const Engine = "1"

// Server is the playground as a web server.
type Server struct {
	options   Options
	clock     Clock
	started   time.Time
	begun     atomic.Uint64 // sessions so far
	relieving atomic.Bool
	files     *static.Files
	texts     catalogues
	limits    *limits
	sessions  *registry
	doors     *doors
	turns     *turns
	ledger    *ledger
	onTheWay  *onTheWay
	tempo     *tempo
	codes     qrCodes
	metrics   *metrics

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
		started:  options.Clock.Now(),
		files:    files,
		texts:    texts,
		limits:   newLimits(options),
		sessions: newRegistry(options),
		doors:    newDoors(options.MaxViewers),
		ledger:   newLedger(options.Memory),
		tempo:    newTempo(options.Clock.Now()),
		onTheWay: &onTheWay{most: options.Memory / 8},
	}
	s.turns = newTurns(options.Workers, s.ledger)
	s.turns.relieve = s.relieve
	s.metrics = newMetrics(s)
	s.closing, s.goDown = context.WithCancel(context.Background())
	s.handler, err = s.routes()
	return s, err
}

// uptime returns for how long the server has been there. It never goes back, as the
// machine's clock may.
func (s *Server) uptime() time.Duration { return s.clock.Now().Sub(s.started) }

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
