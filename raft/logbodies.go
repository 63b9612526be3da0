package raft

// What decisions about the log, and about what clients ask for, say: see
// electionbodies.go.

// LeadersTerm is that of a leader whose message comes too late (§5.1).
type LeadersTerm struct {
	Leader    ServerID `json:"leader" of:"Peer"`
	OurTerm   Term     `json:"ourTerm" of:"Ours.Term"`
	TheirTerm Term     `json:"theirTerm" of:"Theirs.Term"`
}

// Accepted says how far the log is the leader's now (§5.3).
type Accepted struct {
	Leader ServerID `json:"leader" of:"Peer"`
	Match  Index    `json:"match" of:"Index"`           // of the last entry that matches
	Added  int      `json:"added,omitempty" of:"Count"` // how many entries were new
}

// PrevEntries are what stands at prevLogIndex (§5.3).
type PrevEntries struct {
	Leader ServerID `json:"leader" of:"Peer"`
	Ours   Position `json:"ours,omitzero"` // of term 0 if it is the end of a log that is shorter
	Theirs Position `json:"theirs"`
}

// Conflict is what a follower gives up for its leader's entries (§5.3).
type Conflict struct {
	Leader  ServerID `json:"leader" of:"Peer"`
	First   Index    `json:"first" of:"Index"` // of those removed
	Removed int      `json:"removed" of:"Count"`
	Ours    Position `json:"ours"`   // the first of them
	Theirs  Position `json:"theirs"` // what comes in its place
}

// LearnedCommit is up to where a leader says that all is committed (§5.3).
type LearnedCommit struct {
	Leader ServerID `json:"leader" of:"Peer"`
	Index  Index    `json:"index"`
}

// FollowersTerm is that of an answer that comes too late (§5.1).
type FollowersTerm struct {
	Follower  ServerID `json:"follower" of:"Peer"`
	OurTerm   Term     `json:"ourTerm" of:"Ours.Term"`
	TheirTerm Term     `json:"theirTerm" of:"Theirs.Term"`
}

// FollowersMatch is up to where a follower's log is the leader's (§5.3).
type FollowersMatch struct {
	Follower ServerID `json:"follower" of:"Peer"`
	Match    Index    `json:"match" of:"Index"`
}

// LateRefusal is by a follower that is known to store the entry.
type LateRefusal struct {
	Follower ServerID `json:"follower" of:"Peer"`
	Index    Index    `json:"index"`
}

// Backup is how far a leader goes back for a follower (§5.3).
type Backup struct {
	Follower ServerID `json:"follower" of:"Peer"`
	Before   Index    `json:"before" of:"Ours.Index"` // its nextIndex, until now
	Next     Index    `json:"next" of:"Index"`        // and from now on
}

// Copies are the servers that store an entry, as its leader counts them (§5.3).
type Copies struct {
	Index      Index `json:"index"`
	Stored     int   `json:"stored" of:"Have"`
	Need       int   `json:"need"`
	StoredNext uint8 `json:"storedNext,omitempty" of:"HaveNext"` // of the next voters, where a change is under way
	NeedNext   uint8 `json:"needNext,omitempty"`
}

// OldEntry is one that counting may not commit (§5.4.2).
type OldEntry struct {
	Index      Index `json:"index"`
	EntryTerm  Term  `json:"entryTerm" of:"Theirs.Term"`
	LeaderTerm Term  `json:"leaderTerm" of:"Ours.Term"`
	Stored     int   `json:"stored" of:"Have"`
	Need       int   `json:"need"`
	StoredNext uint8 `json:"storedNext,omitempty" of:"HaveNext"`
	NeedNext   uint8 `json:"needNext,omitempty"`
}

// ClientsRequest is one with no entry (§8).
type ClientsRequest struct {
	Client  ClientID `json:"client"`
	Request uint32   `json:"request"`
}

// NewEntry is what a leader makes of a client's request (§5.3).
type NewEntry struct {
	Client  ClientID `json:"client"`
	Request uint32   `json:"request"`
	Index   Index    `json:"index"`
	Term    Term     `json:"term"`
}

// RequestsEntry is an entry with a client's request (§8).
type RequestsEntry struct {
	Client  ClientID `json:"client"`
	Request uint32   `json:"request"`
	Index   Index    `json:"index"`
}

// Redirection sends a client to another server (§8).
type Redirection struct {
	Client  ClientID `json:"client"`
	Request uint32   `json:"request"`
	Leader  ServerID `json:"leader,omitempty" of:"Other"` // of which the server knows
}

// HandedOver is why a leader takes no requests (D3.10).
type HandedOver struct {
	Client  ClientID `json:"client"`
	Request uint32   `json:"request"`
	Target  ServerID `json:"target" of:"Other"` // who is to lead
}

// Reading says with how much of the log a read is taken, or served (§8).
type Reading struct {
	Client  ClientID `json:"client"`
	Request uint32   `json:"request"`
	Index   Index    `json:"index"` // taken: what must be applied; served: what has been
}

// UncommittedTerm is one of which a leader has nothing committed yet (§8).
type UncommittedTerm struct {
	Client  ClientID `json:"client"`
	Request uint32   `json:"request"`
	Term    Term     `json:"term"`
}

// Confirmations are of those who say that a leader still leads (§8).
type Confirmations struct {
	Client        ClientID `json:"client"`
	Request       uint32   `json:"request"`
	Confirmed     int      `json:"confirmed" of:"Have"`
	Need          int      `json:"need"`
	ConfirmedNext uint8    `json:"confirmedNext,omitempty" of:"HaveNext"`
	NeedNext      uint8    `json:"needNext,omitempty"`
}

// Unapplied is what a read still waits for (§8).
type Unapplied struct {
	Client  ClientID `json:"client"`
	Request uint32   `json:"request"`
	Index   Index    `json:"index"` // up to where it must be applied
	Applied Index    `json:"applied" of:"Ours.Index"`
}
