package check

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// effects are which requests have changed a state machine, and by which entries. No
// client knows that of a request that it was not answered: it is a hint where an order
// is to be found soonest, and no more. The zero value is the beginning of a run.
type effects struct {
	made raft.Vector[effect] // in the order of their entries
	done raft.Index
	tail []entryOf // of the entries behind that, as the newest server to write one has them
}

// effect is that of a request, by the first server that applied it.
type effect struct {
	by entryOf
	at raft.Index
}

// entryOf says for whom an entry stands in a log.
type entryOf struct {
	client  raft.ClientID
	request uint32
}

func (e *effects) clone() effects {
	return effects{e.made.Clone(), e.done, slices.Clone(e.tail)}
}

func (e *effects) logged(change *sim.LogChange) {
	for k := range change.Entries {
		i := change.From + raft.Index(k)
		if i <= e.done {
			continue
		}
		for raft.Index(len(e.tail)) < i-e.done {
			e.tail = append(e.tail, entryOf{})
		}
		e.tail[i-e.done-1] = entryOf{change.Entries[k].Client, change.Entries[k].Request}
	}
}

func (e *effects) applied(a *sim.Application) {
	if a.Index <= e.done || a.Index-e.done > raft.Index(len(e.tail)) {
		return
	}
	if by := e.tail[a.Index-e.done-1]; e.made.Len() <= MaxOperations {
		e.made.Push(effect{by, a.Index})
	}
	e.tail, e.done = e.tail[a.Index-e.done:], a.Index
}

// byRequest returns where each request took effect first.
func (e *effects) byRequest() map[entryOf]raft.Index {
	at := make(map[entryOf]raft.Index, e.made.Len())
	for i := 1; i <= e.made.Len(); i++ {
		effect := e.made.Ref(i)
		if _, known := at[effect.by]; !known {
			at[effect.by] = effect.at
		}
	}
	return at
}
