package session

import (
	"context"
	"runtime"
	"time"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
)

// slack is how many events more a session may have than it needs to stop, whose run is
// played again: it stops behind the tick in which it has them.
const slack = 2 * play.MaxInstant

// payer is on whose behalf something is done: a page, and the address that it comes
// from.
type payer struct {
	address string
	page    *spending
}

func newPayer(address string) payer { return payer{address, &spending{}} }

// job is work under way. Its ctx ends when nobody wants its result any more.
type job struct {
	turns   *turns
	ctx     context.Context
	payer   payer
	address *spending
	granted chan struct{}
	has     bool      // a turn
	begun   time.Time // that turn
	yielded time.Time // when others last went first
	refused bool      // it waited for its first, and there were too many

	events  uint64     // that have been played in it
	most    uint64     // that may be
	makes   []*cluster // what it makes,
	account account    // which takes memory
}

// meter counts events that a job has played. When its turn is over, it waits for
// the next one. It returns an error when nobody wants its result any more, or it has
// become too much.
func (j *job) meter(events uint64) error {
	if j.events += events; j.events > j.most {
		return tooFar(scenario.MaxEvents)
	}
	now := j.turns.clock()
	if now.Sub(j.begun) < turnTime {
		if now.Sub(j.yielded) >= yieldEvery {
			j.yield(now)
		}
		return nil
	}
	if err := j.ctx.Err(); err != nil {
		return err
	}
	if j.makes != nil {
		j.account.set(weigh(j.makes))
		if r := j.account.heavy(); r != nil {
			return r
		}
		if j.turns.relieve != nil {
			j.turns.relieve()
		}
	}
	j.turns.mu.Lock()
	j.turns.charge(j)
	if len(j.turns.waiting) == 0 {
		j.turns.mu.Unlock()
		return nil
	}
	j.has = false
	j.turns.pass()
	j.turns.mu.Unlock()
	return j.turns.await(j, false)
}

// yield lets those go first who wait for a core: the sessions that play, and those who
// write what they tell. That takes nothing of the job's turn.
func (j *job) yield(now time.Time) {
	runtime.Gosched()
	j.yielded = j.turns.clock()
	j.begun = j.begun.Add(j.yielded.Sub(now))
}

// again returns the job with its events counted anew: it has come to another part of
// what it does.
func (j *job) again() *job {
	j.events = 0
	return j
}

// making has clusters metered, and weighed as what the job makes, until the function
// is called that it returns.
func (j *job) making(clusters ...*cluster) (done func()) {
	j.makes = clusters
	for _, c := range clusters {
		c.run.SetMeter(j.meter)
	}
	return func() {
		j.makes = nil
		j.account.set(0)
		for _, c := range clusters {
			c.run.SetMeter(nil)
		}
	}
}
