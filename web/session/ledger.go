package session

import (
	"log/slog"
	"raft-playground/web/wire"
	heap "runtime/metrics"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// ledger is the server's budget of memory: how much of it sessions may hold, and who
// holds how much. What a session takes is estimated from the lengths of what is in it
// (Weight of a run), while it plays and while something is played for it. The
// process's heap is looked at as well: an estimate may be wrong.
type ledger struct {
	most  int64 // bytes, of all sessions together
	share int64 // bytes, of one session
	heap  int64 // bytes, of the whole process

	looked atomic.Int64 // when the heap was looked at last, in nanoseconds of the process
	live   atomic.Int64 // what it was then
	warned atomic.Int64 // when the log was told that there is little left

	mu    sync.Mutex
	total int64
	of    map[string]int64 // by address
}

// newLedger divides what the process may take: half of it is for sessions; the rest
// is for what is on its way, for sessions at rest, and for what is garbage.
func newLedger(memory int64) *ledger {
	return &ledger{most: memory / 2, share: max(memory/16, leastShare), heap: memory / 4 * 3, of: make(map[string]int64)}
}

// leastShare is what a session may take however small the budget is.
const leastShare = 8 << 20

// move notes that an address takes so many bytes more, or less.
func (l *ledger) move(address string, by int64) {
	if by == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total += by
	if l.of[address] += by; l.of[address] == 0 {
		delete(l.of, address)
	}
}

// sum returns what all take together.
func (l *ledger) sum() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.total
}

// tight reports whether there is not enough for all.
func (l *ledger) tight() bool { return l.sum() > l.most || l.inUse() > l.heap }

// short reports whether there is not enough for all, and an address has more than
// it can have then.
func (l *ledger) short(address string) bool {
	if !l.tight() {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.of[address] > l.total/int64(max(1, len(l.of)))*9/10
}

// greediest returns the address that takes the most.
func (l *ledger) greediest() (address string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	most := int64(0)
	for a, bytes := range l.of {
		if bytes > most || bytes == most && a < address {
			address, most = a, bytes
		}
	}
	return address
}

// warn says in the log, not oftener than once a minute, that memory is nearly used up.
func (l *ledger) warn(log *slog.Logger) {
	sum, heap := l.sum(), l.inUse()
	if sum < l.most/10*9 && heap < l.heap/10*9 {
		return
	}
	now, before := int64(time.Since(processBegan)), l.warned.Load()
	if (before == 0 || now-before > int64(time.Minute)) && l.warned.CompareAndSwap(before, now) {
		log.Warn("memory is nearly used up", "sessions", sum, "of", l.most, "heap", heap, "of-heap", l.heap)
	}
}

// lookEvery is how often the heap is looked at, at most.
const lookEvery = 200 * time.Millisecond

var processBegan = time.Now()

// inUse returns what of the heap the last garbage collection has found in use.
func (l *ledger) inUse() int64 {
	now := int64(time.Since(processBegan))
	before := l.looked.Load()
	if before != 0 && now-before < int64(lookEvery) || !l.looked.CompareAndSwap(before, now) {
		return l.live.Load()
	}
	sample := []heap.Sample{{Name: "/gc/heap/live:bytes"}}
	heap.Read(sample)
	if sample[0].Value.Kind() == heap.KindUint64 {
		l.live.Store(int64(sample[0].Value.Uint64()))
	}
	return l.live.Load()
}

// account is what one holder has noted in the ledger.
type account struct {
	ledger  *ledger
	address string
	bytes   atomic.Int64

	mu    sync.Mutex // for who changes it
	ended bool
}

// set notes that the holder takes so many bytes now.
func (c *account) set(bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.ended {
		c.ledger.move(c.address, bytes-c.bytes.Swap(bytes))
	}
}

// end notes that the holder takes nothing from now on, whatever it says while it ends.
func (c *account) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = true
	c.ledger.move(c.address, -c.bytes.Swap(0))
}

// heavy refuses what is more than a session may take, or more than its address can
// have while there is not enough for all.
func (c *account) heavy() *wire.Refusal {
	switch {
	case c.tooHeavy() != nil:
		return c.tooHeavy()
	case c.ledger.short(c.address):
		return wire.Refuse(wire.RefusedCrowded)
	}
	return nil
}

// tooHeavy refuses what is more than a session may take.
func (c *account) tooHeavy() *wire.Refusal {
	if c.bytes.Load() <= c.ledger.share {
		return nil
	}
	return wire.Refuse(wire.RefusedHeavy, "mb", strconv.Itoa(int(c.ledger.share>>20)))
}

// weigh notes what a session's clusters take. When that is too much, it pauses.
func (s *session) weigh() {
	s.account.set(weigh(s.all()))
	if s.playback.playing {
		s.halt()
	}
	s.registry.relieve()
}

// relieve has sessions lie down while there is not enough memory for all: of the
// address that takes the most, those that nobody watches, and then the heaviest.
// Whoever watches one is told that the server is full, and can come back.
func (r *Registry) relieve() {
	r.ledger.warn(r.options.Log)
	if !r.ledger.tight() || !r.relieving.CompareAndSwap(false, true) {
		return
	}
	r.background.Go(func() {
		defer r.relieving.Store(false)
		for r.ledger.tight() {
			victim := r.heaviest(r.ledger.greediest())
			if victim == nil {
				return
			}
			r.options.Log.Warn("a session lies down: there is not enough memory for all", "session", victim.id,
				"bytes", victim.account.bytes.Load(), "all", r.ledger.sum(), "heap", r.ledger.inUse())
			if victim.retire(true) {
				r.remove(victim)
				victim.account.end() // else one more would go while this one ends
			}
			if r.ledger.sum() <= r.ledger.most {
				return // the heap follows with the next garbage collection
			}
		}
	})
}

// What a session takes besides its clusters' runs, and a cluster, in bytes.
const (
	sessionBytes = 24 << 10
	clusterBytes = 8 << 10
)

// weigh returns roughly how many bytes clusters take.
func weigh(clusters []*cluster) int64 {
	total := sessionBytes
	for _, c := range clusters {
		all, _ := c.run.Weight()
		total += clusterBytes + all
		for i := range c.points {
			total += c.points[i].weight
		}
	}
	return int64(total)
}
