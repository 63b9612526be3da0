package sim

import "raft-playground/raft"

// MessageKind is what a message is, for those who draw it.
type MessageKind uint8

// The kinds of messages: Figure 2's four, the two before an election, and a client's
// request and its answer.
const (
	NoMessageKind MessageKind = iota
	PreVote
	PreVoteReply
	RequestVote
	RequestVoteReply
	AppendEntries
	AppendEntriesReply
	ClientRequest
	ClientReply
	messageKindCount
)

var messageKindNames = [messageKindCount]string{
	"", "PreVote", "PreVoteReply", "RequestVote", "RequestVoteReply", "AppendEntries", "AppendEntriesReply",
	"ClientRequest", "ClientReply",
}

// String returns the kind's name, the paper's where it has one.
func (k MessageKind) String() string { return messageKindNames[k] }

// MarshalText writes the kind's name.
func (k MessageKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what [MessageKind.MarshalText] writes.
func (k *MessageKind) UnmarshalText(text []byte) error { return named(k, messageKindNames[:], text) }

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
type ReplyStatus uint8

// What a client can be told about its request.
const (
	NoReply        ReplyStatus = iota
	ReplyOK                    //
	ReplyNotLeader             // nothing happened here; Leader is a hint
	ReplyUnknown               // the leadership ended first
	replyStatusCount
)

var replyStatusNames = [replyStatusCount]string{"", "ok", "not-leader", "unknown"}

// String returns the status's name on the wire.
func (s ReplyStatus) String() string { return replyStatusNames[s] }

// MarshalText writes the status's name.
func (s ReplyStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what [ReplyStatus.MarshalText] writes.
func (s *ReplyStatus) UnmarshalText(text []byte) error { return named(s, replyStatusNames[:], text) }

// DropReason says why a message was lost.
type DropReason uint8

// The reasons for a loss.
const (
	NotLost      DropReason = iota
	LostByChance            // the network lost it
	LostAtCut               // the link is cut
	LostAtDown              // its receiver is crashed
	LostByHand              // somebody dropped it
	LostAtFull              // its receiver is paused, and too much waits for it already
	dropReasonCount
)

var dropReasonNames = [dropReasonCount]string{"", "loss", "cut", "down", "hand", "full"}

// String returns the reason's name on the wire.
func (r DropReason) String() string { return dropReasonNames[r] }

// MarshalText writes the reason's name.
func (r DropReason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what [DropReason.MarshalText] writes.
func (r *DropReason) UnmarshalText(text []byte) error { return named(r, dropReasonNames[:], text) }
