package conn

import (
	"sync"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/clock"
	"raft-playground/web/session"
	"raft-playground/web/wire"
)

// Bounds of what waits to be written to one page.
const (
	maxQueueBytes    = 2 << 20  // unless a single message is larger
	maxQueueMessages = 256      // some 10 s of frames
	maxPiece         = 32 << 10 // unless a single message is larger
)

// farewellTime is how long a page may take to read its last messages.
const farewellTime = 5 * time.Second

// connection is one connected page: a queue of messages and the one goroutine that
// writes them. Whoever sends never waits. A page that does not take its messages
// fast enough is dropped with a code of its own, and resumes.
type connection struct {
	socket   *websocket.Conn
	from     Origin
	nameless bool     // the page is of no origin
	onSlow   func()   // called once when it is too slow; may be nil
	patience patience // with its pings
	clock    clock.Clock
	backlog  *backlog
	metrics  Metrics

	wake chan struct{} // the queue, or the end, is to be looked at

	mu       sync.Mutex
	queue    []*session.Message // those before head are written
	head     int
	held     int       // the last ones, which go out with the next that is sent
	due      time.Time // when the first frame was that is not held; zero when there is none
	bytes    int
	farewell string // why it is to be closed, once it is
	gone     bool   // the connection has ended
	cut      *time.Timer
}

func (s *Server) newConnection(socket *websocket.Conn) *connection {
	return &connection{
		socket: socket, backlog: s.backlog, onSlow: s.options.onSlow, patience: s.options.patience, metrics: s.metrics,
		clock: s.clock, wake: make(chan struct{}, 1),
	}
}

// Send queues a message, and reports whether there was room for it. When there was
// none, the page is on its way out.
func (c *connection) Send(m *session.Message) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.add(m) {
		return false
	}
	c.release(m.Due)
	return true
}

// Hold queues a message that goes out with the next one that is sent.
func (c *connection) Hold(m *session.Message) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.add(m) {
		return false
	}
	c.held++
	return true
}

// Release sends what is held.
func (c *connection) Release(due time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held > 0 {
		c.release(due)
	}
}

// release has the writer write what is queued; c.mu is held.
func (c *connection) release(due time.Time) {
	c.held = 0
	if c.due.IsZero() {
		c.due = due
	}
	c.signal()
}

// add queues a message, if there is room for it; c.mu is held.
func (c *connection) add(m *session.Message) bool {
	if c.gone || c.farewell != "" {
		return false
	}
	waiting := len(c.queue) - c.head
	lags := waiting > c.held && c.backlog.tooMuch()
	if lags || waiting > 0 && c.bytes+len(m.Text) > maxQueueBytes || waiting >= maxQueueMessages {
		c.clear()
		c.sayBye(wire.ByeSlow)
		if c.onSlow != nil {
			c.onSlow()
		}
		return false
	}
	if c.head >= maxQueueMessages { // it never catches up quite
		c.queue = append([]*session.Message(nil), c.queue[c.head:]...)
		c.head = 0
	}
	c.queue = append(c.queue, m)
	c.bytes += len(m.Text)
	c.backlog.take(m)
	return true
}

// Close closes the connection after what is queued, giving the reason. Only the
// first reason counts.
func (c *connection) Close(code string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.gone && c.farewell == "" {
		c.sayBye(code)
	}
}

// sayBye marks the page as leaving; c.mu is held. Whoever does not even take the
// farewell is cut off.
func (c *connection) sayBye(code string) {
	c.farewell = code
	c.metrics.Goodbye(code)
	c.cut = time.AfterFunc(farewellTime, func() { _ = c.socket.CloseNow() })
	c.signal()
}

// leave tells the writer that the connection has ended.
func (c *connection) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone = true
	c.clear()
	if c.cut != nil {
		c.cut.Stop()
	}
	c.signal()
}

func (c *connection) signal() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// next adds to some messages those to write next, in one piece, or returns why the
// connection is to be closed, or neither when there is nothing to do now. Due is when
// the first frame among them was.
func (c *connection) next(some []*session.Message) (next []*session.Message, due time.Time, farewell string, gone bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone {
		return some, time.Time{}, "", true
	}
	if c.head == len(c.queue) {
		return some, time.Time{}, c.farewell, false
	}
	for bytes := 0; c.head < len(c.queue); c.head++ {
		m := c.queue[c.head]
		if bytes > 0 && bytes+len(m.Text) > maxPiece {
			break
		}
		bytes += len(m.Text)
		c.queue[c.head] = nil
		c.bytes -= len(m.Text)
		c.backlog.leave(m)
		some = append(some, m)
	}
	c.held = min(c.held, len(c.queue)-c.head)
	if c.head == len(c.queue) {
		c.queue, c.head = c.queue[:0], 0 // its place is used again
		if cap(c.queue) > 2*usualQueue {
			c.queue = nil
		}
	}
	due, c.due = c.due, time.Time{}
	return some, due, "", false
}

// usualQueue is how many messages wait when all is well.
const usualQueue = 8

// clear throws away what waits; c.mu is held.
func (c *connection) clear() {
	for _, m := range c.queue[c.head:] {
		c.backlog.leave(m)
	}
	c.queue, c.head, c.bytes = nil, 0, 0
}
