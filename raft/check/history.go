package check

import (
	"cmp"
	"math"
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// History is what the clients of a run have asked for and what they were told, and
// in which order. Feed it every event. The zero value is the beginning of a run.
//
// Whether a history has a linear order is not found out event by event, as the
// other properties are: it takes a search.
type History struct {
	events  int64
	settled raft.Vector[operation]          // answered, or given up
	open    [raft.MaxClients + 1]*operation // each client's outstanding one
	effects effects
}

// operation is a request from its invocation to its answer.
type operation struct {
	client   raft.ClientID
	op       raft.Op
	key      string
	argument int64 // what it sets or adds
	invoked  int64 // the number of the event
	settled  int64 // likewise; never if it was not answered
	value    int64
	found    bool
	request  uint32
	version  raft.Index // where it stood in the log. It is a hint and no more
}

// never is when an operation ends whose outcome the client does not know: it may
// take effect at any time, or, which is the same as at the very end, not at all.
const never = math.MaxInt64

// MaxOperations is of how many requests a history can be searched for a linear order.
const MaxOperations = 100_000

// Clone returns an independent copy.
func (h *History) Clone() *History {
	c := *h
	c.settled = h.settled.Clone()
	c.effects = h.effects.clone()
	return &c
}

// Event takes the next event of the run.
func (h *History) Event(e *sim.Event) {
	h.events++
	switch e.Kind {
	case sim.LogEvent:
		h.effects.logged(e.Log)
	case sim.ApplyEvent:
		h.effects.applied(e.Apply)
	case sim.ClientEvent:
		if e.Client.Request != 0 {
			h.clientChanged(e.Client)
		}
	}
}

func (h *History) clientChanged(c *sim.ClientState) {
	op := h.open[c.ID]
	switch {
	case c.Asks == sim.AsksToChange: // that is no matter of the state machine
	case op == nil && c.Phase == sim.PhaseSent && c.Attempt == 1:
		h.open[c.ID] = invoked(c, h.events)
	case op == nil:
	case c.Phase == sim.PhaseAnswered:
		answered := *op
		answered.settled, answered.value, answered.found, answered.version = h.events, c.Value, c.Found, c.Version
		h.settle(c.ID, answered)
	case c.Phase == sim.PhaseGaveUp:
		h.settle(c.ID, *op)
	}
}

// settle ends a client's operation. An open one is never changed: clones share it.
func (h *History) settle(id raft.ClientID, op operation) {
	h.open[id] = nil
	if h.settled.Len() <= MaxOperations {
		h.settled.Push(op)
	}
}

// Operations returns how many requests the clients have made.
func (h *History) Operations() int {
	n := h.settled.Len()
	for _, op := range h.open {
		if op != nil {
			n++
		}
	}
	return n
}

// Linearizable finds out whether the history has a linear order: each request takes
// effect at one instant between its invocation and its answer, and each answer is
// what a single machine would have given. An outcome that a client does not know
// may or may not have happened.
//
// It is not decided where there are more than [MaxOperations], where the search would
// take more than [MaxVisits], or where stop, which may be nil, returns true meanwhile.
func (h *History) Linearizable(stop func() bool) Verdict {
	if h.settled.Len() > MaxOperations {
		return NotDecided
	}
	left, verdict := MaxVisits, Held
	for _, operations := range h.byKey() {
		s := searchFor(operations, left, stop)
		switch s.run() {
		case Broken:
			return Broken
		case NotDecided:
			verdict = NotDecided
		}
		left = max(s.left, 0)
	}
	return verdict
}

// byKey returns the operations on each key, which have nothing to do with those on
// others: the keys with the fewest first, since these are decided soonest.
func (h *History) byKey() [][]operation {
	took := h.effects.byRequest()
	var parts [][]operation
	place := map[string]int{}
	add := func(op *operation) {
		i, known := place[op.key]
		if !known {
			i = len(parts)
			place[op.key] = i
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], *op)
		if op.settled == never {
			parts[i][len(parts[i])-1].version = took[entryOf{op.client, op.request}]
		}
	}
	for i := 1; i <= h.settled.Len(); i++ {
		add(h.settled.Ref(i))
	}
	for _, op := range h.open {
		if op != nil {
			add(op)
		}
	}
	slices.SortStableFunc(parts, func(a, b []operation) int { return cmp.Compare(len(a), len(b)) })
	return parts
}

// invoked returns a client's operation as it begins.
func invoked(c *sim.ClientState, at int64) *operation {
	op := &operation{client: c.ID, request: c.Request, key: c.Key, op: raft.Set, argument: c.Argument, invoked: at, settled: never}
	switch c.Asks {
	case sim.AsksToRead:
		op.op = raft.Get
	case sim.AsksToAdd:
		op.op = raft.Add
	}
	return op
}
