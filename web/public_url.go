package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/go-chi/chi/v5"

	"raft-playground/web/conn"
)

// watchAddress returns the whole address under which others can watch a session:
// what the server was told that it is known by, or else what this page has found
// it by. A page on the server's own machine finds it by a name that means
// something else everywhere else; then it is the address in the network.
func (s *Server) watchAddress(r *http.Request, id string) string {
	return s.publicBase(r) + "/s/" + id
}

func (s *Server) publicBase(r *http.Request) string {
	switch {
	case s.options.PublicURL != "":
		return s.options.PublicURL
	case plainHost(r.Host) && !loopback(r.Host):
		return s.scheme(r) + "://" + r.Host
	case s.options.NetworkURL != "":
		return s.options.NetworkURL
	case plainHost(r.Host):
		return s.scheme(r) + "://" + r.Host
	}
	return ""
}

// scheme returns how a page has come to this server: a proxy says so, if it is one
// that is believed.
func (s *Server) scheme(r *http.Request) string {
	if r.TLS != nil || s.fromProxy(r) && r.Header.Get("X-Forwarded-Proto") == "https" {
		return "https"
	}
	return "http"
}

// fromProxy reports whether a connection comes from a proxy that is believed.
func (s *Server) fromProxy(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	for _, network := range s.options.TrustedProxies {
		if prefix, err := netip.ParsePrefix(network); err == nil && prefix.Contains(from.Addr().Unmap()) {
			return true
		}
	}
	return false
}

// loopback reports whether a host means this machine on every machine.
func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if ip, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return ip.Unmap().IsLoopback() || ip.IsUnspecified()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// publicAddress checks an address that the server is to be known by, and returns
// it without a slash at its end.
func publicAddress(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !plainHost(u.Host) || u.RawQuery != "" || u.Fragment != "" || u.User != nil || strings.Trim(u.Path, "/") != "" {
		return "", fmt.Errorf("public address %q: want one like https://raft.example.org", address)
	}
	return u.Scheme + "://" + u.Host, nil
}

// qrCode is the address under which others can watch a session, for a camera.
func (s *Server) qrCode(w http.ResponseWriter, r *http.Request) {
	id := chi.URLParam(r, "id")
	base := s.publicBase(r)
	if !conn.ValidSessionID(id) || base == "" {
		s.notFound(w, r)
		return
	}
	picture, err := s.codes.svg(base + "/s/" + id)
	if err != nil {
		s.options.Log.Error("a QR code could not be drawn", "err", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(picture) // an error means that the reader has gone
}
