package sim

import (
	"fmt"

	"raft-playground/raft"
)

// Addr is where a message comes from or goes to: a server or a client, written
// as its name.
type Addr uint8

const clientAddr = 0x10

// ServerAddr returns a server's address.
func ServerAddr(id raft.ServerID) Addr { return Addr(id) }

// ClientAddr returns a client's address.
func ClientAddr(id raft.ClientID) Addr { return clientAddr + Addr(id) }

// Server returns the server at this address, 0 when it is a client's.
func (a Addr) Server() raft.ServerID {
	if a > clientAddr {
		return 0
	}
	return raft.ServerID(a)
}

// Client returns the client at this address, 0 when it is a server's.
func (a Addr) Client() raft.ClientID {
	if a < clientAddr {
		return 0
	}
	return raft.ClientID(a - clientAddr)
}

// String returns "S1" or "c1".
func (a Addr) String() string {
	if a > clientAddr {
		return a.Client().String()
	}
	return a.Server().String()
}

// MarshalText writes the name.
func (a Addr) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what [Addr.MarshalText] writes.
func (a *Addr) UnmarshalText(text []byte) error {
	var s raft.ServerID
	if s.UnmarshalText(text) == nil {
		*a = ServerAddr(s)
		return nil
	}
	var c raft.ClientID
	if c.UnmarshalText(text) == nil {
		*a = ClientAddr(c)
		return nil
	}
	return fmt.Errorf("%q is neither a server nor a client", text)
}

// EventKind says which of an event's parts is filled in.
type EventKind uint8

// The kinds of events. The comment names the parts that are set besides At.
const (
	ActionEvent    EventKind = iota // Action, Text: the action as a statement's action
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
	eventKindCount
)

var eventNames = [eventKindCount]string{
	"action", "server", "log", "progress", "apply", "send", "deliver", "delay", "drop",
	"link", "network", "client", "decision", "violation", "finding",
}

// String returns the kind's name on the wire.
func (k EventKind) String() string { return eventNames[k] }

