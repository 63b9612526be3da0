package sim

import "raft-playground/raft"

// What messages carry, by kind, in Figure 2's words: who calls sends arguments, and the
// answer has results. What does not always say something is left out on the wire where
// it is zero.

// RequestVoteArguments ask for a vote in the envelope's term (Figure 2, §5.2).
type RequestVoteArguments struct {
	LastLogIndex raft.Index `json:"lastLogIndex"` // of the candidate's last entry (§5.4)
	LastLogTerm  raft.Term  `json:"lastLogTerm"`
	Transfer     bool       `json:"transfer,omitempty"` // the candidate stands at its leader's word (D3.10)
}

// RequestVoteResults give a vote, or refuse it (Figure 2, §5.2).
type RequestVoteResults struct {
	VoteGranted bool `json:"voteGranted"`
}

// PreVoteArguments ask whether a vote would be given (D9.6).
type PreVoteArguments struct {
	NextTerm     raft.Term  `json:"nextTerm"`     // in which the sender would stand
	LastLogIndex raft.Index `json:"lastLogIndex"` // of the sender's last entry
	LastLogTerm  raft.Term  `json:"lastLogTerm"`
}

// PreVoteResults say whether a vote would be given (D9.6).
type PreVoteResults struct {
	NextTerm    raft.Term `json:"nextTerm"` // of the request that is answered
	VoteGranted bool      `json:"voteGranted"`
}

// AppendEntriesArguments replicate entries; without any they are a heartbeat (Figure 2, §5.3).
type AppendEntriesArguments struct {
	PrevLogIndex raft.Index `json:"prevLogIndex"` // of the entry right before the new ones
	PrevLogTerm  raft.Term  `json:"prevLogTerm"`
	Entries      int        `json:"entries"` // how many there are
	LeaderCommit raft.Index `json:"leaderCommit"`
	Round        uint64     `json:"round,omitempty"` // a leader's round for reads (§8)
}

// AppendEntriesResults acknowledge entries, or refuse them with a hint for backing up
// quickly (Figure 2, §5.3).
type AppendEntriesResults struct {
	Success       bool       `json:"success"`
	PrevLogIndex  raft.Index `json:"prevLogIndex"`            // of the request that is answered
	MatchIndex    raft.Index `json:"matchIndex"`              // with success: up to where the log is the leader's
	ConflictTerm  raft.Term  `json:"conflictTerm,omitempty"`  // of the entry at PrevLogIndex, if there is one
	ConflictIndex raft.Index `json:"conflictIndex,omitempty"` // the first of that term, or one past the log's end
	Round         uint64     `json:"round,omitempty"`         // of the request that is answered
}

// TimeoutNowArguments tell a server to stand for election at once (D3.10): there is nothing
// to be added.
type TimeoutNowArguments struct{}

// InstallSnapshotArguments bring a follower what the leader's log does not hold any more
// (Figure 13, §7).
type InstallSnapshotArguments struct {
	LastIncludedIndex raft.Index `json:"lastIncludedIndex"` // the snapshot stands for all entries up to here
	LastIncludedTerm  raft.Term  `json:"lastIncludedTerm"`  // of that entry
	Keys              int        `json:"keys,omitempty"`    // how many it holds
}

// InstallSnapshotResults acknowledge a snapshot, or refuse it for its old term (Figure 13,
// §7).
type InstallSnapshotResults struct {
	Success           bool       `json:"success"`
	LastIncludedIndex raft.Index `json:"lastIncludedIndex"` // of the snapshot that is answered
}

// ClientRequestArguments are what a client asks a server for (§8).
type ClientRequestArguments struct {
	Request uint32 `json:"request"` // its number, of the client's
	Command string `json:"cmd"`
}

// ClientRequestResults are what a server answers (§8).
type ClientRequestResults struct {
	Request uint32        `json:"request"` // which is answered
	Status  ReplyStatus   `json:"status"`
	Leader  raft.ServerID `json:"leader,omitempty"` // with not-leader: a hint; with transferring: who is to lead
	Found   bool          `json:"found,omitempty"`  // with ok: there is such a key
	Value   int64         `json:"value,omitempty"`
	Version raft.Index    `json:"version,omitempty"` // of the entry that wrote the value
}

// ReplyStatus is what a client is told.
type ReplyStatus uint8

// What a client can be told about its request.
const (
	NoReply            ReplyStatus = iota
	ReplyOK                        //
	ReplyNotLeader                 // nothing happened here; Leader is a hint
	ReplyUnknown                   // the leadership ended first
	ReplyTransferring              // nothing happened here: it hands its leadership over to Leader
	ReplyChangeRefused             // nothing happened here: Leader does not change the configuration now
	replyStatusCount
)

var replyStatusNames = [replyStatusCount]string{"", "ok", "not-leader", "unknown", "transferring", "change-refused"}

// String returns the status's name on the wire.
func (s ReplyStatus) String() string { return replyStatusNames[s] }

// MarshalText writes the status's name.
func (s ReplyStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what [ReplyStatus.MarshalText] writes.
func (s *ReplyStatus) UnmarshalText(text []byte) error { return named(s, replyStatusNames[:], text) }
