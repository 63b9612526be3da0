package browser

import (
	"sync"
	"testing"
	"time"

	webclock "raft-playground/web/clock"
)

// clock goes like the machine's, and can be put forward.
type clock struct {
	mu     sync.Mutex
	ahead  time.Duration
	timers []*clockTimer
	slept  chan struct{} // closed when a timer is set, if someone waits for it
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *clock) NewTimer() webclock.Timer {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &clockTimer{clock: c, timer: timer}
	c.timers = append(c.timers, t)
	return t
}

// forward lets time pass, all at once.
func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
	for _, t := range c.timers {
		t.arm()
	}
}

// lingering is how long a session sleeps at least that nobody watches, before it lies
// down. It never sleeps so long while somebody does.
const lingering = 2 * time.Second

// awaitLingering waits until nobody watches a session any more, and it has noticed.
func (c *clock) awaitLingering(t testing.TB) {
	t.Helper()
	giveUp := time.After(patience)
	for {
		c.mu.Lock()
		for _, timer := range c.timers {
			if timer.set && timer.at.Sub(time.Now().Add(c.ahead)) >= lingering {
				c.mu.Unlock()
				return
			}
		}
		slept := make(chan struct{})
		c.slept = slept
		c.mu.Unlock()
		select {
		case <-slept:
		case <-giveUp:
			t.Fatal("no session notices that nobody watches")
		}
	}
}

// clockTimer goes off by its clock. What it is set to is guarded by that.
type clockTimer struct {
	clock *clock
	timer *time.Timer
	at    time.Time
	set   bool
}

func (t *clockTimer) C() <-chan time.Time { return t.timer.C }

func (t *clockTimer) Set(at time.Time) {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	t.at, t.set = at, true
	t.arm()
	if t.clock.slept != nil {
		close(t.clock.slept)
		t.clock.slept = nil
	}
}

func (t *clockTimer) Stop() {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	t.set = false
	t.timer.Stop()
}

func (t *clockTimer) arm() {
	if t.set {
		t.timer.Reset(time.Until(t.at.Add(-t.clock.ahead)))
	}
}

// faultyClock goes like the machine's until it is broken. Then the next session
// that looks when to wake up fails.
type faultyClock struct {
	clock
	mu     sync.Mutex
	broken bool
}

func (c *faultyClock) breakDown() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.broken = true
}

func (c *faultyClock) NewTimer() webclock.Timer { return faultyTimer{c.clock.NewTimer(), c} }

type faultyTimer struct {
	webclock.Timer
	clock *faultyClock
}

func (t faultyTimer) Set(at time.Time) {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	if t.clock.broken {
		t.clock.broken = false
		panic("the clock is broken")
	}
	t.Timer.Set(at)
}
