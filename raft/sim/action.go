package sim

import (
	"fmt"

	"raft-playground/raft"
)

// Action is something that is done to a world from outside: by a person, or by a
// statement of a scenario. The table in actions.go says everything about each.
type Action interface {
	// name returns the name of its [Spec].
	name() string
	// args returns what it is done to, and with which values.
	args() Args
	// prepare checks what its spec does not say, and returns what carries it out. The
	// servers in its args exist by then, and what it needs holds.
	prepare(*World) (func(), *ActionError)
}

// Args are what an action is done to, and with which values. Each kind of action has
// some of them.
type Args struct {
	Server   raft.ServerID    `json:"server,omitempty"` // whom it is about, or whom a client is to ask
	From     raft.ServerID    `json:"from,omitempty"`   // of links
	To       raft.ServerSet   `json:"to,omitempty"`     // of links: bit i is server i
	BothWays bool             `json:"bothWays,omitempty"`
	Groups   []raft.ServerSet `json:"groups,omitempty"` // of a partition
	Client   raft.ClientID    `json:"client,omitempty"`
	Key      string           `json:"key,omitempty"` // of a request
	Value    int64            `json:"value,omitempty"`
	Message  uint64           `json:"message,omitempty"` // the number of one on its way
	Kind     MessageKind      `json:"messageKind,omitempty"`
	Time     raft.Duration    `json:"time,omitempty"`
	Span     Span             `json:"span,omitzero"`
	Chance   PartsPerMillion  `json:"chance,omitempty"`
	Percent  int              `json:"percent,omitempty"`
	Name     string           `json:"step,omitempty"` // of a step of a story
}

// Acted is an action as an event tells it.
type Acted struct {
	Name   string `json:"name"` // of its [Spec]
	Text   string `json:"text"` // itself, as a statement of the scenario language
	Impact Impact `json:"impact"`
	Args
}

// ActionError says why an action was refused. It changed nothing. Code is the
// key under which a page words it.
type ActionError struct {
	Code   string        // one of ActionErrorCodes
	Server raft.ServerID // whom it is about, where it is about a server
	Client raft.ClientID // whom it is about, where it is about a client
	Detail string        // a bound or a value, where there is one
}

// ActionErrorCodes lists every code of an [ActionError], for catalogues that
// must word all of them.
var ActionErrorCodes = []string{
	"no-such-server",      // Server
	"no-such-client",      // Client
	"already-crashed",     // Server
	"already-running",     // Server
	"not-running",         // Server: a crashed server can do nothing
	"leader-no-timeout",   // Server: a leader has no election timer
	"nobody-leads",        // nobody leads who could be told
	"leads-already",       // Server
	"no-voter",            // Server: it has no vote in the configuration in force
	"votes-already",       // Server: it has a vote
	"learns-already",      // Server: it is a learner
	"no-member",           // Server: it does not belong to the cluster
	"already-cut",         // nothing left to cut
	"isolated",            // Server: it is cut off from everyone
	"alone",               // there is only one server
	"nothing-to-heal",     // no such cut
	"bad-partition",       // a server in two groups, or no cut at all
	"bad-range",           // Detail: the bounds
	"bad-key",             // Detail: what a key may be
	"bad-value",           // Detail: the bounds
	"client-queue-full",   // Client, Detail: the bound
	"no-change",           // it is so already
	"empty-disk",          // Server: there is nothing to wipe
	"nothing-to-snapshot", // Server: it has applied nothing since its last snapshot
	"already-paused",      // Server
	"not-paused",          // Server
	"paused",              // Server: a paused process can do nothing
	"no-such-message",     // Detail: its number; it is not on its way
	"client-message",      // Detail: its number; only those between servers can be acted on
	"too-many-waiting",    // Detail: the bound of tamperings that wait for a message
}

// Error returns the code, and the values that go with it, for logs and tests. People are
// told by the catalogues.
func (e *ActionError) Error() string {
	text := e.Code
	if e.Server != 0 {
		text += " " + e.Server.String()
	}
	if e.Client != 0 {
		text += " " + e.Client.String()
	}
	if e.Detail != "" {
		text += fmt.Sprintf(" detail=%q", e.Detail)
	}
	return text
}

// serverNames says which servers there are.
func (w *World) serverNames() string {
	if len(w.servers) == 1 {
		return raft.ServerID(1).String()
	}
	return fmt.Sprintf("%v…%v", raft.ServerID(1), raft.ServerID(len(w.servers)))
}
