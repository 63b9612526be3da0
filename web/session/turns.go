package session

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// Long work (playing a run that a page brought, opening a fork, regenerating a
// stretch) is done in turns. There are few at a time, so that the sessions that
// play have room; a turn is a few milliseconds, and then somebody else may have the
// next one: the address, and at that address the page, on whose behalf the least
// has been done lately. So who asks for little never waits for those who ask for
// much, however many of them there are.
const (
	turnTime   = 4 * time.Millisecond
	yieldEvery = time.Millisecond // of a turn
	maxWaiting = 1024             // jobs; the address with the most of them has to do without
	forgetting = 10 * time.Second // what was done so long ago counts half
)

// turns gives them out.
type turns struct {
	mu      sync.Mutex
	free    int
	waiting []*job
	spent   map[string]*spending // by address
	ledger  *ledger
	relieve func()           // makes room where there is not enough memory; may be nil
	clock   func() time.Time // tests have their own
}

func newTurns(atOnce int, l *ledger) *turns {
	return &turns{free: atOnce, spent: make(map[string]*spending), ledger: l, clock: time.Now}
}

// spending is how much of the workers' time somebody has had lately.
type spending struct {
	seconds float64
	at      time.Time
	jobs    int // that wait or have a turn
}

// now returns how much it is by now.
func (s *spending) now(t time.Time) float64 {
	if passed := t.Sub(s.at); passed > 0 {
		s.seconds *= math.Exp2(-passed.Seconds() / forgetting.Seconds())
		s.at = t
	}
	return s.seconds
}

// do does something in turns, which meters what it plays by job.meter. An error is
// its own, that of ctx, or a refusal.
func (t *turns) do(ctx context.Context, p payer, f func(*job) error) error {
	j := &job{turns: t, ctx: ctx, payer: p, most: scenario.MaxEvents + slack, granted: make(chan struct{}, 1)}
	j.account.ledger, j.account.address = t.ledger, p.address
	if err := t.enter(j); err != nil {
		return err
	}
	defer t.leave(j)
	return f(j)
}

// enter waits for a job's first turn.
func (t *turns) enter(j *job) error {
	t.mu.Lock()
	j.address = t.spent[j.payer.address]
	if j.address == nil {
		j.address = &spending{at: j.turns.clock()}
		t.spent[j.payer.address] = j.address
	}
	j.address.jobs++
	t.mu.Unlock()
	err := t.await(j, true)
	if err != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.done(j)
	}
	return err
}

// await waits for the next turn of a job, or for its first one.
func (t *turns) await(j *job, first bool) error {
	t.mu.Lock()
	if t.free > 0 {
		t.free--
		j.has, j.begun = true, j.turns.clock()
		t.mu.Unlock()
		return nil
	}
	if first && len(t.waiting) >= maxWaiting && !t.makeRoom(j) {
		t.mu.Unlock()
		return wire.Refuse(wire.RefusedCrowded)
	}
	t.waiting = append(t.waiting, j)
	t.mu.Unlock()
	select {
	case <-j.granted:
	case <-j.ctx.Done():
		t.mu.Lock()
		defer t.mu.Unlock()
		if i := slices.Index(t.waiting, j); i >= 0 {
			t.waiting = slices.Delete(t.waiting, i, i+1)
		} else {
			<-j.granted
			if !j.refused {
				t.pass() // it had just been given a turn
			}
		}
		return j.ctx.Err()
	}
	if j.refused {
		return wire.Refuse(wire.RefusedCrowded)
	}
	j.has, j.begun = true, j.turns.clock()
	j.yield(j.begun)
	return nil
}

// makeRoom turns the newest job away of the address that has by far the most of
// them, and reports whether there was one such; t.mu is held.
func (t *turns) makeRoom(j *job) bool {
	var most *job
	for _, w := range t.waiting {
		if w.events == 0 && w.payer.address != j.payer.address && w.address.jobs > j.address.jobs && (most == nil || w.address.jobs >= most.address.jobs) {
			most = w
		}
	}
	if most == nil {
		return false
	}
	t.waiting = slices.DeleteFunc(t.waiting, func(w *job) bool { return w == most })
	most.refused = true
	most.granted <- struct{}{}
	return true
}

// leave ends a job.
func (t *turns) leave(j *job) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if j.has {
		t.charge(j)
		t.pass()
	}
	t.done(j)
}

// done forgets a job, and an address that has had next to nothing; t.mu is held.
func (t *turns) done(j *job) {
	now := j.turns.clock()
	j.address.jobs--
	if len(t.spent) < 64 {
		return
	}
	for address, s := range t.spent {
		if s.jobs == 0 && s.now(now) < 0.001 {
			delete(t.spent, address)
		}
	}
}

// charge notes what a job's turn has taken; t.mu is held.
func (t *turns) charge(j *job) {
	now := j.turns.clock()
	took := now.Sub(j.begun).Seconds()
	for _, s := range []*spending{j.address, j.payer.page} {
		s.now(now)
		s.seconds += took
		s.at = now
	}
	j.begun = now
}

// pass gives a turn on, to whom the least has been given; t.mu is held.
func (t *turns) pass() {
	if len(t.waiting) == 0 {
		t.free++
		return
	}
	now := t.clock()
	best := 0
	for i, w := range t.waiting {
		b := t.waiting[best]
		switch ours, theirs := w.address.now(now), b.address.now(now); {
		case w.address != b.address && ours < theirs:
			best = i
		case w.address == b.address && w.payer.page.now(now) < b.payer.page.now(now):
			best = i
		}
	}
	next := t.waiting[best]
	t.waiting = slices.Delete(t.waiting, best, best+1)
	next.granted <- struct{}{}
}

// number returns how many jobs wait.
func (t *turns) number() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.waiting)
}
