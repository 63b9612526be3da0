package web

import (
	"context"
	"net/http"

	"raft-playground/static"
	"raft-playground/web/conn"
	"raft-playground/web/session"
)

// Server is the playground as a web server.
type Server struct {
	options  Options
	files    *static.Files
	words    map[string]static.Words // by the languages' tags
	limits   *limits
	codes    qrCodes
	metrics  *metrics
	sessions *session.Registry
	pages    *conn.Server
	handler  http.Handler
}

// New returns a server. An error is one in the files that were compiled in, or in
// the options.
func New(options Options) (*Server, error) {
	options = options.withDefaults()
	files, err := options.files()
	if err != nil {
		return nil, err
	}
	words, err := static.LoadWords(options.Files, options.Languages)
	if err != nil {
		return nil, err
	}
	if options.PublicURL != "" {
		if options.PublicURL, err = publicAddress(options.PublicURL); err != nil {
			return nil, err
		}
	}
	s := &Server{options: options, files: files, words: words, limits: newLimits(options), metrics: newMetrics()}
	s.sessions = session.NewRegistry(session.Options{
		Log: options.Log, Clock: options.Clock, Metrics: s.metrics,
		MaxSessions: options.MaxSessions, SessionIdle: options.SessionIdle, Memory: options.Memory, Workers: options.Workers,
		MayBegin: s.limits.sessions.may,
	})
	s.pages = conn.NewServer(s.sessions, conn.Options{
		Log: options.Log, Clock: options.Clock, Metrics: s.metrics,
		MaxPages: options.MaxViewers, MaxQueued: options.Memory / 8, Assets: files.Base(),
	})
	s.metrics.gauge(s.sessions, s.pages)
	s.handler, err = s.routes()
	return s, err
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// socket is the connection of a page.
func (s *Server) socket(w http.ResponseWriter, r *http.Request) {
	s.pages.Accept(w, r, conn.Origin{Address: clientAddress(r), Watch: s.watchAddress(r, "")})
}

// Close says to everyone that the server goes down, and waits until all
// connections and sessions have ended, but not longer than ctx lasts. Pages come
// back by themselves, and bring their runs along.
func (s *Server) Close(ctx context.Context) {
	s.pages.GoDown()
	s.sessions.Close(ctx)
	s.pages.Wait(ctx)
	s.sessions.Wait(ctx)
}
