package raft

// What decisions say, by kind: one body for all kinds that say the same. Which kind has
// which stands in the table in decision.go. A field is called what it means there, and
// its tag says in which field of [Decision] it comes, where that has another name. A
// server, a client or an entry that some decision lacks is left out in JSON then; so is a
// number that is 0 most of the time.
//
// "Our" is the deciding server's, "their" the sender's of what it decides about. Here are
// those about elections; those about the log, and clients, are in logbodies.go.

// Standing says for which term a server stands (§5.2).
type Standing struct {
	Term   Term     `json:"term"`
	ToldBy ServerID `json:"toldBy,omitempty" of:"Peer"` // the leader, if it was not the timer (D3.10)
}

// NextTerm is the one about which a server asks before it stands (D9.6).
type NextTerm struct {
	Term Term `json:"term"`
}

// LastEntries are those of the two logs, which are compared before a vote (§5.4.1). An empty
// log has none.
type LastEntries struct {
	Candidate ServerID `json:"candidate" of:"Peer"`
	Term      Term     `json:"term"`
	Ours      Position `json:"ours,omitzero"`
	Theirs    Position `json:"theirs,omitzero"`
}

// CandidatesTerm is compared with the server's own before a vote (§5.1).
type CandidatesTerm struct {
	Candidate ServerID `json:"candidate" of:"Peer"`
	OurTerm   Term     `json:"ourTerm" of:"Ours.Term"`
	TheirTerm Term     `json:"theirTerm" of:"Theirs.Term"`
}

// VoteGone says who has the vote already (§5.2).
type VoteGone struct {
	Candidate ServerID `json:"candidate" of:"Peer"`
	Term      Term     `json:"term"`
	VotedFor  ServerID `json:"votedFor" of:"Other"`
}

// HeardLeader is the one because of which a server would vote for nobody (D9.6).
type HeardLeader struct {
	Candidate ServerID `json:"candidate" of:"Peer"`
	Leader    ServerID `json:"leader" of:"Other"` // the server itself, if it leads
}

// KeptPromise is why a server takes no notice of who stands for election (D4.2.3).
type KeptPromise struct {
	Candidate ServerID `json:"candidate" of:"Peer"`
	Term      Term     `json:"term"`              // in which it stands
	Leader    ServerID `json:"leader" of:"Other"` // the server itself, if it leads
}

// VoteTally is how many votes there are with one more (§5.2).
type VoteTally struct {
	Voter     ServerID `json:"voter" of:"Peer"`
	Term      Term     `json:"term"`
	Votes     int      `json:"votes" of:"Have"`
	Need      int      `json:"need"`
	VotesNext uint8    `json:"votesNext,omitempty" of:"HaveNext"` // of the next voters, where a change is under way
	NeedNext  uint8    `json:"needNext,omitempty"`
}

// VotersAnswer is one that adds no vote.
type VotersAnswer struct {
	Voter ServerID `json:"voter" of:"Peer"`
	Term  Term     `json:"term"`
}

// VotersTerm is that of an answer that comes too late (§5.1).
type VotersTerm struct {
	Voter     ServerID `json:"voter" of:"Peer"`
	OurTerm   Term     `json:"ourTerm" of:"Ours.Term"`
	TheirTerm Term     `json:"theirTerm" of:"Theirs.Term"`
}

// Elected says with how many votes (§5.2).
type Elected struct {
	Term      Term  `json:"term"`
	Votes     int   `json:"votes" of:"Have"`
	Need      int   `json:"need"`
	VotesNext uint8 `json:"votesNext,omitempty" of:"HaveNext"`
	NeedNext  uint8 `json:"needNext,omitempty"`
}

// Unheard says how few have answered a leader within an election timeout (D6.2).
type Unheard struct {
	Term      Term  `json:"term"`
	Heard     int   `json:"heard" of:"Have"` // itself included
	Need      int   `json:"need"`
	HeardNext uint8 `json:"heardNext,omitempty" of:"HaveNext"`
	NeedNext  uint8 `json:"needNext,omitempty"`
}

// LaterTerm is one of which a server learns (§5.1).
type LaterTerm struct {
	From      ServerID `json:"from" of:"Peer"`         // who is in it
	OurTerm   Term     `json:"ourTerm" of:"Ours.Term"` // before
	TheirTerm Term     `json:"theirTerm" of:"Theirs.Term"`
}

// OtherLeader is who leads the term in which a server stands (§5.2).
type OtherLeader struct {
	Leader ServerID `json:"leader" of:"Peer"`
	Term   Term     `json:"term"`
}

// Transfer says to whom the leadership is handed over (D3.10).
type Transfer struct {
	Target ServerID `json:"target" of:"Peer"`
	Term   Term     `json:"term"`
	Index  Index    `json:"index"` // up to where its log must match, or does
}

// VainTransfer says to whom it is not any more (D3.10).
type VainTransfer struct {
	Target ServerID `json:"target" of:"Peer"`
	Term   Term     `json:"term"`
}
