package conn

import (
	"context"
	"sync"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
)

// write writes what is queued until the connection ends or is to be closed. It
// uses a background context: one with a deadline costs a goroutine's worth of
// work for each message, and a write that hangs is ended by a ping that fails.
func (c *connection) write() {
	ctx := context.Background()
	keepAlive := c.keepAlive(ctx)
	defer keepAlive.Stop()
	for range c.wake {
		for {
			m, farewell, gone := c.next()
			if gone {
				return
			}
			if farewell != "" {
				_ = c.socket.Write(ctx, websocket.MessageText, wire.Marshal(wire.Bye{T: "bye", Code: farewell}))
				_ = c.socket.Close(websocket.StatusCode(wire.CloseCodes[farewell]), farewell)
				return
			}
			if m == nil {
				break
			}
			if c.socket.Write(ctx, websocket.MessageText, m.Text) != nil {
				_ = c.socket.CloseNow()
				return
			}
			if !m.Due.IsZero() {
				c.metrics.FrameWritten(m.Due, c.clock.Now())
			}
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
