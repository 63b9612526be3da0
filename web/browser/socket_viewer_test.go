package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// watcher is someone who watches a session without a page.
type watcher struct {
	t    testing.TB
	conn *websocket.Conn
}

func watch(t testing.TB, h *house, session string) *watcher {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, "ws://"+h.address+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseNow() })
	conn.SetReadLimit(-1)
	if err := conn.Write(ctx, websocket.MessageText, fmt.Appendf(nil, `{"t":"hello","session":%q}`, session)); err != nil {
		t.Fatal(err)
	}
	w := &watcher{t, conn}
	w.frames(1)
	return w
}

// frames waits until so many frames have come.
func (w *watcher) frames(most int) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	for most > 0 {
		_, message, err := w.conn.Read(ctx)
		if err != nil {
			w.t.Fatal(err)
		}
		for line := range strings.Lines(string(message)) {
			if strings.HasPrefix(line, `{"t":"frame"`) {
				most--
			}
		}
	}
}
