package sim

import "raft-playground/raft"

// MessageKind is what a message is, for those who draw it.
type MessageKind uint8

// The kinds of messages: Figure 2's four, the two before an election, the one that hands
// leadership over, a client's request and its answer, and Figure 13's two.
const (
	NoMessageKind MessageKind = iota
	PreVote
	PreVoteReply
	RequestVote
	RequestVoteReply
	AppendEntries
	AppendEntriesReply
	TimeoutNow
	ClientRequest
	ClientReply
	InstallSnapshot
	InstallSnapshotReply
	messageKindCount
)

var messageKindNames = [messageKindCount]string{
	"", "PreVote", "PreVoteReply", "RequestVote", "RequestVoteReply", "AppendEntries", "AppendEntriesReply",
	"TimeoutNow", "ClientRequest", "ClientReply", "InstallSnapshot", "InstallSnapshotReply",
}

// String returns the kind's name, the paper's where it has one.
func (k MessageKind) String() string { return messageKindNames[k] }

// MarshalText writes the kind's name.
func (k MessageKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what [MessageKind.MarshalText] writes.
func (k *MessageKind) UnmarshalText(text []byte) error { return named(k, messageKindNames[:], text) }

// Envelope is what every message has, whatever its kind.
type Envelope struct {
	ID        uint64      `json:"id"` // numbered from 1 in each run
	From      Addr        `json:"from"`
	To        Addr        `json:"to"`
	Kind      MessageKind `json:"kind,omitempty"`
	Term      raft.Term   `json:"term,omitempty"` // the sender's currentTerm; clients have none
	Sent      raft.Time   `json:"sent,omitempty"`
	Arrives   raft.Time   `json:"arrives,omitempty"`   // unless it is lost before
	Routine   bool        `json:"routine,omitempty"`   // a heartbeat, or no more than the answer to one: see notable.go
	Duplicate uint64      `json:"duplicate,omitempty"` // of which message this is a copy
}

// Message is a message on its way: the envelope, and the one body that its kind has. A
// body never changes, so that copies of a message share it.
type Message struct {
	Envelope
	PreVote              *PreVoteArguments         `json:"preVote,omitempty" kind:"PreVote"`
	PreVoteReply         *PreVoteResults           `json:"preVoteReply,omitempty" kind:"PreVoteReply"`
	RequestVote          *RequestVoteArguments     `json:"requestVote,omitempty" kind:"RequestVote"`
	RequestVoteReply     *RequestVoteResults       `json:"requestVoteReply,omitempty" kind:"RequestVoteReply"`
	AppendEntries        *AppendEntriesArguments   `json:"appendEntries,omitempty" kind:"AppendEntries"`
	AppendEntriesReply   *AppendEntriesResults     `json:"appendEntriesReply,omitempty" kind:"AppendEntriesReply"`
	TimeoutNow           *TimeoutNowArguments      `json:"timeoutNow,omitempty" kind:"TimeoutNow"`
	ClientRequest        *ClientRequestArguments   `json:"clientRequest,omitempty" kind:"ClientRequest"`
	ClientReply          *ClientRequestResults     `json:"clientReply,omitempty" kind:"ClientReply"`
	InstallSnapshot      *InstallSnapshotArguments `json:"installSnapshot,omitempty" kind:"InstallSnapshot"`
	InstallSnapshotReply *InstallSnapshotResults   `json:"installSnapshotReply,omitempty" kind:"InstallSnapshotReply"`
}

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
