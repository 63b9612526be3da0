package wiretest

import (
	"bytes"
	"context"
	"testing"

	"github.com/coder/websocket"
)

// Socket is a line over a WebSocket.
type Socket struct {
	Conn *websocket.Conn
	Ctx  context.Context
	rest []byte // of what came in one piece
}

// Dial connects to an address without a word.
func Dial(t testing.TB, address string) *Socket {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	t.Cleanup(cancel)
	socket, _, err := websocket.Dial(ctx, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	socket.SetReadLimit(-1)
	t.Cleanup(func() { _ = socket.CloseNow() })
	return &Socket{Conn: socket, Ctx: ctx}
}

// Write says something.
func (s *Socket) Write(text []byte) error { return s.Conn.Write(s.Ctx, websocket.MessageText, text) }

// Read waits for what is said next.
func (s *Socket) Read() (message []byte, err error) {
	piece := s.rest
	if len(piece) == 0 {
		_, piece, err = s.Conn.Read(s.Ctx)
		if code := websocket.CloseStatus(err); code >= 0 {
			return nil, Closed{int(code)}
		}
	}
	message, s.rest, _ = bytes.Cut(piece, []byte{'\n'})
	return message, err
}

// Leave closes the connection, as a page does.
func (s *Socket) Leave() error { return s.Conn.Close(websocket.StatusNormalClosure, "") }
