package raft

import (
	"cmp"
	"slices"
)

// StateMachine is a small key-value store with the sessions that make a repeated
// request harmless (§8). The zero value is empty. It holds sorted slices, so
// that nothing depends on the order of a map.
type StateMachine struct {
	pairs    []Pair
	sessions [MaxClients + 1]session
}

// Pair is a key and its value.
type Pair struct {
	Key   string `json:"key"`
	Value int64  `json:"value"`
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
	Found    bool
	Repeated bool // the request had been applied before; this is the first answer
}

// Pairs returns the keys and values, sorted by key, for reading.
func (m *StateMachine) Pairs() []Pair { return m.pairs }

// Apply applies a command and returns its result.
func (m *StateMachine) Apply(c Command) Result {
	if c.Op == NoOp {
		return Result{}
	}
	if first, again := m.dedupRequests(c); again {
		return first
	}
	result := m.execute(c)
	m.sessions[c.Client] = session{c.Request, result}
	return result
}

// dedupRequests enforces [DedupRequests]: a request that was applied before is
// answered with its first result and changes nothing.
func (m *StateMachine) dedupRequests(c Command) (first Result, again bool) {
	s := m.sessions[c.Client]
	if c.Client == 0 || c.Request > s.request {
		return Result{}, false
	}
	first = s.result
	first.Repeated = true
	return first, true
}

func (m *StateMachine) execute(c Command) Result {
	i, found := slices.BinarySearchFunc(m.pairs, c.Key, func(p Pair, key string) int { return cmp.Compare(p.Key, key) })
	if c.Op == Get {
		if !found {
			return Result{}
		}
		return Result{Value: m.pairs[i].Value, Found: true}
	}
	if !found {
		m.pairs = slices.Insert(m.pairs, i, Pair{Key: c.Key})
	}
	if c.Op == Add {
		m.pairs[i].Value += c.Value
	} else {
		m.pairs[i].Value = c.Value
	}
	return Result{Value: m.pairs[i].Value, Found: true}
}

func (m *StateMachine) clone() StateMachine {
	c := *m
	c.pairs = slices.Clone(m.pairs)
	return c
}
