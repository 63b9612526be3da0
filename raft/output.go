package raft

// Output is what the caller has to do after an input, and what an observer may
// want to know. Its slices are valid until the server's next input.
type Output struct {
	// Persist must be written to the disk, in the order of Seq, and reported with
	// [Server.Persisted] once it is durable. Seq 0 means there is nothing.
	Persist Persist

	// Send promises nothing durable and may leave at once.
	Send []Message

	// SendAfterPersist may leave only when everything handed out to be persisted so
	// far is durable: votes and acknowledgements whose promise is not on the disk yet.
	SendAfterPersist []Message

	// Restore, if it is not nil, is what the state machine must become, whatever it has
	// applied and was still to apply: everything up to there counts as applied.
	Restore *Snapshot

	// Committed must be applied to the state machine, in this order, and reported with
	// [Server.Applied], at once and again as the state machine goes on.
	Committed []CommittedEntry

	Reads      []ReadyRead  // to be answered from the state machine as it is now
	Unanswered []Unanswered // clients that are to be told that nobody knows

	Decisions []Decision
	Findings  []Finding
}

// CommittedEntry is an entry that is committed, and is to be applied. Answer says that a
// client of this server waits for what comes of it.
type CommittedEntry struct {
	Index  Index
	Entry  Entry
	Answer bool
}

// ReadyRead is a client's read that may be answered. Index is what had to be applied
// first.
type ReadyRead struct {
	Client  ClientID
	Request uint32
	Key     string
	Index   Index
}

// Unanswered is a client's request whose outcome is unknown, since the leadership
// ended first. Its entry, at Index, may still be committed, or be overwritten; only
// a retry finds out. A read has no entry.
type Unanswered struct {
	Client  ClientID
	Request uint32
	Index   Index
}
