package conn

import (
	"bytes"
	"context"
	"sync"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/session"
	"raft-playground/web/wire"
)

// write writes what is queued until the connection ends or is to be closed. It
// uses a background context: one with a deadline costs a goroutine's worth of
// work for each message, and a write that hangs is ended by a ping that fails.
func (c *connection) write() {
	ctx := context.Background()
	keepAlive := c.keepAlive(ctx)
	defer keepAlive.Stop()
	var some [usualQueue]*session.Message
	for range c.wake {
		for {
			next, due, farewell, gone := c.next(some[:0])
			if gone {
				return
			}
			if farewell != "" {
				_ = c.socket.Write(ctx, websocket.MessageText, wire.Marshal(wire.Bye{T: "bye", Code: farewell}))
				_ = c.socket.Close(websocket.StatusCode(wire.CloseCodes[farewell]), farewell)
				return
			}
			if len(next) == 0 {
				break
			}
			if c.writeTogether(ctx, next) != nil {
				_ = c.socket.CloseNow()
				return
			}
			c.measure(next, due)
			clear(next)
		}
	}
}

// pieces are for what is written together.
var pieces = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// writeTogether writes messages as one of the WebSocket, a line each: to write costs more
// than what is written.
func (c *connection) writeTogether(ctx context.Context, some []*session.Message) error {
	if len(some) == 1 {
		return c.socket.Write(ctx, websocket.MessageText, some[0].Text)
	}
	piece := pieces.Get().(*bytes.Buffer)
	defer pieces.Put(piece)
	piece.Reset()
	for i, m := range some {
		if i > 0 {
			piece.WriteByte('\n')
		}
		piece.Write(m.Text)
	}
	return c.socket.Write(ctx, websocket.MessageText, piece.Bytes())
}

// measure notes how late frames are that have just been written. One that was held was
// due with the first that was not.
func (c *connection) measure(written []*session.Message, due time.Time) {
	now := c.clock.Now()
	for _, m := range written {
		switch {
		case m.Due.IsZero(): // no frame
		case m.Due.Before(due):
			c.metrics.FrameWritten(due, now)
		default:
			c.metrics.FrameWritten(m.Due, now)
		}
	}
}

// keepAlive pings the page now and then, and ends the connection when it does
// not answer.
func (c *connection) keepAlive(ctx context.Context) *time.Timer {
	var mu sync.Mutex // until timer is set
	mu.Lock()
	defer mu.Unlock()
	var timer *time.Timer
	timer = time.AfterFunc(c.patience.ping, func() {
		mu.Lock()
		defer mu.Unlock()
		ctx, cancel := context.WithTimeout(ctx, c.patience.pong)
		defer cancel()
		if c.socket.Ping(ctx) != nil {
			_ = c.socket.CloseNow()
			return
		}
		timer.Reset(c.patience.ping)
	})
	return timer
}
