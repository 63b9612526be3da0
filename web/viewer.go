package web

import (
	"context"
	"sync"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
)

// Bounds of what waits to be written to one page.
const (
	maxQueueBytes    = 2 << 20 // unless a single message is larger
	maxQueueMessages = 256     // some 10 s of frames
)

// farewellTime is how long a page may take to read its last messages.
const farewellTime = 5 * time.Second

// viewer is one connected page: a queue of messages and the one goroutine that
// writes them. Whoever sends never waits. A page that does not take its messages
// fast enough is dropped with a code of its own, and resumes.
type viewer struct {
	conn     *websocket.Conn
	commands bool     // whether it may command, or only watch
	onSlow   func()   // called once when it is too slow; may be nil
	patience patience // with its pings

	wake chan struct{} // the queue, or the end, is to be looked at

	mu       sync.Mutex
	queue    [][]byte
	bytes    int
	farewell string // why it is to be closed, once it is
	gone     bool   // the connection has ended
	cut      *time.Timer

	// The session's actor alone touches these.
	stretches   int       // being regenerated for it
	regenerated allowance // events that may be regenerated for it
	commanded   allowance // what it may command
}

func newViewer(conn *websocket.Conn, o Options) *viewer {
	return &viewer{conn: conn, onSlow: o.onSlow, patience: o.patience, wake: make(chan struct{}, 1)}
}

// send queues a message, and reports whether there was room for it. When there
// was none, the viewer is on its way out.
func (v *viewer) send(message []byte) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone || v.farewell != "" {
		return false
	}
	if len(v.queue) > 0 && v.bytes+len(message) > maxQueueBytes || len(v.queue) >= maxQueueMessages {
		v.queue, v.bytes = nil, 0
		v.sayBye(wire.ByeSlow)
		if v.onSlow != nil {
			v.onSlow()
		}
		return false
	}
	v.queue = append(v.queue, message)
	v.bytes += len(message)
	v.signal()
	return true
}

// bye closes the connection after what is queued, giving the reason. Only the
// first reason counts.
func (v *viewer) bye(code string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.gone && v.farewell == "" {
		v.sayBye(code)
	}
}

// sayBye marks the viewer as leaving; v.mu is held. Whoever does not even take
// the farewell is cut off.
func (v *viewer) sayBye(code string) {
	v.farewell = code
	v.cut = time.AfterFunc(farewellTime, func() { _ = v.conn.CloseNow() })
	v.signal()
}

// leave tells the writer that the connection has ended.
func (v *viewer) leave() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.gone = true
	v.queue, v.bytes = nil, 0
	if v.cut != nil {
		v.cut.Stop()
	}
	v.signal()
}

func (v *viewer) signal() {
	select {
	case v.wake <- struct{}{}:
	default:
	}
}

// next returns the message to write next, or why the connection is to be closed,
// or neither when there is nothing to do now.
func (v *viewer) next() (message []byte, farewell string, gone bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone {
		return nil, "", true
	}
	if len(v.queue) == 0 {
		v.queue = nil
		return nil, v.farewell, false
	}
	message = v.queue[0]
	v.queue[0] = nil
	v.queue = v.queue[1:]
	v.bytes -= len(message)
	return message, "", false
}

// write writes what is queued until the connection ends or is to be closed. It
// uses a background context: one with a deadline costs a goroutine's worth of
// work for each message, and a write that hangs is ended by a ping that fails.
func (v *viewer) write() {
	ctx := context.Background()
	keepAlive := v.keepAlive(ctx)
	defer keepAlive.Stop()
	for range v.wake {
		for {
			message, farewell, gone := v.next()
			if gone {
				return
			}
			if farewell != "" {
				_ = v.conn.Write(ctx, websocket.MessageText, marshal(wire.Bye{T: "bye", Code: farewell}))
				_ = v.conn.Close(websocket.StatusCode(wire.CloseCodes[farewell]), farewell)
				return
			}
			if message == nil {
				break
			}
			if v.conn.Write(ctx, websocket.MessageText, message) != nil {
				_ = v.conn.CloseNow()
				return
			}
		}
	}
}

// keepAlive pings the page now and then, and ends the connection when it does
// not answer.
func (v *viewer) keepAlive(ctx context.Context) *time.Timer {
	var mu sync.Mutex // until timer is set
	mu.Lock()
	defer mu.Unlock()
	var timer *time.Timer
	timer = time.AfterFunc(v.patience.ping, func() {
		mu.Lock()
		defer mu.Unlock()
		ctx, cancel := context.WithTimeout(ctx, v.patience.pong)
		defer cancel()
		if v.conn.Ping(ctx) != nil {
			_ = v.conn.CloseNow()
			return
		}
		timer.Reset(v.patience.ping)
	})
	return timer
}