// MarshalText writes the kind's name.
func (k EventKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what [EventKind.MarshalText] writes.
func (k *EventKind) UnmarshalText(text []byte) error {
	for i, name := range eventNames {
		if name == string(text) {
			*k = EventKind(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a kind of event", text)
}

// Event is one thing that happened, at one instant. Events of a run are numbered
// from 1 without gaps; the number is an event's position in the trace.
type Event struct {
	At        raft.Time      `json:"at"`
	Kind      EventKind      `json:"kind"`
	Notable   bool           `json:"notable,omitempty"`   // worth a step: see notable.go
	By        raft.ServerID  `json:"by,omitempty"`        // the server that decided
	Text      string         `json:"text,omitempty"`      // of an action
	Action    *Acted         `json:"action,omitempty"`    // what Text says
	Server    *ServerState   `json:"server,omitempty"`    // complete: what is absent is zero
	Log       *LogChange     `json:"log,omitempty"`       //
	Progress  *Progress      `json:"progress,omitempty"`  // complete
	Apply     *Application   `json:"apply,omitempty"`     //
	Message   *Message       `json:"message,omitempty"`   // complete in a send; else only id, from and to
	Why       DropReason     `json:"why,omitempty"`       // of a drop
	Link      *Link          `json:"link,omitempty"`      // complete
	Network   *Network       `json:"network,omitempty"`   // complete
	Client    *ClientState   `json:"client,omitempty"`    // complete
	Decision  *raft.Decision `json:"decision,omitempty"`  //
	Finding   *raft.Finding  `json:"finding,omitempty"`   //
	Violation *Violation     `json:"violation,omitempty"` //
}

// DropReason says why a message was lost.
type DropReason string

// The reasons for a loss.
const (
	LostByChance DropReason = "loss" // the network lost it
	LostAtCut    DropReason = "cut"  // the link is cut
	LostAtDown   DropReason = "down" // its receiver is crashed
	LostByHand   DropReason = "hand" // somebody dropped it
	LostAtFull   DropReason = "full" // its receiver is paused, and too much waits for it already
)

// ServerState is a server's scalar state. A log, a state machine and a leader's
// view of its followers have events of their own.
type ServerState struct {
	ID          raft.ServerID  `json:"id"`
	Down        bool           `json:"down,omitempty"` // crashed: what is left is what its disk holds
	Paused      bool           `json:"paused,omitempty"`
	Role        raft.Role      `json:"role"`
	Term        raft.Term      `json:"term"` // currentTerm
	VotedFor    raft.ServerID  `json:"votedFor,omitempty"`
	Leader      raft.ServerID  `json:"leader,omitempty"` // whom it takes for the leader of its term
	CommitIndex raft.Index     `json:"commitIndex,omitempty"`
	LastApplied raft.Index     `json:"lastApplied,omitempty"`
	LastIndex   raft.Index     `json:"lastIndex,omitempty"`   // of the log in memory
	SyncedIndex raft.Index     `json:"syncedIndex,omitempty"` // that log is durable up to here
	SyncedTerm  raft.Term      `json:"syncedTerm,omitempty"`  // currentTerm on the disk
	SyncedVote  raft.ServerID  `json:"syncedVote,omitempty"`  // votedFor on the disk
	Granted     raft.ServerSet `json:"granted,omitempty"`     // a candidate's votes: bit i is server i
	Refused     raft.ServerSet `json:"refused,omitempty"`     // who refused it
	TimerSet    raft.Time      `json:"timerSet,omitempty"`    // when the running timer was set
	Deadline    raft.Time      `json:"deadline,omitempty"`    // when it runs out: an election timeout, or a leader's next heartbeat
	DiskSync    raft.Duration  `json:"diskSync,omitempty"`    // how long its disk takes
	Wipes       int            `json:"wipes,omitempty"`       // how often its disk was wiped
	Drift       int            `json:"drift,omitempty"`       // percent that its clock runs too fast
	Timeout     Span           `json:"timeout,omitzero"`      // of its elections, if it has one of its own
	Inbox       int            `json:"inbox,omitempty"`       // messages that wait for a paused process
	Reads       int            `json:"reads,omitempty"`       // reads that a leader has not answered yet
}

// Entry is a log entry as events carry it.
type Entry struct {
	Term    raft.Term     `json:"term"`
	Command string        `json:"cmd"`               // "x=1", "add x 1", "read x", "no-op"
	Client  raft.ClientID `json:"client,omitempty"`  // who asked for it
	Request uint32        `json:"request,omitempty"` // which of the client's requests
}

// LogChange says that a server's log in memory, from index From on, now consists
// of Entries.
type LogChange struct {
	Server  raft.ServerID `json:"server"`
	From    raft.Index    `json:"from"`
	Entries []Entry       `json:"entries,omitempty"`
}

// Progress is what a leader knows about its followers. Next[i] and Match[i] are
// nextIndex and matchIndex of server i+1, 0 for the leader itself. When a leader
// steps down both are empty.
type Progress struct {
	Server raft.ServerID `json:"server"`
	Next   []raft.Index  `json:"next,omitempty"`
	Match  []raft.Index  `json:"match,omitempty"`
}

// Application says that a server's state machine now holds Value under Key. When
// a process starts, Key is empty: the state machine is empty.
type Application struct {
	Server  raft.ServerID `json:"server"`
	Index   raft.Index    `json:"index,omitempty"`
	Key     string        `json:"key,omitempty"`
	Value   int64         `json:"value,omitempty"`
	Version raft.Index    `json:"version,omitempty"` // of the entry that gave the key this value
}

// Violation says that a property broke: which, how far it is from a single rule,
// who was involved, and over what. Which fields are filled in depends on the
// property; package check describes them.
type Violation struct {
	Property string        `json:"property"`
	Tier     string        `json:"tier"`    // "rule": a rule was not followed; "consequence": somebody was let down
	Section  string        `json:"section"` // of the paper
	Server   raft.ServerID `json:"server,omitempty"`
	Other    raft.ServerID `json:"other,omitempty"` // the other side, where there is one
	Term     raft.Term     `json:"term,omitempty"`
	In       raft.Term     `json:"in,omitempty"` // the term in which the entry was committed
	Index    raft.Index    `json:"index,omitempty"`
	Was      uint64        `json:"was,omitempty"` // before, of what must not fall
	Now      uint64        `json:"now,omitempty"` // after
	Client   raft.ClientID `json:"client,omitempty"`
	Request  uint32        `json:"request,omitempty"`
	Key      string        `json:"key,omitempty"`
	Wiped    raft.ServerID `json:"wiped,omitempty"` // its disk was wiped before: Raft does not claim to survive that
}

// MessageKind is what a message is, for those who draw it.
type MessageKind string

// The kinds of messages: Figure 2's four, and a client's request and its answer.
const (
	PreVote            MessageKind = "PreVote"
	PreVoteReply       MessageKind = "PreVoteReply"
	RequestVote        MessageKind = "RequestVote"
	RequestVoteReply   MessageKind = "RequestVoteReply"
	AppendEntries      MessageKind = "AppendEntries"
	AppendEntriesReply MessageKind = "AppendEntriesReply"
	ClientRequest      MessageKind = "ClientRequest"
	ClientReply        MessageKind = "ClientReply"
)

// Message is a message on its way. Fields that its kind does not have are zero.
type Message struct {
	ID      uint64      `json:"id"` // numbered from 1 in each run
	From    Addr        `json:"from"`
	To      Addr        `json:"to"`
	Kind    MessageKind `json:"kind,omitempty"`
	Term    raft.Term   `json:"term,omitempty"`
	Sent    raft.Time   `json:"sent,omitempty"`
	Arrives raft.Time   `json:"arrives,omitempty"` // unless it is lost before
	Routine bool        `json:"routine,omitempty"` // a heartbeat, or no more than the answer to one: see notable.go

	LastLogIndex raft.Index `json:"lastLogIndex,omitempty"` // RequestVote
	LastLogTerm  raft.Term  `json:"lastLogTerm,omitempty"`
	PrevLogIndex raft.Index `json:"prevLogIndex,omitempty"` // AppendEntries and its reply
	PrevLogTerm  raft.Term  `json:"prevLogTerm,omitempty"`
	LeaderCommit raft.Index `json:"leaderCommit,omitempty"`
	Round        uint64     `json:"round,omitempty"`   // a leader's round for reads
	Entries      int        `json:"entries,omitempty"` // how many it carries

	OK            bool       `json:"ok,omitempty"` // vote granted, append succeeded, request done
	MatchIndex    raft.Index `json:"matchIndex,omitempty"`
	ConflictTerm  raft.Term  `json:"conflictTerm,omitempty"`
	ConflictIndex raft.Index `json:"conflictIndex,omitempty"`

	Request uint32        `json:"request,omitempty"` // ClientRequest and its reply
	Command string        `json:"cmd,omitempty"`
	Status  ReplyStatus   `json:"status,omitempty"`
	Leader  raft.ServerID `json:"leader,omitempty"` // a hint, with not-leader
	Value   int64         `json:"value,omitempty"`
	Version raft.Index    `json:"version,omitempty"`

	NextTerm  raft.Term `json:"nextTerm,omitempty"`  // PreVote and its reply
	Duplicate uint64    `json:"duplicate,omitempty"` // of which message this is a copy
}

// ReplyStatus is what a client is told.
type ReplyStatus string

// What a client can be told about its request.
const (
	ReplyOK        ReplyStatus = "ok"
	ReplyNotLeader ReplyStatus = "not-leader" // nothing happened here; Leader is a hint
	ReplyUnknown   ReplyStatus = "unknown"    // the leadership ended first
)

// Link is one direction between two servers.
type Link struct {
	From        raft.ServerID    `json:"from"`
	To          raft.ServerID    `json:"to"`
	Cut         bool             `json:"cut,omitempty"`
	Latency     *Span            `json:"latency,omitempty"` // of its own, if it has one
	Loss        *PartsPerMillion `json:"loss,omitempty"`    // of its own, if it has one
	Duplication *PartsPerMillion `json:"duplication,omitempty"`
	Reordering  *PartsPerMillion `json:"reordering,omitempty"`
}

// Network is what holds for links without settings of their own.
type Network struct {
	Latency     Span            `json:"latency"`
	Loss        PartsPerMillion `json:"loss,omitempty"`
	Duplication PartsPerMillion `json:"duplication,omitempty"`
	Reordering  PartsPerMillion `json:"reordering,omitempty"`
}

// RequestPhase is how far a client's request has come.
type RequestPhase string

// The phases of a request, in order. A retry goes back to PhaseSent.
const (
	PhaseIdle      RequestPhase = "idle"      // the client has asked for nothing yet
	PhaseSent      RequestPhase = "sent"      // on its way to Target
	PhaseReceived  RequestPhase = "received"  // a leader has it in its log
	PhaseStored    RequestPhase = "stored"    // durable on Copies servers, at least one
	PhaseCommitted RequestPhase = "committed" // a leader knows that it is committed
	PhaseAnswered  RequestPhase = "answered"  // the client knows; Value, Found
	PhaseGaveUp    RequestPhase = "gave-up"   // out of retries: its outcome is unknown to the client
)

// ClientState is a client and its newest request.
type ClientState struct {
	ID       raft.ClientID  `json:"id"`
	Request  uint32         `json:"request,omitempty"` // numbered from 1; the same across retries
	Command  string         `json:"cmd,omitempty"`
	Phase    RequestPhase   `json:"phase"`
	Attempt  int            `json:"attempt,omitempty"`  // 1 for the first
	Attempts int            `json:"attempts,omitempty"` // the most there will be
	Retry    RetryReason    `json:"retry,omitempty"`    // why there was more than one, the newest reason
	Target   raft.ServerID  `json:"target,omitempty"`   // whom this attempt was sent to
	Index    raft.Index     `json:"index,omitempty"`    // of its entry, since received
	Copies   int            `json:"copies,omitempty"`   // servers that store it durably
	Need     int            `json:"need,omitempty"`     // how many make it committed, or confirm a read
	Waits    ReadWait       `json:"waits,omitempty"`    // what a read by ReadIndex waits for
	Value    int64          `json:"value,omitempty"`    // the answer
	Found    bool           `json:"found,omitempty"`    // a read found the key
	Version  raft.Index     `json:"version,omitempty"`  // of the entry that gave the key this value
	Key      string         `json:"key,omitempty"`      // the key it is about
	Cut      raft.ServerSet `json:"cut,omitempty"`      // servers it is cut off from
	Leader   raft.ServerID  `json:"leader,omitempty"`   // whom it takes for the leader
	Queued   int            `json:"queued,omitempty"`   // requests that wait behind this one
	Deadline raft.Time      `json:"deadline,omitempty"` // when it retries or gives up
	Traffic  Traffic        `json:"traffic,omitzero"`   // what it asks for by itself
}

// ReadWait is what a read by ReadIndex waits for (§8).
type ReadWait string

// What a read can wait for, in order.
const (
	WaitsForOwnCommit ReadWait = "own-commit" // an entry of the leader's own term
	WaitsForQuorum    ReadWait = "quorum"     // a majority; Copies of Need have confirmed
	WaitsForApply     ReadWait = "apply"      // the state machine to catch up with Index
)

// RetryReason says why a client tried again.
type RetryReason string

// The reasons for another attempt.
const (
	RetryTimeout   RetryReason = "timeout"    // no answer in time
	RetryNotLeader RetryReason = "not-leader" // sent on to another server
	RetryUnknown   RetryReason = "unknown"    // the leadership ended first
)
