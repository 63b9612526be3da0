package raft

import "fmt"

// DecisionKind says what was decided. The name is the key under which a page
// words it; the values of a [Decision] fill the sentence in.
type DecisionKind uint8

// The decisions. What each says is the body in its row below.
const (
	ElectionStarted DecisionKind = iota
	VoteGranted
	VoteGrantedAgain
	VoteRefusedStaleTerm
	VoteRefusedAlreadyVoted
	VoteRefusedLog
	VoteCounted
	VoteCountedBefore
	VoteMissed
	VoteReplyIgnored
	BecameLeader
	SteppedDown
	Yielded
	AppendAccepted
	AppendRefusedStaleTerm
	AppendRefusedPrev
	ConflictTruncated
	AppendReplyIgnored
	AppendReplyOutdated
	BackedUp
	MatchAdvanced
	Committed
	CommitHeldMajority
	CommitHeldOldTerm
	CommitLearned
	ProposalAccepted
	ProposalRefused
	RequestDeduplicated
	OutcomeUnknown
	PreVoteStarted
	PreVoteGranted
	PreVoteRefusedTerm
	PreVoteRefusedLeader
	PreVoteRefusedLog
	PreVoteReplyIgnored
	PreVoteCounted
	ReadAccepted
	ReadWaitsForOwnCommit
	ReadWaitsForQuorum
	ReadWaitsForApply
	ReadServed
	ReadFailed
	QuorumLost
	VoteWithheld
	TransferBegun
	TargetToldToStand
	TransferGivenUp
	RequestTurnedAway
	TimeoutNowIgnored
	ConfigurationInForce
	ConfigurationTakenBack
	ConfigurationAppended
	ChangeAccepted
	ChangeRefusedUnderWay
	ChangeRefusedTooEarly
	ChangeRefusedNoVoter
	CaughtUp
	RemovedLeaderSteppedDown
	NoVoter
	SnapshotTaken
	SnapshotSent
	SnapshotOnItsWay
	SnapshotRefused
	SnapshotIgnored
	SnapshotKeptTail
	SnapshotReplacedLog
	decisionKindCount
)

