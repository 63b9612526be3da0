package sim

import (
	"slices"

	"raft-playground/raft"
)

// dueKind says what is due.
type dueKind uint8

const (
	dueFlight  dueKind = iota // a message arrives, or is lost
	dueTimer                  // a server's deadline
	dueMachine                // a state machine has applied an entry
	dueDisk                   // a disk's sync is done
	dueClient                 // a client's patience is over
	dueTraffic                // a client asks for something by itself
	dueSpeech                 // a server sends what follows from what it has just done
)

// due is one thing on the agenda. At the same instant the one that was scheduled
// first comes first.
type due struct {
	at    raft.Time
	order uint64
	kind  dueKind
	which int
}

func (d due) before(e due) bool {
	return d.at < e.at || d.at == e.at && d.order < e.order
}

// orSooner becomes something else where that comes first.
func (d *due) orSooner(at raft.Time, order uint64, kind dueKind, which int) {
	if at < d.at || at == d.at && order < d.order {
		*d = due{at, order, kind, which}
	}
}

// agenda holds what is due when. Only flights are many; a server has one timer
// and one sync, a client one deadline, and these are simply looked at.
type agenda struct {
	order   uint64 // of the last thing scheduled
	heap    []due  // flights: a binary heap, the next at the front
	flights []flight
	free    []int // unused places in flights
}

// nextOrder returns the number for something that is scheduled now.
func (a *agenda) nextOrder() uint64 {
	a.order++
	return a.order
}

func (a *agenda) clone() agenda {
	return agenda{order: a.order, heap: slices.Clone(a.heap), flights: slices.Clone(a.flights), free: slices.Clone(a.free)}
}

// schedule puts a flight on the agenda.
func (a *agenda) schedule(f *flight, at raft.Time) {
	place := len(a.flights)
	if n := len(a.free); n > 0 {
		place = a.free[n-1]
		a.free = a.free[:n-1]
		a.flights[place] = *f
	} else {
		a.flights = append(a.flights, *f)
	}
	a.heap = append(a.heap, due{at: at, order: a.nextOrder(), kind: dueFlight, which: place})
	a.up(len(a.heap) - 1)
}

// pop removes the next flight from the agenda and returns it.
func (a *agenda) pop() flight {
	place := a.heap[0].which
	last := len(a.heap) - 1
	a.heap[0] = a.heap[last]
	a.heap = a.heap[:last]
	a.down(0)
	return a.release(place)
}

func (a *agenda) release(place int) flight {
	f := a.flights[place]
	a.flights[place] = flight{}
	a.free = append(a.free, place)
	return f
}

// remove takes the flights for which which returns true off the agenda, in the
// order in which they would have come.
func (a *agenda) remove(which func(*flight) bool) []flight {
	var gone []due
	a.heap = slices.DeleteFunc(a.heap, func(d due) bool {
		if which(&a.flights[d.which]) {
			gone = append(gone, d)
			return true
		}
		return false
	})
	for i := len(a.heap)/2 - 1; i >= 0; i-- {
		a.down(i)
	}
	slices.SortFunc(gone, func(d, e due) int {
		if d.before(e) {
			return -1
		}
		return 1
	})
	removed := make([]flight, len(gone))
	for i, d := range gone {
		removed[i] = a.release(d.which)
	}
	return removed
}

func (a *agenda) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !a.heap[i].before(a.heap[parent]) {
			return
		}
		a.heap[i], a.heap[parent] = a.heap[parent], a.heap[i]
		i = parent
	}
}

func (a *agenda) down(i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(a.heap); child++ {
			if a.heap[child].before(a.heap[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		a.heap[i], a.heap[least] = a.heap[least], a.heap[i]
		i = least
	}
}

// due returns the next thing that is due; its instant is raft.Never when there
// is none.
func (w *World) due() due {
	if !w.speech.empty() {
		return due{at: w.now, kind: dueSpeech}
	}
	next, applying := due{at: raft.Never}, w.cfg.Apply > 0
	if len(w.agenda.heap) > 0 {
		next = w.agenda.heap[0]
	}
	for i := range w.servers {
		p := &w.servers[i]
		if !p.down && !p.paused {
			if p.shown.Deadline != 0 {
				next.orSooner(max(p.shown.Deadline, w.now), p.timerOrder, dueTimer, i)
			}
			if applying {
				next.orSooner(max(p.machine.done, w.now), p.machine.order, dueMachine, i)
			}
		}
		next.orSooner(p.disk.done, p.disk.order, dueDisk, i)
	}
	for i := range w.clients {
		c := &w.clients[i]
		next.orSooner(c.deadline, c.order, dueClient, i)
		next.orSooner(c.traffic.next, c.traffic.order, dueTraffic, i)
	}
	return next
}
