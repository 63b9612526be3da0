package session

import (
	"sync/atomic"
	"time"
)

// Subscriber is what a session knows of a page: where to send what it is told. A
// connection is one, see package conn. It may be called by several goroutines.
type Subscriber interface {
	// Send queues a message, and reports whether there was room for it. It never
	// waits. When there was none, the subscriber is on its way out.
	Send(m *Message) bool

	// Hold queues a message that is in no hurry: it goes out with the next one that is
	// sent, or when it is released. Otherwise it is as Send.
	Hold(m *Message) bool

	// Release sends what is held. It was due at that time.
	Release(due time.Time)

	// Close ends the subscription after what is queued, giving the reason as a code
	// of wire.Bye. Only the first reason counts.
	Close(code string)
}

// Message is on its way to one page, or to many as the same bytes.
type Message struct {
	Text   []byte
	Due    time.Time    // when a frame was due; zero for whatever is no frame
	queues atomic.Int32 // in which it waits
}

// Queued notes that the message waits in one queue more, and reports whether that is
// the first.
func (m *Message) Queued() (first bool) { return m.queues.Add(1) == 1 }

// Unqueued notes that it waits in one queue less, and reports whether that was the
// last.
func (m *Message) Unqueued() (last bool) { return m.queues.Add(-1) == 0 }
