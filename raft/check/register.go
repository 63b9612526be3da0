package check

import "raft-playground/raft"

// register is what a single machine holds under a key.
type register struct {
	value int64
	found bool
}

// after returns what the key holds once the operation has taken effect.
func (op *operation) after(before register) register {
	switch op.op {
	case raft.Set:
		return register{op.argument, true}
	case raft.Add:
		return register{before.value + op.argument, true}
	}
	return before
}

// explained reports whether a single machine that holds this would answer as the
// client was answered.
func (op *operation) explained(before register) bool {
	return op.after(before) == register{op.value, op.found}
}

// needs returns what the key has to hold for the answer, if only one value will do.
func (op *operation) needs() (value int64, some bool) {
	switch op.op {
	case raft.Get:
		return op.value, op.found
	case raft.Add:
		return op.value - op.argument, op.found
	}
	return 0, false
}
