package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"

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
	settled []operation                     // answered, or given up
	open    [raft.MaxClients + 1]*operation // each client's outstanding one
}

// operation is a request from its invocation to its answer.
type operation struct {
	key     string
	command string
	invoked int64 // the number of the event
	settled int64 // likewise; never if it was not answered
	value   int64
	found   bool
}

// never is when an operation ends whose outcome the client does not know: it may
// take effect at any time, or, which is the same as at the very end, not at all.
const never = math.MaxInt64

// Bounds of the search for a linear order.
const (
	MaxOperations = 100_000
	maxSearch     = 10 * time.Second
)

// Clone returns an independent copy.
func (h *History) Clone() *History {
	c := *h
	c.settled = slices.Clip(h.settled) // what either appends, the other does not see
	return &c
}

// Event takes the next event of the run.
func (h *History) Event(e *sim.Event) {
	h.events++
	if e.Kind != sim.ClientEvent || e.Client.Request == 0 {
		return
	}
	c := e.Client
	op := h.open[c.ID]
	switch {
	case op == nil && c.Phase == sim.PhaseSent && c.Attempt == 1:
		h.open[c.ID] = &operation{key: c.Key, command: c.Command, invoked: h.events, settled: never}
	case op == nil:
	case c.Phase == sim.PhaseAnswered:
		h.settle(c.ID, operation{op.key, op.command, op.invoked, h.events, c.Value, c.Found})
	case c.Phase == sim.PhaseGaveUp:
		h.settle(c.ID, *op)
	}
}

// settle ends a client's operation. An open one is never changed: clones share it.
func (h *History) settle(id raft.ClientID, op operation) {
	h.open[id] = nil
	if len(h.settled) <= MaxOperations {
		h.settled = append(h.settled, op)
	}
}

// Operations returns how many requests the clients have made.
func (h *History) Operations() int {
	n := len(h.settled)
	for _, op := range h.open {
		if op != nil {
			n++
		}
	}
	return n
}

// Linearizable reports whether the history has a linear order: each request takes
// effect at one instant between its invocation and its answer, and each answer is
// what a single machine would have given. An outcome that a client does not know
// may or may not have happened. It reports true, too, when it cannot tell, since
// there are more than [MaxOperations] or the search takes too long.
func (h *History) Linearizable() bool {
	if len(h.settled) > MaxOperations {
		return true
	}
	var operations []porcupine.Operation
	add := func(op *operation) {
		if op.settled == never && strings.HasPrefix(op.command, "read ") {
			return // it changes nothing, and says nothing
		}
		operations = append(operations, porcupine.Operation{Input: inputOf(op), Output: output{op.value, op.found, op.settled != never}, Call: op.invoked, Return: op.settled})
	}
	for i := range h.settled {
		add(&h.settled[i])
	}
	for _, op := range h.open {
		if op != nil {
			add(op)
		}
	}
	return porcupine.CheckOperationsTimeout(oneMachine, operations, maxSearch) != porcupine.Illegal
}

// input is what an operation asks of its key.
type input struct {
	key   string
	op    raft.Op
	value int64
}

// output is what it was told, if it was told.
type output struct {
	value int64
	found bool
	known bool
}

// register is what a single machine holds under a key.
type register struct {
	value int64
	found bool
}

// inputOf reads an operation's command as [raft.Command.String] writes it.
func inputOf(op *operation) input {
	in := input{key: op.key, op: raft.Set}
	number := strings.TrimPrefix(op.command, op.key+"=")
	switch {
	case strings.HasPrefix(op.command, "read "):
		in.op = raft.Get
		return in
	case strings.HasPrefix(op.command, "add "):
		in.op = raft.Add
		number = strings.TrimPrefix(op.command, "add "+op.key+" ")
	}
	in.value, _ = strconv.ParseInt(number, 10, 64) // it was written by FormatInt
	return in
}

// oneMachine is the model: a single machine that does one thing at a time. Keys
// have nothing to do with one another.
var oneMachine = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		var parts [][]porcupine.Operation
		place := map[string]int{}
		for _, op := range history {
			key := op.Input.(input).key
			i, known := place[key]
			if !known {
				i = len(parts)
				place[key] = i
				parts = append(parts, nil)
			}
			parts[i] = append(parts[i], op)
		}
		return parts
	},
	Init: func() any { return register{} },
	Step: func(state, in, out any) (bool, any) {
		before, asked, told := state.(register), in.(input), out.(output)
		after := before
		switch asked.op {
		case raft.Set:
			after = register{asked.value, true}
		case raft.Add:
			after = register{before.value + asked.value, true}
		}
		return !told.known || told == output{after.value, after.found, true}, after
	},
}
