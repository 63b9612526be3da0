package web

import (
	"context"
	"net/http"
	"testing"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

func TestAServerThatGoesDownTellsEveryone(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	other := h.begin(t, small, false)
	silent := h.connect(t) // has not said hello
	h.status(t, "/readyz", http.StatusOK)
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		ctx, cancel := context.WithTimeout(context.Background(), wiretest.Patience)
		defer cancel()
		h.Close(ctx)
	}()
	for _, q := range []*wiretest.Page{p, watcher, other, silent} {
		if bye, code := q.Ended(); bye != wire.ByeRestart || code != 4001 {
			t.Errorf("%q, %d", bye, code)
		}
	}
	<-closed
	h.status(t, "/readyz", http.StatusServiceUnavailable)
	h.status(t, "/healthz", http.StatusOK)
	if _, response, err := websocket.Dial(t.Context(), h.address(), nil); err == nil || response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a page gets in: %v", err)
	}
	if n := h.sessions.Count(); n != 0 {
		t.Errorf("%d sessions are left", n)
	}
}

// status checks how an address is answered.
func (h *house) status(t *testing.T, path string, want int) {
	t.Helper()
	response, err := h.http.Client().Get(h.http.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != want {
		t.Errorf("%s: %s, want %d", path, response.Status, want)
	}
}
