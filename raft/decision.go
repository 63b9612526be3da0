package raft

import "fmt"

// DecisionKind says what was decided. The name is the key under which a page
// words it; the values of a [Decision] fill the sentence in.
type DecisionKind uint8

// The decisions, with the fields of [Decision] that each fills in. "Ours" is the
// deciding server's, "theirs" the message's.
const (
	ElectionStarted         DecisionKind = iota // Term; Peer: the leader that told it to, if it was not the timer
	VoteGranted                                 // Peer, Term, Ours and Theirs: the last entries
	VoteGrantedAgain                            // Peer, Term, Ours and Theirs: the last entries; the same candidate asked again
	VoteRefusedStaleTerm                        // Peer, Ours.Term, Theirs.Term: the terms
	VoteRefusedAlreadyVoted                     // Peer, Term, Other: who has the vote
	VoteRefusedLog                              // Peer, Term, Ours and Theirs: the last entries
	VoteCounted                                 // Peer, Term, Have, Need
	VoteCountedBefore                           // Peer, Term: a duplicate
	VoteMissed                                  // Peer, Term: it said no
	VoteReplyIgnored                            // Peer, Ours.Term, Theirs.Term
	BecameLeader                                // Term, Have, Need
	SteppedDown                                 // Peer, Ours.Term (before), Theirs.Term
	Yielded                                     // Peer: the leader of Term
	AppendAccepted                              // Peer, Index: of the last entry that now matches; Count: new entries
	AppendRefusedStaleTerm                      // Peer, Ours.Term, Theirs.Term
	AppendRefusedPrev                           // Peer, Ours and Theirs: what stands at prevLogIndex
	ConflictTruncated                           // Peer, Index: the first removed; Ours and Theirs: the two entries; Count: how many went
	AppendReplyIgnored                          // Peer, Ours.Term, Theirs.Term
	AppendReplyOutdated                         // Peer, Index: already known to match
	BackedUp                                    // Peer, Index: the new nextIndex; Ours.Index: the former one
	MatchAdvanced                               // Peer, Index: the new matchIndex
	Committed                                   // Index, Have, Need: by counting
	CommitHeldMajority                          // Index, Have, Need
	CommitHeldOldTerm                           // Index, Ours.Term: the leader's, Theirs.Term: the entry's, Have, Need
	CommitLearned                               // Peer, Index: from leaderCommit
	ProposalAccepted                            // Client, Request, Index, Term
	ProposalRefused                             // Client, Request, Other: the leader it knows
	RequestDeduplicated                         // Client, Request, Index
	OutcomeUnknown                              // Client, Request, Index: the leadership ended first
	PreVoteStarted                              // Term: the next one
	PreVoteGranted                              // Peer, Term, Ours and Theirs: the last entries
	PreVoteRefusedTerm                          // Peer, Ours.Term, Theirs.Term
	PreVoteRefusedLeader                        // Peer, Other: the leader it still hears
	PreVoteRefusedLog                           // Peer, Term, Ours and Theirs: the last entries
	PreVoteReplyIgnored                         // Peer, Term
	PreVoteCounted                              // Peer, Term, Have, Need
	ReadAccepted                                // Client, Request, Index: what must be applied first
	ReadWaitsForOwnCommit                       // Client, Request, Term
	ReadWaitsForQuorum                          // Client, Request, Have, Need
	ReadWaitsForApply                           // Client, Request, Index, Ours.Index: applied so far
	ReadServed                                  // Client, Request, Index: applied so far
	ReadFailed                                  // Client, Request: the leadership ended first
	QuorumLost                                  // Term, Have, Need: who was heard within an election timeout, itself included
	VoteWithheld                                // Peer, Term: in which it stands; Other: the leader that is still heard
	TransferBegun                               // Peer: the target; Term; Index: up to where its log must match
	TargetToldToStand                           // Peer: the target; Term; Index: up to where its log matches
	TransferGivenUp                             // Peer: the target; Term
	RequestTurnedAway                           // Client, Request, Other: to whom the leadership is being handed over
	TimeoutNowIgnored                           // Peer, Ours.Term, Theirs.Term: the terms
	SnapshotTaken                               // Index, Term: of the last entry that it stands for; Count: entries that went
	SnapshotSent                                // Peer, Index, Term: of the last entry that it stands for; Ours.Index: the entry that it needs, which is gone
	SnapshotOnItsWay                            // Peer, Index: up to where it brings the log of the follower, which refused an append meanwhile
	SnapshotRefused                             // Peer, Ours.Term, Theirs.Term
	SnapshotIgnored                             // Peer, Index: of the last entry that it stands for; Ours.Index: the commitIndex
	SnapshotKeptTail                            // Peer, Index, Term: of the last entry that it stands for; Count: entries that stay
	SnapshotReplacedLog                         // Peer, Index, Term: of the last entry that it stands for; Ours: what stood there, the log's end where it was shorter; Count: entries that went
	decisionKindCount
)

