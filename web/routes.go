package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"runtime/debug"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"raft-playground/static"
)

// routes returns what answers which address.
//
//	GET /                   the page; a new run begins
//	GET /s/‹id›             the page of a session
//	GET /lessons            the list of lessons
//	GET /lesson/‹name›      the page of a lesson; /lesson/‹name›/‹step› at a step of it
//	GET /language           the reference of the scenario language
//	GET /?embed=1           the page for another page's frame; a lesson's likewise
//	GET /s/‹id›/qr.svg      that page's address for a camera
//	GET /ws                 the socket of a page
//	GET /static/‹hash›/…    the page's files
//	GET /metrics            numbers for Prometheus, see metrics.go
//	GET /healthz            200 while the process lives
//	GET /readyz             200 while it takes new pages, else 503
//
// An address of a page with something around it leads there, see tidy.go.
func (s *Server) routes() (http.Handler, error) {
	clientIP, err := clientAddresses(s.options.TrustedProxies)
	if err != nil {
		return nil, err
	}
	r := chi.NewRouter()
	r.Use(clientIP, middleware.GetHead, s.recoverPanics, secure, http.NewCrossOriginProtection().Handler)

	// Compressing and timing out would break the socket; it has a group of its own.
	r.Group(func(r chi.Router) {
		r.Use(middleware.Compress(5, "text/html"))
		r.Get("/", s.home)
		r.Get("/s/{id}", s.run)
		r.Get("/lessons", s.lessons)
		r.Get("/lesson/{name}", s.lesson)
		r.Get("/lesson/{name}/{step}", s.lesson)
		r.Get("/language", s.language)
		r.NotFound(s.notFound)
	})
	r.Group(func(r chi.Router) {
		r.Use(s.limits.mayConnect)
		r.Get("/ws", s.socket)
	})
	r.Get(static.Prefix+"*", s.files.ServeHTTP)
	r.Get("/s/{id}/qr.svg", s.qrCode)
	if !s.options.NoMetrics {
		r.Method(http.MethodGet, "/metrics", s.metrics.handler())
	}
	r.Get("/healthz", s.healthy)
	r.Get("/readyz", s.ready)
	return r, nil
}

// clientAddresses returns what finds out from whom a request comes.
func clientAddresses(trusted []string) (func(http.Handler) http.Handler, error) {
	if len(trusted) == 0 {
		return middleware.ClientIPFromRemoteAddr, nil
	}
	for _, prefix := range trusted {
		if _, err := netip.ParsePrefix(prefix); err != nil {
			return nil, fmt.Errorf("trusted proxy %q: %w", prefix, err)
		}
	}
	return middleware.ClientIPFromXFF(trusted...), nil
}

func (s *Server) healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprintln(w, "ok", s.options.Version)
}

func (s *Server) ready(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if !s.pages.Open() {
		http.Error(w, "going down", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// recoverPanics answers with an error page what a handler failed to answer.
func (s *Server) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			failure := recover()
			if failure == nil {
				return
			}
			if failure == http.ErrAbortHandler { //nolint:errorlint // it is compared by identity
				panic(failure)
			}
			s.metrics.Failed()
			s.options.Log.Error("a handler panicked", "path", r.URL.Path, "panic", failure, "stack", string(debug.Stack()))
			if r.Header.Get("Upgrade") == "" {
				s.errorPage(w, r, http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
