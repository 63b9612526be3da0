package web

import (
	"context"
	"sync"
	"sync/atomic"
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
	clock    Clock
	onTheWay *onTheWay

	metrics *metrics
	newLook atomic.Pointer[wire.Look] // that the session has not heard of yet

	wake chan struct{} // the queue, or the end, is to be looked at

	mu       sync.Mutex
	queue    []outgoing // those before head are written
	head     int
	bytes    int
	farewell string // why it is to be closed, once it is
	gone     bool   // the connection has ended
	cut      *time.Timer

	payer payer // for the work that is done for it

	// The session's actor alone touches these.
	ctx         context.Context // ends when it leaves
	cancel      context.CancelFunc
	stretches   int       // being regenerated for it
	told        bool      // a text is being written for it
	regenerated allowance // events that may be regenerated for it
	commanded   allowance // what it may command
}

// outgoing is a message on its way to a page.
type outgoing struct {
	*parcel
	due time.Time // of a frame
}

func newViewer(conn *websocket.Conn, o Options, m *metrics) *viewer {
	return &viewer{conn: conn, onTheWay: &onTheWay{most: o.Memory / 8}, onSlow: o.onSlow, patience: o.patience, metrics: m, clock: o.Clock, wake: make(chan struct{}, 1)}
}

// send queues a message, and reports whether there was room for it. When there
// was none, the viewer is on its way out.
func (v *viewer) send(message []byte) bool {
	return v.sendFrame(&parcel{message: message}, time.Time{})
}

// sendFrame queues a frame that was due at an instant.
func (v *viewer) sendFrame(p *parcel, due time.Time) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone || v.farewell != "" {
		return false
	}
	waiting := len(v.queue) - v.head
	if waiting > 0 && (v.bytes+len(p.message) > maxQueueBytes || v.onTheWay.tooMuch()) || waiting >= maxQueueMessages {
		v.clear()
		v.sayBye(wire.ByeSlow)
		if v.onSlow != nil {
			v.onSlow()
		}
		return false
	}
	if v.head >= maxQueueMessages { // it never catches up quite
		v.queue = append([]outgoing(nil), v.queue[v.head:]...)
		v.head = 0
	}
	v.queue = append(v.queue, outgoing{p, due})
	v.bytes += len(p.message)
	v.onTheWay.take(p)
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
	v.metrics.goodbyes.WithLabelValues(code).Inc()
	v.cut = time.AfterFunc(farewellTime, func() { _ = v.conn.CloseNow() })
	v.signal()
}

// leave tells the writer that the connection has ended.
func (v *viewer) leave() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.gone = true
	v.clear()
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
func (v *viewer) next() (out outgoing, farewell string, gone bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone {
		return out, "", true
	}
	if v.head == len(v.queue) {
		return out, v.farewell, false
	}
	out = v.queue[v.head]
	v.queue[v.head] = outgoing{}
	v.head++
	v.bytes -= len(out.message)
	v.onTheWay.leave(out.parcel)
	if v.head == len(v.queue) {
		v.queue, v.head = v.queue[:0], 0 // its place is used again
		if cap(v.queue) > 2*usualQueue {
			v.queue = nil
		}
	}
	return out, "", false
}

// usualQueue is how many messages wait when all is well.
const usualQueue = 8

// clear throws away what waits; v.mu is held.
func (v *viewer) clear() {
	for _, out := range v.queue[v.head:] {
		v.onTheWay.leave(out.parcel)
	}
	v.queue, v.head, v.bytes = nil, 0, 0
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
			out, farewell, gone := v.next()
			if gone {
				return
			}
			if farewell != "" {
				_ = v.conn.Write(ctx, websocket.MessageText, wire.Marshal(wire.Bye{T: "bye", Code: farewell}))
				_ = v.conn.Close(websocket.StatusCode(wire.CloseCodes[farewell]), farewell)
				return
			}
			if out.parcel == nil {
				break
			}
			if v.conn.Write(ctx, websocket.MessageText, out.message) != nil {
				_ = v.conn.CloseNow()
				return
			}
			v.metrics.written(out.due, v.clock.Now())
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
