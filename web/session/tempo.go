package session

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// tempo is how often pages are told, and how many events those that play may have in a
// second, all together. Each has its share, and what some leave is for those who want
// more: at a high speed time passes as fast as there is room for, and who plays at smart
// speed does not notice. When ticks come late, there is less room.
type tempo struct {
	most     float64 // events a second
	cores    float64
	interval atomic.Int64 // until a page is told again, in nanoseconds

	mu      sync.Mutex
	players int       // sessions that play
	pages   int       // that watch them
	rate    float64   // as ticks come in time
	spare   Allowance // beyond everyone's share
	latest  time.Duration
	looked  time.Time
}

const (
	eventsOfACore = 50_000 // a second; telling them costs more than playing them
	leastRoom     = 8      // events of a tick; smart speed needs two or three
	roomStep      = 64     // events that are taken of what is spare at a time
	lateTick      = 25 * time.Millisecond
	tempoEvery    = 100 * time.Millisecond
	tickStep      = 40 * time.Millisecond  // few steps: pages are told of each
	slowestTick   = 320 * time.Millisecond // a page still moves evenly from one to the next
	tickCost      = 35 * time.Microsecond  // of a session, and
	frameCost     = 18 * time.Microsecond  // of each page that its frame is written to, as web/load measures them
	tickPart      = 0.3                    // of the cores, for these
)

func newTempo(now time.Time) *tempo {
	cores := float64(runtime.GOMAXPROCS(0))
	most := eventsOfACore * cores
	t := &tempo{most: most, cores: cores, rate: most, looked: now}
	t.interval.Store(int64(tickEvery))
	t.spare = NewAllowance(most/2, most/10, now)
	return t
}

// plays notes that a session plays for so many pages now, 0 if it does not.
func (t *tempo) plays(before, now int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pages += now - before
	t.players += min(now, 1) - min(before, 1)
	cost := time.Duration(t.players)*tickCost + time.Duration(t.pages)*frameCost
	wanted := time.Duration(float64(cost) / (tickPart * t.cores))
	every := tickEvery
	for every+tickStep/2 < min(wanted, slowestTick) {
		every += tickStep
	}
	t.interval.Store(int64(every))
}

// every returns how long it is until a page is told again: the longer, the more pages
// there are to tell.
func (t *tempo) every() time.Duration { return time.Duration(t.interval.Load()) }

// room returns how many events a tick may have at least, of those that come so far
// apart. Late is how late it came.
func (t *tempo) room(every, late time.Duration, now time.Time) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.latest = max(t.latest, late)
	if now.Sub(t.looked) >= tempoEvery {
		t.adjust(now)
	}
	return max(leastRoom, int(t.rate/2*every.Seconds())/max(1, t.players))
}

// adjust gives less room when ticks were late, and more again when they were not;
// t.mu is held.
func (t *tempo) adjust(now time.Time) {
	if t.latest > lateTick {
		t.rate = max(t.most/16, t.rate*0.7)
	} else {
		t.rate = min(t.most, t.rate*1.1)
	}
	t.spare.refill(now)
	t.spare.rate, t.spare.burst = t.rate/2, t.rate/10
	t.latest, t.looked = 0, now
}

// more returns how many events a tick may have besides, 0 when none are spare.
func (t *tempo) more(now time.Time) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.spare.Take(roomStep, now) {
		return 0
	}
	return roomStep
}
