package browser

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"

	"raft-playground/web"
)

// house is a playground's server, as it would run on a visitor's machine.
type house struct {
	t       testing.TB
	options web.Options
	address string // host and port
	server  *web.Server
	http    *http.Server
}

// build starts a server on a port of its own.
func build(t testing.TB, options web.Options) *house {
	t.Helper()
	diary := &diary{}
	options.Log = slog.New(slog.NewTextHandler(diary, nil))
	h := &house{t: t, options: options, address: "127.0.0.1:0"}
	h.start()
	t.Cleanup(func() {
		h.shut()
		if t.Failed() {
			t.Logf("the server's log:\n%s", diary)
		}
	})
	return h
}

func (h *house) start() {
	h.t.Helper()
	server, err := web.New(h.options)
	if err != nil {
		h.t.Fatal(err)
	}
	listener, err := net.Listen("tcp", h.address)
	if err != nil {
		h.t.Fatal(err)
	}
	h.address = listener.Addr().String()
	h.server = server
	h.http = &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second}
	go h.http.Serve(listener) //nolint:errcheck // it ends with ErrServerClosed
}

// shut takes the server down, as its signal handler does.
func (h *house) shut() {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	h.server.Close(ctx)
	if ctx.Err() != nil {
		h.t.Error("the server does not go down")
	}
	_ = h.http.Close()
}

// rebuild starts another server, which knows nothing of the first, on its port.
func (h *house) rebuild() {
	h.t.Helper()
	h.start()
}

// awaitRest waits until a session lies at rest.
func (h *house) awaitRest() {
	h.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		answer, err := http.Get(h.url("/metrics"))
		if err != nil {
			h.t.Fatal(err)
		}
		numbers, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil {
			h.t.Fatal(err)
		}
		if strings.Contains(string(numbers), "playground_sessions_at_rest 1\n") {
			return
		}
	}
	h.t.Fatal("no session lies down")
}

func (h *house) url(path string) string { return "http://" + h.address + path }

// open opens a page at a path.
func (h *house) open(path string) *page {
	h.t.Helper()
	p := newPage(h.t)
	p.visit(h.url(path))
	return p
}

// begin opens a page with a run of its own, and waits until it is there.
func (h *house) begin() *page {
	h.t.Helper()
	p := h.open("/")
	p.ready()
	return p
}

// beginIn is the same for a visitor who has chosen a language before.
func (h *house) beginIn(lang string) *page {
	h.t.Helper()
	p := newPage(h.t)
	call(p, network.SetCookie, network.SetCookieParams{Name: "lang", Value: lang, URL: h.url("/")})
	p.visit(h.url("/"))
	p.ready()
	return p
}

// diary keeps what a server logs.
type diary struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (d *diary) Write(line []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.Write(line)
}

func (d *diary) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.String()
}
