package web

import (
	"sync"

	"raft-playground/web/wire"
)

// ledger is the server's budget of memory for what sessions hold: how much there is,
// and who has how much of it. What a session takes is estimated from the lengths of
// what is in it (weight.go), while it plays and while something is played for it.
type ledger struct {
	most  int64 // bytes, of all together
	share int64 // bytes, of one session

	mu    sync.Mutex
	total int64
	of    map[string]int64 // by address
}

func newLedger(most int64) *ledger {
	return &ledger{most: most, share: max(most/8, leastShare), of: make(map[string]int64)}
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

// short reports whether there is not enough for all, and an address has more than
// it can have then.
func (l *ledger) short(address string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.total > l.most && l.of[address] > l.most/int64(len(l.of))
}

// claim is what one holder has noted in the ledger.
type claim struct {
	ledger  *ledger
	address string
	bytes   int64
}

// set notes that the holder takes so many bytes now.
func (c *claim) set(bytes int64) {
	c.ledger.move(c.address, bytes-c.bytes)
	c.bytes = bytes
}

// heavy refuses what is more than a session may take, or more than its address can
// have while there is not enough for all.
func (c *claim) heavy() *refusal {
	switch {
	case c.bytes > c.ledger.share:
		return refuse(refusedHeavy, "mb", number(int(c.ledger.share>>20)))
	case c.ledger.short(c.address):
		return refuse(refusedCrowded)
	}
	return nil
}

// weigh notes what a session's clusters take. When that is too much, it pauses and
// says so; when there is not enough for all, and it is one of those that take the
// most, it has to go, which its page can undo by coming back.
func (s *session) weigh() {
	s.claim.set(weigh(s.clusters))
	r := s.claim.heavy()
	switch {
	case r == nil:
	case r.code == "request."+refusedHeavy:
		if s.pace.playing {
			s.stopped(r)
		}
	default:
		s.log.Warn("a session has to go: the server has no memory for it", "bytes", s.claim.bytes)
		s.lieDown(wire.ByeFull)
	}
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
