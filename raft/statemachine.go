package raft

import (
	"cmp"
	"slices"
)

// StateMachine is a small key-value store with the sessions that make a repeated
// request harmless (§8). It is the caller's: no server looks inside. It holds sorted
// slices, so that nothing depends on the order of a map.
type StateMachine struct {
	pairs    []Pair
	sessions [MaxClients + 1]session
	repeats  bool // executes a repeated request again, as without DedupRequests
	forgets  bool // leaves the sessions out of a snapshot, as without SnapshotHoldsSessions
}

// Pair is a key and its value.
type Pair struct {
	Key   string `json:"key"`
	Value int64  `json:"value"`

	Version Index `json:"version,omitempty"` // of the entry that last changed it
}

// session remembers a client's newest request. One is enough, since a client has
// only one outstanding.
type session struct {
	request uint32
	result  Result
}

// Result is what a command led to. Value is the key's value afterwards, or the
// value read; Found is false for a read of a key that was never written.
type Result struct {
	Value    int64
	Version  Index // of the entry that gave the key this value
	Found    bool
	Repeated bool // the request had been applied before; this is the first answer
}

// NewStateMachine returns the empty state machine of a server that starts.
func NewStateMachine(cfg Config) StateMachine {
	return StateMachine{repeats: !cfg.follows(DedupRequests), forgets: !cfg.follows(SnapshotHoldsSessions)}
}

// Pairs returns the keys and values, sorted by key, for reading.
func (m *StateMachine) Pairs() []Pair { return m.pairs }

// Apply applies the command of the entry at index i and returns its result.
func (m *StateMachine) Apply(i Index, c Command) Result {
	if c.Op == NoOp {
		return Result{}
	}
	if first, again := m.Answered(c); again {
		return first
	}
	result := m.execute(i, c)
	m.sessions[c.Client] = session{c.Request, result}
	return result
}

// Answered reports whether a request was applied before and need not be again, and with
// which result. A change of the configuration is to be answered with that before it comes
// into a log, since it acts there, and once more could undo what came after it (D6.3).
func (m *StateMachine) Answered(c Command) (first Result, again bool) {
	first, again = m.appliedBefore(c)
	return first, again && !m.repeats
}

// appliedBefore reports whether a request was applied before, and with which
// result. An older request than the client's newest has the result of that one;
// its client has given up waiting for it.
func (m *StateMachine) appliedBefore(c Command) (first Result, again bool) {
	s := m.sessions[c.Client]
	if c.Client == 0 || c.Request > s.request {
		return Result{}, false
	}
	first = s.result
	first.Repeated = true
	return first, true
}

// Read returns what a key holds now.
func (m *StateMachine) Read(key string) Result {
	k, found := m.find(key)
	if !found {
		return Result{}
	}
	return Result{Value: m.pairs[k].Value, Version: m.pairs[k].Version, Found: true}
}

func (m *StateMachine) find(key string) (int, bool) {
	return slices.BinarySearchFunc(m.pairs, key, func(p Pair, key string) int { return cmp.Compare(p.Key, key) })
}

func (m *StateMachine) execute(i Index, c Command) Result {
	switch {
	case c.Op.Reconfigures():
		return Result{} // its effect is not here
	case c.Op == Get:
		return m.Read(c.Key)
	}
	k, found := m.find(c.Key)
	if !found {
		m.pairs = slices.Insert(m.pairs, k, Pair{Key: c.Key})
	}
	if c.Op == Add {
		m.pairs[k].Value += c.Value
	} else {
		m.pairs[k].Value = c.Value
	}
	m.pairs[k].Version = i
	return m.Read(c.Key)
}

// Clone returns an independent copy.
func (m *StateMachine) Clone() StateMachine {
	c := *m
	c.pairs = slices.Clone(m.pairs)
	return c
}

// Freeze returns the state machine as a snapshot holds it: its keys, and the sessions,
// without which a request that comes again after the snapshot would act twice (D6.3).
func (m *StateMachine) Freeze() *Frozen {
	f := &Frozen{m.Clone()}
	if m.forgets {
		f.machine.sessions = [MaxClients + 1]session{}
	}
	return f
}

// Frozen is a [StateMachine] as a snapshot holds it.
type Frozen struct{ machine StateMachine }

// Size returns how many keys there are.
func (f *Frozen) Size() int { return len(f.machine.pairs) }

// Pairs returns the keys and values, sorted by key, for reading.
func (f *Frozen) Pairs() []Pair { return f.machine.pairs }

// Thaw returns a state machine that goes on from there.
func (f *Frozen) Thaw() StateMachine { return f.machine.Clone() }
