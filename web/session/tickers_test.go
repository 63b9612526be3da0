package session

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestTicksOfAllSessionsAreDoneByAFewGoroutinesThatEndWhenNoneWaits(t *testing.T) {
	tickers := newTickers()
	tickers.most = 3
	var at, most, done atomic.Int32
	together := make(chan struct{}) // closed when as many tick as may
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			tickers.tick(newTickCall(func() {
				n := at.Add(1)
				for was := most.Load(); n > was && !most.CompareAndSwap(was, n); was = most.Load() {
				}
				if n == 3 && done.Load() == 0 {
					close(together)
				}
				<-together
				done.Add(1)
				at.Add(-1)
			}))
		})
	}
	all.Wait()
	if most.Load() != 3 || done.Load() != 50 {
		t.Errorf("%d ticked at a time, and %d in all", most.Load(), done.Load())
	}
	for working := 1; working > 0; {
		tickers.mu.Lock()
		working = tickers.working
		tickers.mu.Unlock()
	}
}

func TestATickThatPanicsPanicsInItsSessionAndTheNextIsDone(t *testing.T) {
	tickers := newTickers()
	tickers.most = 1
	func() {
		defer func() {
			if of, ok := recover().(*tickPanic); !ok || of.value != "injected" || len(of.stack) == 0 {
				t.Errorf("it panicked with %+v", of)
			}
		}()
		tickers.tick(newTickCall(func() { panic("injected") }))
		t.Error("nothing has panicked")
	}()
	ticked := false
	tickers.tick(newTickCall(func() { ticked = true }))
	if !ticked {
		t.Error("the next one did not tick")
	}
}
