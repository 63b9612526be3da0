package sim

import "raft-playground/raft"

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

// Asking is what a request is for.
type Asking string

// What a client can ask for.
const (
	AsksToWrite Asking = "write"
	AsksToAdd   Asking = "add"
	AsksToRead  Asking = "read"

	AsksToChange Asking = "change" // who belongs to the cluster
)

// askingFor tells it of a command.
func askingFor(op raft.Op) Asking {
	switch op {
	case raft.Set:
		return AsksToWrite
	case raft.Add:
		return AsksToAdd
	case raft.Get:
		return AsksToRead
	case raft.AddVoter, raft.AddLearner, raft.RemoveServer, raft.ChangeServers:
		return AsksToChange
	}
	return ""
}

// ClientState is a client and its newest request.
type ClientState struct {
	ID       raft.ClientID  `json:"id"`
	Request  uint32         `json:"request,omitempty"`  // numbered from 1; the same across retries
	Asks     Asking         `json:"asks,omitempty"`     // about Key, if it is about one
	Argument int64          `json:"argument,omitempty"` // what it writes or adds
	Command  string         `json:"cmd,omitempty"`      // the same in the words of the state machine
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
	Pausing  bool           `json:"pausing,omitempty"`  // it was turned away, and waits a little before it asks again
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
	RetryTimeout      RetryReason = "timeout"      // no answer in time
	RetryNotLeader    RetryReason = "not-leader"   // sent on to another server
	RetryTransferring RetryReason = "transferring" // turned away by a leader that hands its leadership over
	RetryUnknown      RetryReason = "unknown"      // the leadership ended first

	RetryChangeRefused RetryReason = "change-refused" // a leader did not begin the change that it asks for
)