// decisions has a row for each kind: its name, and the line of the procedures that
// decides it (see [DecisionKind.Line]).
var decisions = [decisionKindCount]struct{ name, line string }{
	ElectionStarted:         {"election-started", "election.stand"},
	VoteGranted:             {"vote-granted", "vote.grant"},
	VoteGrantedAgain:        {"vote-granted-again", "vote.grant"},
	VoteRefusedStaleTerm:    {"vote-refused-stale-term", "vote.stale"},
	VoteRefusedAlreadyVoted: {"vote-refused-already-voted", "vote.other"},
	VoteRefusedLog:          {"vote-refused-log", "vote.log"},
	VoteCounted:             {"vote-counted", "votes.count"},
	VoteCountedBefore:       {"vote-counted-before", "votes.twice"},
	VoteMissed:              {"vote-missed", "votes.missed"},
	VoteReplyIgnored:        {"vote-reply-ignored", "votes.stale"},
	BecameLeader:            {"became-leader", "votes.lead"},
	SteppedDown:             {"stepped-down", "term.later"},
	Yielded:                 {"yielded", "append.yield"},
	AppendAccepted:          {"append-accepted", "append.store"},
	AppendRefusedStaleTerm:  {"append-refused-stale-term", "append.stale"},
	AppendRefusedPrev:       {"append-refused-prev", "append.prev"},
	ConflictTruncated:       {"conflict-truncated", "append.conflict"},
	AppendReplyIgnored:      {"append-reply-ignored", "reply.stale"},
	AppendReplyOutdated:     {"append-reply-outdated", "reply.late"},
	BackedUp:                {"backed-up", "reply.back"},
	MatchAdvanced:           {"match-advanced", "reply.match"},
	Committed:               {"committed", "commit.do"},
	CommitHeldMajority:      {"commit-held-majority", "commit.majority"},
	CommitHeldOldTerm:       {"commit-held-old-term", "commit.term"},
	CommitLearned:           {"commit-learned", "append.commit"},
	ProposalAccepted:        {"proposal-accepted", "client.append"},
	ProposalRefused:         {"proposal-refused", "client.refuse"},
	RequestDeduplicated:     {"request-deduplicated", "client.twice"},
	OutcomeUnknown:          {"outcome-unknown", "client.unknown"},
	PreVoteStarted:          {"pre-vote-started", "prevote.ask"},
	PreVoteGranted:          {"pre-vote-granted", "prevote.grant"},
	PreVoteRefusedTerm:      {"pre-vote-refused-term", "prevote.term"},
	PreVoteRefusedLeader:    {"pre-vote-refused-leader", "prevote.leader"},
	PreVoteRefusedLog:       {"pre-vote-refused-log", "prevote.log"},
	PreVoteReplyIgnored:     {"pre-vote-reply-ignored", "prevote.stale"},
	PreVoteCounted:          {"pre-vote-counted", "prevote.count"},
	ReadAccepted:            {"read-accepted", "read.take"},
	ReadWaitsForOwnCommit:   {"read-waits-for-own-commit", "read.own"},
	ReadWaitsForQuorum:      {"read-waits-for-quorum", "read.quorum"},
	ReadWaitsForApply:       {"read-waits-for-apply", "read.apply"},
	ReadServed:              {"read-served", "read.serve"},
	ReadFailed:              {"read-failed", "read.fail"},
	QuorumLost:              {"quorum-lost", "quorum.lost"},
	VoteWithheld:            {"vote-withheld", "promise.kept"},
	TransferBegun:           {"transfer-begun", "transfer.begin"},
	TargetToldToStand:       {"target-told-to-stand", "transfer.tell"},
	TransferGivenUp:         {"transfer-given-up", "transfer.giveup"},
	RequestTurnedAway:       {"request-turned-away", "transfer.away"},
	TimeoutNowIgnored:       {"timeout-now-ignored", "transfer.stale"},
	SnapshotTaken:           {"snapshot-taken", "snapshot.take"},
	SnapshotSent:            {"snapshot-sent", "snapshot.send"},
	SnapshotOnItsWay:        {"snapshot-on-its-way", "snapshot.wait"},
	SnapshotRefused:         {"snapshot-refused", "install.stale"},
	SnapshotIgnored:         {"snapshot-ignored", "install.old"},
	SnapshotKeptTail:        {"snapshot-kept-tail", "install.keep"},
	SnapshotReplacedLog:     {"snapshot-replaced-log", "install.discard"},
}

