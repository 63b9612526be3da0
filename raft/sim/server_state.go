package sim

import "raft-playground/raft"

// ServerState is a server's scalar state. A log, a state machine and a leader's
// view of its followers have events of their own.
type ServerState struct {
	ID                 raft.ServerID      `json:"id"`
	Down               bool               `json:"down,omitempty"` // crashed: what is left is what its disk holds
	Paused             bool               `json:"paused,omitempty"`
	Role               raft.Role          `json:"role"`
	VotedFor           raft.ServerID      `json:"votedFor,omitempty"`
	Leader             raft.ServerID      `json:"leader,omitempty"`       // whom it takes for the leader of its term
	SyncedVote         raft.ServerID      `json:"syncedVote,omitempty"`   // votedFor on the disk
	Transfer           raft.ServerID      `json:"transfer,omitempty"`     // to whom a leader hands its leadership over
	Granted            raft.ServerSet     `json:"granted,omitempty"`      // a candidate's votes: bit i is server i
	Refused            raft.ServerSet     `json:"refused,omitempty"`      // who refused it
	Needs              raft.Needs         `json:"needs,omitzero"`         // where there is a Configuration
	Configuration      raft.Configuration `json:"configuration,omitzero"` // in force, where it is not that everybody votes from the beginning
	Term               raft.Term          `json:"term"`                   // currentTerm
	CommitIndex        raft.Index         `json:"commitIndex,omitempty"`
	LastApplied        raft.Index         `json:"lastApplied,omitempty"`
	LastIndex          raft.Index         `json:"lastIndex,omitempty"`          // of the log in memory
	SyncedIndex        raft.Index         `json:"syncedIndex,omitempty"`        // that log is durable up to here
	SyncedTerm         raft.Term          `json:"syncedTerm,omitempty"`         // currentTerm on the disk
	TimerSet           raft.Time          `json:"timerSet,omitempty"`           // when the running timer was set
	Deadline           raft.Time          `json:"deadline,omitempty"`           // when it runs out: an election timeout, or a leader's next heartbeat; 0: it has none
	DiskSync           raft.Duration      `json:"diskSync,omitempty"`           // how long its disk takes
	Wipes              int                `json:"wipes,omitempty"`              // how often its disk was wiped
	Drift              int                `json:"drift,omitempty"`              // percent that its clock runs too fast
	Timeout            Span               `json:"timeout,omitzero"`             // of its elections, if it has one of its own
	Inbox              int                `json:"inbox,omitempty"`              // messages that wait for a paused process
	Reads              int                `json:"reads,omitempty"`              // reads that a leader has not answered yet
	BaseIndex          raft.Index         `json:"baseIndex,omitempty"`          // its log begins behind this entry, up to which a snapshot stands for it
	BaseTerm           raft.Term          `json:"baseTerm,omitempty"`           // the term of that entry
	ConfigurationIndex raft.Index         `json:"configurationIndex,omitempty"` // of its entry, 0 for the one that the cluster began with
}

// Entry is a log entry as events carry it.
type Entry struct {
	Term    raft.Term     `json:"term"`
	Command string        `json:"cmd"`               // "x=1", "add x 1", "read x", "no-op", "add S4"; of a configuration that nobody is known to have asked for, that one
	Client  raft.ClientID `json:"client,omitempty"`  // who asked for it
	Request uint32        `json:"request,omitempty"` // which of the client's requests

	Configuration raft.Configuration `json:"configuration,omitzero"` // that it puts in force
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

// SnapshotChange says that from here on a server's log begins behind Index, and that a
// snapshot stands for what went before: Machine is what a state machine holds that has
// applied that. Where the snapshot was not its own the server's state machine is that now.
type SnapshotChange struct {
	Server  raft.ServerID `json:"server"`
	Doing   SnapshotDoing `json:"doing"`
	Index   raft.Index    `json:"index"`             // of the last entry that it stands for
	Term    raft.Term     `json:"term"`              // of that entry
	Machine []raft.Pair   `json:"machine,omitempty"` // by key
}
