package sim

import (
	"fmt"
	"regexp"

	"raft-playground/raft"
)

// What clients ask for, and whom they reach.

// Bounds of what clients may ask for.
const (
	MaxKeyLength = 12            // of a key, in bytes: a lower-case letter, then letters, digits, - and _
	MaxValue     = 1_000_000_000 // of a value, either sign
	MaxQueue     = 64            // requests that wait behind a client's outstanding one
)

// KeyPattern is what a key may be, as a regular expression that has to match all of it.
const KeyPattern = "[a-z][a-z0-9_-]{0,11}"

var keyPattern = regexp.MustCompile("^" + KeyPattern + "$")

// ValidKey reports whether a key may be used: it starts with a lower-case
// letter, goes on with lower-case letters, digits, - and _, and has at most
// [MaxKeyLength] bytes.
func ValidKey(key string) bool { return len(key) <= MaxKeyLength && keyPattern.MatchString(key) }

// Request makes a client issue a command. While one is outstanding, further ones
// queue. To zero means whoever the client takes for the leader.
type Request struct {
	Client raft.ClientID
	Op     raft.Op // Set, Add or Get
	Key    string
	Value  int64
	To     raft.ServerID
}

func (a Request) name() string {
	switch a.Op {
	case raft.Add:
		return "add"
	case raft.Get:
		return "read"
	}
	return "write" // or what is refused
}

func (a Request) args() Args { return Args{Client: a.Client, Key: a.Key, Value: a.Value, Server: a.To} }

func (a Request) prepare(w *World) (func(), *ActionError) {
	if !ValidKey(a.Key) {
		return nil, &ActionError{Code: "bad-key", Detail: fmt.Sprintf("a…z 0…9 - _, ≤ %d", MaxKeyLength)}
	}
	if a.Value > MaxValue || a.Value < -MaxValue || a.Op == raft.NoOp || a.Op > raft.Get {
		return nil, &ActionError{Code: "bad-value", Detail: fmt.Sprintf("±%d", MaxValue)}
	}
	return func() {
		command := raft.Command{Op: a.Op, Key: a.Key, Value: a.Value}
		if a.Op == raft.Get {
			command.Value = 0
		}
		w.request(w.client(a.Client), command, a.To)
	}, nil
}

// Reconfigure makes a client ask for a change of who belongs to the cluster (§6). It is asked
// for as often, and as patiently, as anything else.
type Reconfigure struct {
	Client  raft.ClientID
	Op      raft.Op // AddVoter, AddLearner, RemoveServer or ChangeServers
	Servers raft.ServerSet
}

func (a Reconfigure) name() string {
	switch a.Op {
	case raft.AddVoter:
		return "add-voter"
	case raft.AddLearner:
		return "add-learner"
	case raft.RemoveServer:
		return "remove-server"
	}
	return "change-voters"
}

func (a Reconfigure) args() Args {
	if a.Op == raft.ChangeServers {
		return Args{Client: a.Client, To: a.Servers}
	}
	return Args{Client: a.Client, Server: first(a.Servers)}
}

func (a Reconfigure) prepare(w *World) (func(), *ActionError) {
	if strangers := a.Servers &^ w.everyone(); strangers != 0 || a.Servers == 0 {
		return nil, &ActionError{Code: "no-such-server", Detail: w.serverNames()}
	}
	return func() {
		w.request(w.client(a.Client), raft.Command{Op: a.Op, Servers: a.Servers}, 0)
	}, nil
}

// SetTraffic makes a client issue a request of its own again and again, the first
// at once; with Every zero it stops. When both are asked for, writes and reads take
// turns. A request is left out while the client still waits for an answer.
type SetTraffic struct {
	Client raft.ClientID
	Traffic
}

func (a SetTraffic) name() string {
	switch {
	case a.Every == 0:
		return "stops"
	case a.Writes && a.Reads:
		return "writes-and-reads"
	case a.Reads:
		return "reads"
	}
	return "writes"
}

func (a SetTraffic) args() Args { return Args{Client: a.Client, Time: a.Every} }

func (a SetTraffic) prepare(w *World) (func(), *ActionError) {
	now := a.Traffic
	if now.Every == 0 {
		now = Traffic{}
	} else if now.Every < raft.Millisecond || now.Every > MaxDuration || !now.Writes && !now.Reads {
		return nil, &ActionError{Code: "bad-range", Detail: "1 ms … 60000 ms"}
	}
	former := Traffic{}
	if int(a.Client) <= len(w.clients) {
		former = w.clients[a.Client-1].shown.Traffic
	}
	if now == former {
		return nil, &ActionError{Code: "no-change"}
	}
	return func() {
		c := w.client(a.Client)
		s := c.shown
		s.Traffic = now
		w.showClient(c, s)
		c.traffic.next, c.traffic.reads = raft.Never, !now.Writes
		if now.Every > 0 {
			w.trafficDue(c)
		}
	}, nil
}

// CutClient cuts a client off from servers, both ways.
type CutClient struct {
	Client raft.ClientID
	From   raft.ServerSet
}

func (CutClient) name() string { return "cut-client" }

func (a CutClient) args() Args { return Args{Client: a.Client, To: a.From} }

func (a CutClient) prepare(w *World) (func(), *ActionError) {
	return w.prepareClientCut(a.Client, a.From, true, "already-cut")
}

// HealClient undoes [CutClient].
type HealClient struct {
	Client raft.ClientID
	From   raft.ServerSet
}

func (HealClient) name() string { return "heal-client" }

func (a HealClient) args() Args { return Args{Client: a.Client, To: a.From} }

func (a HealClient) prepare(w *World) (func(), *ActionError) {
	return w.prepareClientCut(a.Client, a.From, false, "nothing-to-heal")
}

// prepareClientCut checks which servers a client is to be cut off from, or
// reached by again.
func (w *World) prepareClientCut(id raft.ClientID, from raft.ServerSet, cut bool, code string) (func(), *ActionError) {
	if strangers := from &^ w.everyone(); strangers != 0 || from == 0 {
		return nil, &ActionError{Code: "no-such-server", Detail: w.serverNames()}
	}
	var now raft.ServerSet
	if int(id) <= len(w.clients) {
		now = w.clients[id-1].shown.Cut
	}
	next := now | from
	if !cut {
		next = now &^ from
	}
	if next == now {
		return nil, &ActionError{Code: code, Client: id}
	}
	return func() {
		c := w.client(id)
		s := c.shown
		s.Cut = next
		w.showClient(c, s)
		if !cut {
			return
		}
		w.loseAtCut(func(f *flight) bool {
			other := f.view.From.Server() | f.view.To.Server()
			return from.Has(other) && (f.view.From == ClientAddr(id) || f.view.To == ClientAddr(id))
		})
	}, nil
}

// ReachStep does nothing. It is there to be seen in the trace: a story has come to a
// point that has a name.
type ReachStep struct{ Name string }

func (ReachStep) name() string { return StepName }

func (a ReachStep) args() Args { return Args{Name: a.Name} }

func (ReachStep) prepare(*World) (func(), *ActionError) { return func() {}, nil }
