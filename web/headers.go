package web

import (
	"net/http"
	"path"
	"strings"

	"raft-playground/static"
)

// secure sets the headers that keep a page to itself: nothing but its own files
// is loaded, nothing inline is run, no one frames it but the pages that are made for
// that, and it tells no one where its visitor came from.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if strings.HasPrefix(r.URL.Path, static.Prefix) && path.Ext(r.URL.Path) != ".svg" {
			// What follows binds documents; scripts, styles and texts are none, and a
			// page has many of them. They are the same for everyone, so anyone may have
			// them: a page in a sandboxed frame is of no origin, not even of this one.
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
			h.Set("Access-Control-Allow-Origin", "*")
			next.ServeHTTP(w, r)
			return
		}
		policy := contentPolicy(r.Host)
		if embedded(r) {
			// A frame may stand anywhere, in a file on a teacher's disk too, which no
			// list of ancestors can name. It has no cookie and shows what its address tells.
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		} else {
			policy += "; frame-ancestors 'none'"
			h.Set("X-Frame-Options", "DENY") // for those who do not know frame-ancestors
		}
		h.Set("Content-Security-Policy", policy)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// embedded reports whether a request is for a page that others may frame: the one
// that opens links, and those of the lessons.
func embedded(r *http.Request) bool {
	l, _ := lessonAt(r.URL.Path)
	return r.URL.Query().Get("embed") == "1" && (r.URL.Path == "/" || l != nil)
}

// contentPolicy returns the content security policy but for who may frame. Older Safaris do not take
// 'self' for the scheme of a WebSocket, so this host is named for them.
func contentPolicy(host string) string {
	connect := "'self'"
	if plainHost(host) {
		connect += " ws://" + host + " wss://" + host
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self' data:",
		"connect-src " + connect,
		"base-uri 'none'",
		"form-action 'none'",
	}, "; ")
}

// plainHost reports whether a host is nothing but a name or an address with a
// port, which cannot change the meaning of a policy that it is put into.
func plainHost(host string) bool {
	if host == "" || len(host) > 255 {
		return false
	}
	for _, c := range []byte(host) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case strings.IndexByte("-.:[]", c) >= 0:
		default:
			return false
		}
	}
	return true
}
