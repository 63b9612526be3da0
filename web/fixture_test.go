package web

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// patience is how long a test waits for what has to come; only a failure takes
// that long.
const testPatience = 60 * time.Second

// house is a server in a test, with a clock that is moved by hand.
type house struct {
	*Server
	t     *testing.T
	clock *handClock
	http  *httptest.Server
}

func open(t *testing.T, options Options) *house {
	t.Helper()
	clock := newHandClock()
	options.Clock = clock
	server, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{Server: server, t: t, clock: clock, http: httptest.NewServer(server)}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), testPatience)
		defer cancel()
		server.Close(ctx)
		if ctx.Err() != nil {
			t.Error("the server does not close")
		}
		h.http.CloseClientConnections()
		h.http.Close()
	})
	return h
}

func (h *house) address() string { return "ws" + strings.TrimPrefix(h.http.URL, "http") + "/ws" }

// replayed returns the hash that a run has when its text is replayed to its end.
func replayed(t *testing.T, text string) string {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	run, err := scenario.NewRun(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := run.RunUntil(s.End); err != nil {
		t.Fatal(err)
	}
	return run.World().HashString()
}

func pointer[T any](value T) *T { return &value }

// equal fails when two values differ on the wire.
func equal(t *testing.T, what string, want, got any) {
	t.Helper()
	w, g := string(wire.Marshal(want)), string(wire.Marshal(got))
	if w == "[]" {
		w = "null"
	}
	if w == g {
		return
	}
	at := 0
	for at < min(len(w), len(g)) && w[at] == g[at] {
		at++
	}
	t.Errorf("%s differ:\nwant …%.200s\ngot  …%.200s", what, w[max(0, at-60):], g[max(0, at-60):])
}
