package conn

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"raft-playground/web/clock"
	"raft-playground/web/session"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

const small = "raft 1\nservers 3\nseed 7\n"

// house is a server of connections in a test, with sessions of its own and a clock
// that is moved by hand.
type house struct {
	*Server
	t     *testing.T
	clock *clock.Manual
	http  *httptest.Server
}

func open(t *testing.T, options Options) *house {
	return openWith(t, session.Options{}, options)
}

func openWith(t *testing.T, of session.Options, options Options) *house {
	t.Helper()
	h := &house{t: t, clock: clock.NewManual()}
	of.Clock, options.Clock = h.clock, h.clock
	h.Server = NewServer(session.NewRegistry(of), options)
	h.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.Accept(w, r, Origin{Address: "127.0.0.1", Watch: "/s/"})
	}))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), wiretest.Patience)
		defer cancel()
		h.GoDown()
		h.sessions.Close(ctx)
		h.Wait(ctx)
		h.sessions.Wait(ctx)
		if ctx.Err() != nil {
			t.Error("the server does not close")
		}
		h.http.CloseClientConnections()
		h.http.Close()
	})
	return h
}

func (h *house) address() string { return "ws" + strings.TrimPrefix(h.http.URL, "http") }

// connect opens a connection without a word.
func (h *house) connect(t *testing.T) *wiretest.Page {
	t.Helper()
	p := wiretest.New(t, wiretest.Dial(t, h.address()))
	p.Advance = h.clock.Advance
	return p
}

// visit connects and says hello.
func (h *house) visit(t *testing.T, hello wire.HelloRequest) *wiretest.Page {
	t.Helper()
	p := h.connect(t)
	p.Greet(hello)
	return p
}

// begin visits with a run of its own: the text, at time 0, paused or playing.
func (h *house) begin(t *testing.T, text string, playing bool) *wiretest.Page {
	t.Helper()
	return h.visit(t, wire.HelloRequest{Run: &wire.Run{Text: text}, Playing: &playing})
}

// socketOf returns the connection of a page.
func socketOf(p *wiretest.Page) *wiretest.Socket { return p.Line.(*wiretest.Socket) }
