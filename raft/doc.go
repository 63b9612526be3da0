// Package raft is the Raft consensus algorithm, in the words of the paper
// "In Search of an Understandable Consensus Algorithm (Extended Version)" by
// Diego Ongaro and John Ousterhout. Lay it beside Figure 2 and tick the lines
// off.
//
// # Shape
//
// A [Server] is a pure function of its inputs: it has no goroutine, no clock,
// no disk, no network, no global randomness and no logging. Five inputs exist:
//
//	Receive    a message has arrived
//	Timeout    the deadline has come (election timeout, or a leader's heartbeat)
//	Propose    a client wants a command replicated
//	Persisted  the disk has caught up with something handed out before
//	New        the process starts, from what its disk holds
//
// Each returns an [Output]: what the caller must persist, send and answer, and,
// for observers, what was decided and why. The caller may stop the server
// between any two inputs, and may lose anything that is not yet durable: that
// is what a crash is.
//
// # Three instants of an entry
//
// An entry that a leader accepts is first appended (in memory), then synced (the
// caller reports [Server.Persisted]), then sent. A vote or an acknowledgement
// leaves only when what it promises is durable; the caller sees to that by
// holding back [Output.SendAfterPersist] until the disk has caught up.
//
// # Where to find what
//
//	server.go       Figure 2's state, grouped as there; New
//	input.go        the inputs, and the frame around each of them
//	term.go         §5.1: the one term gate, and stepping down
//	election.go     §5.2 and §5.4.1: candidates, votes, the election restriction
//	appending.go    §5.3: the receiver of AppendEntries
//	replication.go  §5.3: the leader's side of AppendEntries
//	commit.go       §5.3 and §5.4.2: when an entry is committed, and applying it
//	persistence.go  what must be durable, derived once after each input
//	clients.go      §8: proposals and their answers
//	statemachine.go a small key-value store that applies a request once
//	rules.go        every safety rule has a name, and one place that enforces it
//	decision.go     every decision leaves a structured reason
//	weight.go       how much memory a server takes
//	log.go          the log, cheap to clone and safe to alias; vector.go: what it is made of
package raft
