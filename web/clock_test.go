package web

import (
	"sync"
	"time"
)

// handClock is a clock that a test moves by hand.
type handClock struct {
	mu     sync.Mutex
	now    time.Time
	timers []*handTimer
}

type handTimer struct {
	clock *handClock
	due   time.Time // zero while it is stopped
	c     chan time.Time
}

func newHandClock() *handClock {
	return &handClock{now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) NewTimer() Timer {
	t := &handTimer{clock: c, c: make(chan time.Time, 1)}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timers = append(c.timers, t)
	return t
}

// advance lets time pass. Timers that go off in that time do so at its end.
func (c *handClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for _, t := range c.timers {
		t.fire()
	}
}

func (t *handTimer) fire() {
	if t.due.IsZero() || t.due.After(t.clock.now) {
		return
	}
	t.due = time.Time{}
	t.c <- t.clock.now
}

func (t *handTimer) C() <-chan time.Time { return t.c }

func (t *handTimer) Set(at time.Time) {
	t.Stop()
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	t.due = at
	t.fire()
}

func (t *handTimer) Stop() {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	t.due = time.Time{}
	select {
	case <-t.c:
	default:
	}
}
