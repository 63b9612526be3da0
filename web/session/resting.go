package session

import (
	"container/heap"
	"container/list"
	"sync"
	"time"
)

// resting is the sessions at rest. There can be tens of thousands, and one more comes
// with each page that leaves, so whatever is done here takes about the same time
// however many there are.
type resting struct {
	most int64         // bytes that they may take
	idle time.Duration // after which one is forgotten

	mu     sync.Mutex
	bytes  int64
	byID   map[string]*rest
	oldest list.List // all of them, in the order in which they were laid to rest
	of     map[string]*restingOf
	greedy greedy
}

// restingOf is those of one address.
type restingOf struct {
	address string
	bytes   int64
	oldest  list.List
	place   int // among the greedy
}

func newResting(most int64, idle time.Duration) *resting {
	return &resting{most: most, idle: idle, byID: make(map[string]*rest), of: make(map[string]*restingOf)}
}

// find returns the session of that id if it is at rest, and has not been for too long.
func (r *resting) find(id string, now time.Duration) *rest {
	r.mu.Lock()
	defer r.mu.Unlock()
	if at := r.byID[id]; at != nil && now-at.since < r.idle {
		return at
	}
	return nil
}

// lay lays a session to rest. When those at rest take too much, those make room that
// have been so for longest, of the address that has the most of them.
func (r *resting) lay(at *rest) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if former := r.byID[at.id]; former != nil {
		r.drop(former)
	}
	for first := r.oldest.Front(); first != nil && at.since-first.Value.(*rest).since >= r.idle; first = r.oldest.Front() {
		r.drop(first.Value.(*rest))
	}
	of := r.of[at.address]
	if of == nil {
		of = &restingOf{address: at.address}
		r.of[at.address] = of
		heap.Push(&r.greedy, of)
	}
	r.byID[at.id] = at
	at.inAll, at.inAddress = r.oldest.PushBack(at), of.oldest.PushBack(at)
	of.bytes += at.bytes()
	r.bytes += at.bytes()
	heap.Fix(&r.greedy, of.place)
	for r.bytes > r.most {
		r.drop(r.greedy[0].oldest.Front().Value.(*rest))
	}
}

// forget takes note that a session is at rest no longer.
func (r *resting) forget(at *rest) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if at != nil && r.byID[at.id] == at {
		r.drop(at)
	}
}

// drop takes a session out; r.mu is held.
func (r *resting) drop(at *rest) {
	of := r.of[at.address]
	delete(r.byID, at.id)
	r.oldest.Remove(at.inAll)
	of.oldest.Remove(at.inAddress)
	of.bytes -= at.bytes()
	r.bytes -= at.bytes()
	if of.oldest.Len() > 0 {
		heap.Fix(&r.greedy, of.place)
		return
	}
	heap.Remove(&r.greedy, of.place)
	delete(r.of, at.address)
}

// number returns how many there are.
func (r *resting) number() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.byID)
}

// greedy is the addresses with sessions at rest, as a heap: the first has the most of
// them in bytes, and of two that have the same the one with the older.
type greedy []*restingOf

// Len returns how many addresses there are.
func (g greedy) Len() int { return len(g) }

// Less reports whether one address is to make room before another.
func (g greedy) Less(i, j int) bool {
	if g[i].bytes != g[j].bytes {
		return g[i].bytes > g[j].bytes
	}
	first, second := g[i].oldest.Front(), g[j].oldest.Front()
	return first != nil && second != nil && first.Value.(*rest).since < second.Value.(*rest).since
}

// Swap swaps two addresses.
func (g greedy) Swap(i, j int) {
	g[i], g[j] = g[j], g[i]
	g[i].place, g[j].place = i, j
}

// Push adds an address.
func (g *greedy) Push(of any) {
	added := of.(*restingOf)
	added.place = len(*g)
	*g = append(*g, added)
}

// Pop takes the last one out.
func (g *greedy) Pop() any {
	all := *g
	last := all[len(all)-1]
	all[len(all)-1] = nil
	*g = all[:len(all)-1]
	return last
}