// DecisionKinds returns every kind, for catalogues that must word all of them.
func DecisionKinds() []DecisionKind {
	kinds := make([]DecisionKind, decisionKindCount)
	for i := range kinds {
		kinds[i] = DecisionKind(i)
	}
	return kinds
}

// String returns the decision's name, such as "vote-refused-log".
func (k DecisionKind) String() string { return decisions[k].name }

// Line returns which line of the paper's procedures decides it, as procedure and line:
// "vote.log" is what a server that is asked for its vote looks at in the candidate's log.
func (k DecisionKind) Line() string { return decisions[k].line }

// MarshalText writes the decision's name.
func (k DecisionKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what [DecisionKind.MarshalText] writes.
func (k *DecisionKind) UnmarshalText(text []byte) error {
	for i, row := range decisions {
		if row.name == string(text) {
			*k = DecisionKind(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a decision", text)
}

// Decision is one decision of a server with the rule that governed it and the
// values that decided. Which fields are filled in depends on the kind.
type Decision struct {
	Kind    DecisionKind `json:"kind"`
	Rule    Rule         `json:"rule,omitempty"`
	Peer    ServerID     `json:"peer,omitempty"`
	Other   ServerID     `json:"other,omitempty"`
	Term    Term         `json:"term,omitempty"`
	Index   Index        `json:"index,omitempty"`
	Ours    Position     `json:"ours,omitzero"`
	Theirs  Position     `json:"theirs,omitzero"`
	Count   int          `json:"count,omitempty"`
	Have    int          `json:"have,omitempty"`
	Need    int          `json:"need,omitempty"`
	Client  ClientID     `json:"client,omitempty"`
	Request uint32       `json:"request,omitempty"`
}

// FindingKind says which assertion failed.
type FindingKind uint8

// The assertions a server makes about what it is told. Under lawful faults none
// ever fails; with a rule switched off or a disk wiped one may, and the run goes
// on.
const (
	TwoLeadersInTerm      FindingKind = iota // an AppendEntries or a TimeoutNow of a leader's own term reached it (§5.2)
	TruncateBelowCommit                      // an append conflicts with a committed entry (§5.4)
	MatchBeyondLog                           // a follower claims to match more than the leader has
	MessageFromStranger                      // sender or receiver is not of this cluster
	PersistedNotHandedOut                    // the disk reports something never handed out
	UnreasonableAppend                       // prevLogTerm contradicts prevLogIndex 0
	AppliedNotHandedOut                      // the state machine reports something never handed out
	findingKindCount
)

var findingNames = [findingKindCount]string{
	"two-leaders-in-term", "truncate-below-commit", "match-beyond-log",
	"message-from-stranger", "persisted-not-handed-out", "unreasonable-append",
	"applied-not-handed-out",
}

// FindingKinds returns every kind, for catalogues that must word all of them.
func FindingKinds() []FindingKind {
	kinds := make([]FindingKind, findingKindCount)
	for i := range kinds {
		kinds[i] = FindingKind(i)
	}
	return kinds
}

// String returns the finding's name, such as "two-leaders-in-term".
func (k FindingKind) String() string { return findingNames[k] }

// MarshalText writes the finding's name.
func (k FindingKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what [FindingKind.MarshalText] writes.
func (k *FindingKind) UnmarshalText(text []byte) error {
	for i, name := range findingNames {
		if name == string(text) {
			*k = FindingKind(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a finding", text)
}

// Finding is a failed assertion. The server ignores the input that caused it and
// goes on.
type Finding struct {
	Kind  FindingKind `json:"kind"`
	Peer  ServerID    `json:"peer,omitempty"`
	Term  Term        `json:"term,omitempty"`
	Index Index       `json:"index,omitempty"`
}