// decisions has a row for each kind: its name, the line of the procedures that decides it
// (see [DecisionKind.Line]), the rule that governs it, if one does, and what it says: its
// body, empty.
var decisions = [decisionKindCount]struct {
	name, line string
	rule       Rule
	body       any
}{
	ElectionStarted:         {"election-started", "election.stand", PersistVote, Standing{}},
	VoteGranted:             {"vote-granted", "vote.grant", ElectionRestriction, LastEntries{}},
	VoteGrantedAgain:        {"vote-granted-again", "vote.grant", ElectionRestriction, LastEntries{}},
	VoteRefusedStaleTerm:    {"vote-refused-stale-term", "vote.stale", NoRule, CandidatesTerm{}},
	VoteRefusedAlreadyVoted: {"vote-refused-already-voted", "vote.other", OneVotePerTerm, VoteGone{}},
	VoteRefusedLog:          {"vote-refused-log", "vote.log", ElectionRestriction, LastEntries{}},
	VoteCounted:             {"vote-counted", "votes.count", CountEachVoterOnce, VoteTally{}},
	VoteCountedBefore:       {"vote-counted-before", "votes.twice", CountEachVoterOnce, VotersAnswer{}},
	VoteMissed:              {"vote-missed", "votes.missed", NoRule, VotersAnswer{}},
	VoteReplyIgnored:        {"vote-reply-ignored", "votes.stale", IgnoreStaleVoteReply, VotersTerm{}},
	BecameLeader:            {"became-leader", "votes.lead", ElectionMajority, Elected{}},
	SteppedDown:             {"stepped-down", "term.later", NoRule, LaterTerm{}},
	Yielded:                 {"yielded", "append.yield", NoRule, OtherLeader{}},
	AppendAccepted:          {"append-accepted", "append.store", PrevLogCheck, Accepted{}},
	AppendRefusedStaleTerm:  {"append-refused-stale-term", "append.stale", RefuseStaleAppend, LeadersTerm{}},
	AppendRefusedPrev:       {"append-refused-prev", "append.prev", PrevLogCheck, PrevEntries{}},
	ConflictTruncated:       {"conflict-truncated", "append.conflict", ConflictRemovesTail, Conflict{}},
	AppendReplyIgnored:      {"append-reply-ignored", "reply.stale", IgnoreStaleAppendReply, FollowersTerm{}},
	AppendReplyOutdated:     {"append-reply-outdated", "reply.late", NoRule, LateRefusal{}},
	BackedUp:                {"backed-up", "reply.back", PrevLogCheck, Backup{}},
	MatchAdvanced:           {"match-advanced", "reply.match", MatchWhatWasSent, FollowersMatch{}},
	Committed:               {"committed", "commit.do", CommitMajority, Copies{}},
	CommitHeldMajority:      {"commit-held-majority", "commit.majority", CommitMajority, Copies{}},
	CommitHeldOldTerm:       {"commit-held-old-term", "commit.term", CommitOnlyCurrentTerm, OldEntry{}},
	CommitLearned:           {"commit-learned", "append.commit", CommitUpToLastNewEntry, LearnedCommit{}},
	ProposalAccepted:        {"proposal-accepted", "client.append", NoRule, NewEntry{}},
	ProposalRefused:         {"proposal-refused", "client.refuse", NoRule, Redirection{}},
	RequestDeduplicated:     {"request-deduplicated", "client.twice", DedupRequests, RequestsEntry{}},
	OutcomeUnknown:          {"outcome-unknown", "client.unknown", NoRule, RequestsEntry{}},
	PreVoteStarted:          {"pre-vote-started", "prevote.ask", NoRule, NextTerm{}},
	PreVoteGranted:          {"pre-vote-granted", "prevote.grant", ElectionRestriction, LastEntries{}},
	PreVoteRefusedTerm:      {"pre-vote-refused-term", "prevote.term", NoRule, CandidatesTerm{}},
	PreVoteRefusedLeader:    {"pre-vote-refused-leader", "prevote.leader", NoRule, HeardLeader{}},
	PreVoteRefusedLog:       {"pre-vote-refused-log", "prevote.log", ElectionRestriction, LastEntries{}},
	PreVoteReplyIgnored:     {"pre-vote-reply-ignored", "prevote.stale", NoRule, VotersAnswer{}},
	PreVoteCounted:          {"pre-vote-counted", "prevote.count", ElectionMajority, VoteTally{}},
	ReadAccepted:            {"read-accepted", "read.take", QuorumReads, Reading{}},
	ReadWaitsForOwnCommit:   {"read-waits-for-own-commit", "read.own", ReadAfterOwnCommit, UncommittedTerm{}},
	ReadWaitsForQuorum:      {"read-waits-for-quorum", "read.quorum", QuorumReads, Confirmations{}},
	ReadWaitsForApply:       {"read-waits-for-apply", "read.apply", NoRule, Unapplied{}},
	ReadServed:              {"read-served", "read.serve", QuorumReads, Reading{}},
	ReadFailed:              {"read-failed", "read.fail", QuorumReads, ClientsRequest{}},
	QuorumLost:              {"quorum-lost", "quorum.lost", NoRule, Unheard{}},
	VoteWithheld:            {"vote-withheld", "promise.kept", NoRule, KeptPromise{}},
	TransferBegun:           {"transfer-begun", "transfer.begin", NoRule, Transfer{}},
	TargetToldToStand:       {"target-told-to-stand", "transfer.tell", NoRule, Transfer{}},
	TransferGivenUp:         {"transfer-given-up", "transfer.giveup", NoRule, VainTransfer{}},
	RequestTurnedAway:       {"request-turned-away", "transfer.away", NoRule, HandedOver{}},
	TimeoutNowIgnored:       {"timeout-now-ignored", "transfer.stale", NoRule, LeadersTerm{}},

	ConfigurationInForce:     {"configuration-in-force", "members.use", ConfigurationWhenAppended, Placed{}},
	ConfigurationTakenBack:   {"configuration-taken-back", "members.back", ConfigurationRollsBack, Placed{}},
	ConfigurationAppended:    {"configuration-appended", "change.append", OverlappingMajorities, NewConfiguration{}},
	ChangeAccepted:           {"change-accepted", "change.take", NoRule, Aim{}},
	ChangeRefusedUnderWay:    {"change-refused-under-way", "change.one", OneChangeAtATime, OtherChange{}},
	ChangeRefusedTooEarly:    {"change-refused-too-early", "change.own", ChangeAfterOwnCommit, UncommittedTerm{}},
	ChangeRefusedNoVoter:     {"change-refused-no-voter", "change.none", NoRule, ClientsRequest{}},
	CaughtUp:                 {"caught-up", "change.caught", NoRule, Joining{}},
	RemovedLeaderSteppedDown: {"removed-leader-stepped-down", "change.leave", NoRule, Leaving{}},
	NoVoter:                  {"no-voter", "election.voter", NoRule, Voteless{}},

	SnapshotTaken:       {"snapshot-taken", "snapshot.take", SnapshotOnlyApplied, Compacted{}},
	SnapshotSent:        {"snapshot-sent", "snapshot.send", NoRule, SentSnapshot{}},
	SnapshotOnItsWay:    {"snapshot-on-its-way", "snapshot.wait", NoRule, AwaitedSnapshot{}},
	SnapshotRefused:     {"snapshot-refused", "install.stale", NoRule, LeadersTerm{}},
	SnapshotIgnored:     {"snapshot-ignored", "install.old", RefuseOldSnapshot, OldSnapshot{}},
	SnapshotKeptTail:    {"snapshot-kept-tail", "install.keep", SnapshotKeepsTheTail, InstalledBefore{}},
	SnapshotReplacedLog: {"snapshot-replaced-log", "install.discard", SnapshotDiscardsConflict, InstalledInstead{}},
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

// Rule returns the rule that governs it, or [NoRule].
func (k DecisionKind) Rule() Rule { return decisions[k].rule }

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

// Decision is one decision of a server with the values that decided. It carries what
// any kind says, without a body of its own, since a server decides often: whoever looks
// at it asks for its [Decision.Body], where each value is called what it means. Which
// fields are filled in depends on the kind, and so does what a [Position] has.
type Decision struct {
	Kind        DecisionKind
	Peer, Other ServerID
	Client      ClientID
	Request     uint32

	Configuration      Configuration
	HaveNext, NeedNext uint8 // as Have and Need, of the next voters, where a change is under way

	Term         Term
	Index        Index
	Ours, Theirs Position
	Count        int
	Have, Need   int
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
