package clock

import (
	"sync"
	"time"
)

// Manual is a clock that a test moves by hand.
type Manual struct {
	mu     sync.Mutex
	now    time.Time
	timers []*manualTimer
}

type manualTimer struct {
	clock *Manual
	due   time.Time // zero while it is stopped
	c     chan time.Time
}

// NewManual returns a clock that stands still.
func NewManual() *Manual {
	return &Manual{now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// Now returns the instant to which it was moved.
func (c *Manual) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// NewTimer returns a timer that goes off when the clock is moved.
func (c *Manual) NewTimer() Timer {
	t := &manualTimer{clock: c, c: make(chan time.Time, 1)}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timers = append(c.timers, t)
	return t
}

// Advance lets time pass. Timers that go off in that time do so at its end.
func (c *Manual) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for _, t := range c.timers {
		t.fire()
	}
}

func (t *manualTimer) fire() {
	if t.due.IsZero() || t.due.After(t.clock.now) {
		return
	}
	t.due = time.Time{}
	t.c <- t.clock.now
}

func (t *manualTimer) C() <-chan time.Time { return t.c }

func (t *manualTimer) Set(at time.Time) {
	t.Stop()
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	t.due = at
	t.fire()
}

func (t *manualTimer) Stop() {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	t.due = time.Time{}
	select {
	case <-t.c:
	default:
	}
}
