package session

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

// occupy takes all turns, until what it returns is called.
func (t *turns) occupy() (release func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := t.free
	t.free = 0
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		for range taken {
			t.pass()
		}
	}
}

// queueing has jobs wait for the one turn there is, and tells in which order they
// come to it.
type queueing struct {
	*turns
	t       *testing.T
	now     time.Time
	mu      sync.Mutex
	order   []string
	done    sync.WaitGroup
	release func()
}

func newQueueing(t *testing.T) *queueing {
	q := &queueing{turns: newTurns(1, newLedger(1<<30)), t: t, now: time.Unix(1000, 0)}
	q.clock = func() time.Time {
		q.mu.Lock()
		defer q.mu.Unlock()
		return q.now
	}
	q.release = q.occupy()
	return q
}

// enqueue has a job wait that takes so long in all.
func (q *queueing) enqueue(name string, p payer, takes time.Duration) {
	q.done.Go(func() {
		err := q.do(q.t.Context(), p, func(j *job) error {
			for left := takes; left > 0; left -= turnTime {
				q.mu.Lock()
				q.order = append(q.order, name)
				q.now = q.now.Add(turnTime)
				q.mu.Unlock()
				if err := j.meter(1); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			q.t.Errorf("%s: %v", name, err)
		}
	})
	synctest.Wait() // until it waits
}

func TestWhoAsksForLittleDoesNotWaitForThoseWhoAskForMuch(t *testing.T) {
	synctest.Test(t, littleBeforeMuch)
}

func littleBeforeMuch(t *testing.T) {
	q := newQueueing(t)
	greedy := newPayer("a")
	for i := range 5 {
		q.enqueue(fmt.Sprintf("greedy %d", i), greedy, 20*turnTime)
	}
	q.enqueue("class mate", newPayer("a"), turnTime)
	q.enqueue("elsewhere", newPayer("b"), 2*turnTime)
	q.release()
	q.done.Wait()
	place := func(name string) (last int) {
		for i, n := range q.order {
			if n == name {
				last = i
			}
		}
		return last
	}
	// The greedy ones came first, but had one turn before the others had theirs.
	if place("elsewhere") > 4 || place("class mate") > 4 {
		t.Errorf("in this order: %q", q.order)
	}
}

func TestAJobThatNobodyWantsEndsAtOnce(t *testing.T) {
	turns := newTurns(1, newLedger(1<<30))
	ctx, cancel := context.WithCancel(t.Context())
	err := turns.do(ctx, newPayer("a"), func(j *job) error {
		cancel()
		for {
			if err := j.meter(1); err != nil {
				return err
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	release := turns.occupy()
	if err := turns.do(ctx, newPayer("a"), func(*job) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("one that waits ended with %v", err)
	}
	release()
	if turns.free != 1 || turns.number() != 0 {
		t.Errorf("%d turns are free, %d jobs wait", turns.free, turns.number())
	}
}

func TestTheAddressWithTheMostJobsDoesWithoutWhenThereAreTooMany(t *testing.T) {
	synctest.Test(t, mostDoWithout)
}

func mostDoWithout(t *testing.T) {
	turns := newTurns(1, newLedger(1<<30))
	release := turns.occupy()
	var ended sync.WaitGroup
	var mu sync.Mutex
	crowded := map[string]int{}
	enter := func(address string) {
		ended.Go(func() {
			if err := turns.do(t.Context(), newPayer(address), func(*job) error { return nil }); err != nil {
				mu.Lock()
				defer mu.Unlock()
				crowded[address+" "+err.Error()]++
			}
		})
		synctest.Wait() // until it waits, or somebody has had to go
	}
	for range maxWaiting {
		enter("greedy")
	}
	for range 10 {
		enter("other")
	}
	enter("greedy")
	release()
	ended.Wait()
	if len(crowded) != 1 || crowded["greedy request.crowded"] != 11 {
		t.Errorf("turned away: %v", crowded)
	}
}

func TestWhatIsDoneForAPageIsGivenUpWhenItLeaves(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	release := h.turns.occupy()
	at := raft.Time(0)
	p.SayAs(1, wire.ForkRequest{Cluster: "A", At: &at})
	watcher.SayAs(1, wire.StretchRequest{Cluster: "A"})
	for h.turns.number() < 2 {
		runtime.Gosched()
	}
	p.Leave()
	for h.turns.number() > 1 {
		runtime.Gosched()
	}
	release()
	await[wire.Stretch](watcher)
	back := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session, Secret: p.Welcome.Secret})
	if back.Must(wire.ForkRequest{Cluster: "A"}); len(back.State) != 2 {
		t.Errorf("%d clusters", len(back.State))
	}
}

func TestWhoPlaysOrWritesGoesFirstEachMillisecondOfATurn(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // one core, so that only one can go on
	q := newQueueing(t)
	q.release()
	_ = q.do(t.Context(), newPayer("a"), func(j *job) error {
		begun := j.begun
		gone := make(chan struct{})
		go close(gone)
		// Now and then Go's scheduler takes up again whoever has just let others go first.
		for range 2 {
			q.now = q.now.Add(yieldEvery)
			if err := j.meter(1); err != nil {
				t.Error(err)
			}
		}
		select {
		case <-gone:
		default:
			t.Error("others wait")
		}
		if j.begun != begun {
			t.Error("a turn is another one")
		}
		return nil
	})
}

func TestHowLongAJobHasLetOthersGoFirstIsNoneOfItsTurn(t *testing.T) {
	q := newQueueing(t)
	q.release()
	_ = q.do(t.Context(), newPayer("a"), func(j *job) error {
		begun, now := j.begun, q.now
		q.now = now.Add(10 * turnTime) // meanwhile
		if j.yield(now); j.begun.Sub(begun) != 10*turnTime {
			t.Errorf("of its turn %v are gone", q.now.Sub(j.begun))
		}
		return nil
	})
}

func TestAJobThatPlaysMoreThanItMayIsRefused(t *testing.T) {
	q := newQueueing(t)
	q.release()
	err := q.do(t.Context(), newPayer("a"), func(j *job) error {
		if err := j.meter(j.most); err != nil {
			t.Errorf("what it may: %v", err)
		}
		return j.meter(1)
	})
	if r, expected := wire.AsRefusal(err); !expected || r.Code != tooFar(1).Code {
		t.Errorf("one more: %v", err)
	}
}
