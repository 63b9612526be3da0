package sim

import (
	"fmt"
	"slices"

	"raft-playground/raft"
)

// EventKind says which of an event's parts is filled in.
type EventKind uint8

// The kinds of events. The comment names the parts that are set besides At.
const (
	ActionEvent    EventKind = iota // Action: what was done from outside
	ServerEvent                     // Server: its complete scalar state
	LogEvent                        // Log: the log in memory, from an index on
	ProgressEvent                   // Progress: a leader's nextIndex and matchIndex
	ApplyEvent                      // Apply: a key of a state machine
	SendEvent                       // Message: a message began to travel
	DeliverEvent                    // Message.ID and its ends: it arrived
	DelayEvent                      // Message.ID, its ends and Arrives: it will arrive later
	DropEvent                       // Message.ID and its ends, Why: it was lost
	LinkEvent                       // Link: a link's complete settings
	NetworkEvent                    // Network: the settings of links that have none of their own
	ClientEvent                     // Client: its complete state
	DecisionEvent                   // By, Decision: a server decided something
	ViolationEvent                  // Violation: a property broke
	FindingEvent                    // By, Finding: a server's assertion failed
	SnapshotEvent                   // Snapshot: what was done with one
	eventKindCount
)

var eventNames = [eventKindCount]string{
	"action", "server", "log", "progress", "apply", "send", "deliver", "delay", "drop",
	"link", "network", "client", "decision", "violation", "finding", "snapshot",
}

// String returns the kind's name on the wire.
func (k EventKind) String() string { return eventNames[k] }

// MarshalText writes the kind's name.
func (k EventKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what [EventKind.MarshalText] writes.
func (k *EventKind) UnmarshalText(text []byte) error { return named(k, eventNames[:], text) }

// named sets one of a closed set of values by its name.
func named[T ~uint8](to *T, names []string, text []byte) error {
	i := slices.Index(names, string(text))
	if i < 0 {
		return fmt.Errorf("%q is not a %T", text, *to)
	}
	*to = T(i)
	return nil
}

// Event is one thing that happened, at one instant. Events of a run are numbered
// from 1 without gaps; the number is an event's position in the trace.
type Event struct {
	At        raft.Time       `json:"at"`
	Kind      EventKind       `json:"kind"`
	Notable   bool            `json:"notable,omitempty"`   // worth a step: see notable.go
	By        raft.ServerID   `json:"by,omitempty"`        // the server that decided
	Action    *Acted          `json:"action,omitempty"`    //
	Server    *ServerState    `json:"server,omitempty"`    // complete: what is absent is zero
	Log       *LogChange      `json:"log,omitempty"`       //
	Progress  *Progress       `json:"progress,omitempty"`  // complete
	Apply     *Application    `json:"apply,omitempty"`     //
	Message   *Message        `json:"message,omitempty"`   // complete in a send; else only id, from and to
	Why       DropReason      `json:"why,omitempty"`       // of a drop
	Link      *Link           `json:"link,omitempty"`      // complete
	Network   *Network        `json:"network,omitempty"`   // complete
	Client    *ClientState    `json:"client,omitempty"`    // complete
	Decision  *raft.Decision  `json:"decision,omitempty"`  //
	Finding   *raft.Finding   `json:"finding,omitempty"`   //
	Violation *Violation      `json:"violation,omitempty"` //
	Snapshot  *SnapshotChange `json:"snapshot,omitempty"`  //
}
