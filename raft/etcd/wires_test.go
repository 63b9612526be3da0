package etcd

import "raft-playground/raft"

// kind is what a message is, in both implementations.
type kind uint8

const (
	voteRequest kind = iota
	voteReply
	appendRequest // heartbeats included
	appendReply
	wordToStand // TimeoutNow
	kinds
)

// letter is a message on the wires.
type letter[M any] struct {
	kind     kind
	from, to int
	message  M
}

// wires carry messages of one implementation. What is sent first arrives first.
type wires[M any] struct {
	conditions *conditions
	flying     []letter[M]
}

// links are those from some servers to others.
type links [maxServers + 1][maxServers + 1]bool

// conditions are the state of the links, the same for both implementations.
type conditions struct {
	cut    links // both ways
	hidden links // for a moment
	loss   loss

	voteless raft.ServerSet // who is not asked for its vote
}

// loss is what is lost for the rest of a round: messages of some kinds, from or to
// some servers. The zero value is nothing.
type loss struct {
	kinds [kinds]bool
	ends  [maxServers + 1]bool
}

func (c *conditions) lost(k kind, from, to int) bool {
	return c.cut[from][to] || k == voteRequest && c.voteless.Has(raft.ServerID(to)) || c.hidden[from][to] || c.loss.kinds[k] && (c.loss.ends[from] || c.loss.ends[to])
}

func (w *wires[M]) send(l letter[M]) {
	if !w.conditions.lost(l.kind, l.from, l.to) {
		w.flying = append(w.flying, l)
	}
}

// deliver lets everything arrive, and what is sent meanwhile.
func (w *wires[M]) deliver(arrive func(letter[M])) {
	for i := 0; i < len(w.flying); i++ {
		arrive(w.flying[i])
	}
	w.flying = w.flying[:0]
}
