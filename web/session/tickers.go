package session

import (
	"runtime"
	"runtime/debug"
	"sync"
)

// tickers do the ticks of all sessions, a few at a time. While the collector marks, every
// goroutine that allocates has to mark 64 KB at least before it goes on. Thousands of
// sessions that tick by themselves mark the whole heap so, and stand still meanwhile; a
// few goroutines that tick for all of them have done their part with the first.
type tickers struct {
	most int // at a time

	mu          sync.Mutex
	first, last *tickCall // of those that wait; a session waits once at most
	working     int       // goroutines; they end when nothing waits
}

// tickCall is what a session does when it ticks, among those that wait for it. A session has
// one only, since it waits until its tick is done.
type tickCall struct {
	do   func()
	done chan *tickPanic // nil when it has gone well
	next *tickCall       // that waits behind it
}

// tickPanic is what a tick has panicked with. The session panics with it in turn, so that
// it is the session that ends, and nobody else.
type tickPanic struct {
	value any
	stack []byte
}

func newTickers() *tickers { return &tickers{most: runtime.GOMAXPROCS(0) + 1} }

// newTickCall returns the call of what a session does when it ticks.
func newTickCall(do func()) *tickCall { return &tickCall{do: do, done: make(chan *tickPanic)} }

// tick has a session's tick done, and waits for it.
func (t *tickers) tick(next *tickCall) {
	t.mu.Lock()
	if t.last == nil {
		t.first = next
	} else {
		t.last.next = next
	}
	t.last = next
	begin := t.working < t.most
	if begin {
		t.working++
	}
	t.mu.Unlock()
	if begin {
		go t.work()
	}
	if failure := <-next.done; failure != nil {
		panic(failure)
	}
}

// work does ticks until none waits.
func (t *tickers) work() {
	for next := t.next(); next != nil; next = t.next() {
		next.done <- next.try()
	}
}

// next takes the call that has waited longest, nil if none does: then one goroutine less
// works.
func (t *tickers) next() *tickCall {
	t.mu.Lock()
	defer t.mu.Unlock()
	next := t.first
	if next == nil {
		t.working--
		return nil
	}
	if t.first, next.next = next.next, nil; t.first == nil {
		t.last = nil
	}
	return next
}

// try does a tick.
func (c *tickCall) try() (failure *tickPanic) {
	defer func() {
		if value := recover(); value != nil {
			failure = &tickPanic{value, debug.Stack()}
		}
	}()
	c.do()
	return nil
}
