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
	// far is durable: votes, and acknowledgements.
	SendAfterPersist []Message

	Applied []Applied // entries that reached the state machine, in order
	Answers []Answer  // what clients are to be told

	Decisions []Decision
	Findings  []Finding
}

// Applied is an entry that reached the state machine, and what came of it.
type Applied struct {
	Index  Index
	Entry  Entry
	Result Result
}

// AnswerStatus is how a request ended.
type AnswerStatus uint8

const (
	// AnswerOK: the command was committed and applied, or the read was made.
	AnswerOK AnswerStatus = iota
	// AnswerUnknown: the leadership ended first. The entry may still be committed, or
	// be overwritten; only a retry finds out.
	AnswerUnknown
)

// Answer is what a client is told about its request (§8).
type Answer struct {
	Client  ClientID
	Request uint32
	Status  AnswerStatus
	Index   Index
	Result  Result
}
