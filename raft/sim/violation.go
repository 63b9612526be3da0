package sim

import "raft-playground/raft"

// Violation says that a property broke: which, how far it is from a single rule, and in
// the one body that the property has, who was involved and over what. The properties are
// those of package check.
type Violation struct {
	Property string        `json:"property"`
	Tier     string        `json:"tier"`            // "rule": a rule was not followed; "consequence": somebody was let down
	Section  string        `json:"section"`         // of the paper
	Wiped    raft.ServerID `json:"wiped,omitempty"` // its disk was wiped before: Raft does not claim to survive that

	ElectionSafety     *ElectionSafety     `json:"electionSafety,omitempty" property:"election-safety"`
	LeaderAppendOnly   *LeaderAppendOnly   `json:"leaderAppendOnly,omitempty" property:"leader-append-only"`
	LogMatching        *LogMatching        `json:"logMatching,omitempty" property:"log-matching"`
	LeaderCompleteness *LeaderCompleteness `json:"leaderCompleteness,omitempty" property:"leader-completeness"`
	StateMachineSafety *StateMachineSafety `json:"stateMachineSafety,omitempty" property:"state-machine-safety"`
	CommitMonotonic    *CommitMonotonic    `json:"commitMonotonic,omitempty" property:"commit-monotonic"`
	MatchMonotonic     *MatchMonotonic     `json:"matchMonotonic,omitempty" property:"match-monotonic"`
	TermMonotonic      *TermMonotonic      `json:"termMonotonic,omitempty" property:"term-monotonic"`
	OneVote            *OneVote            `json:"oneVote,omitempty" property:"one-vote"`
	PersistBeforeReply *PersistBeforeReply `json:"persistBeforeReply,omitempty" property:"persist-before-reply"`
	AtMostOnce         *AtMostOnce         `json:"atMostOnce,omitempty" property:"at-most-once"`
	FreshReads         *FreshReads         `json:"freshReads,omitempty" property:"fresh-reads"`
	Linearizability    *Linearizability    `json:"linearizability,omitempty" property:"linearizability"`
	SnapshotEqualsLog  *SnapshotEqualsLog  `json:"snapshotEqualsLog,omitempty" property:"snapshot-equals-log"`
}

// ElectionSafety: at most one leader ever in a term (§5.2, Figure 3).
type ElectionSafety struct {
	Term   raft.Term     `json:"term"`
	First  raft.ServerID `json:"first"`  // led first
	Second raft.ServerID `json:"second"` // leads now, too
}

// LeaderAppendOnly: a leader's log only grows (§5.3, Figure 3).
type LeaderAppendOnly struct {
	Leader  raft.ServerID `json:"leader"`
	Term    raft.Term     `json:"term"`    // of its leadership
	Removed raft.Index    `json:"removed"` // the first entry that it took away or replaced
}

// LogMatching: logs with an entry of the same index and term are equal up to there (§5.3,
// Figure 3).
type LogMatching struct {
	Server raft.ServerID `json:"server"`
	First  raft.ServerID `json:"first"` // who had the entry first; the server itself, if it stood behind others then
	Index  raft.Index    `json:"index"` // of the entry
	Term   raft.Term     `json:"term"`
}

// LeaderCompleteness: what is committed is in the log of every later leader (§5.4,
// Figure 3).
type LeaderCompleteness struct {
	Leader      raft.ServerID `json:"leader"`
	Term        raft.Term     `json:"term"`        // of its leadership
	Index       raft.Index    `json:"index"`       // of the entry that it lacks
	CommittedBy raft.ServerID `json:"committedBy"` // who committed that first
	CommittedIn raft.Term     `json:"committedIn"` // in which term of its own
}

// StateMachineSafety: no two servers apply different commands at one index (§5.4.3,
// Figure 3).
type StateMachineSafety struct {
	Server      raft.ServerID `json:"server"`
	Term        raft.Term     `json:"term"` // its own
	Index       raft.Index    `json:"index"`
	CommittedBy raft.ServerID `json:"committedBy"` // who committed another entry there, first
	CommittedIn raft.Term     `json:"committedIn"` // in which term of its own
}

// CommitMonotonic: a commitIndex never falls while its process runs (Figure 2).
type CommitMonotonic struct {
	Server raft.ServerID `json:"server"`
	Was    raft.Index    `json:"was"`
	Now    raft.Index    `json:"now"`
}

// MatchMonotonic: a matchIndex never falls within one leadership (§5.3).
type MatchMonotonic struct {
	Leader   raft.ServerID `json:"leader"`
	Term     raft.Term     `json:"term"` // of its leadership
	Follower raft.ServerID `json:"follower"`
	Was      raft.Index    `json:"was"`
	Now      raft.Index    `json:"now"`
}

// TermMonotonic: a durable term never falls (§5.1).
type TermMonotonic struct {
	Server raft.ServerID `json:"server"`
	Was    raft.Term     `json:"was"`
	Now    raft.Term     `json:"now"`
}

// OneVote: a server votes for one candidate in a term (§5.2).
type OneVote struct {
	Voter    raft.ServerID `json:"voter"`
	Term     raft.Term     `json:"term"`
	VotedFor raft.ServerID `json:"votedFor"` // the candidate that had its vote first
}

// PersistBeforeReply: what a message promises is durable when it is sent (Figure 2).
type PersistBeforeReply struct {
	Sender       raft.ServerID `json:"sender"`
	Receiver     raft.ServerID `json:"receiver"`
	Term         raft.Term     `json:"term"`         // the message's
	Acknowledged raft.Index    `json:"acknowledged"` // up to where it confirms entries; 0 where it is about a vote
}

// AtMostOnce: a client's request changes a state machine once (§8).
type AtMostOnce struct {
	Server  raft.ServerID `json:"server"`
	Client  raft.ClientID `json:"client"`
	Request uint32        `json:"request"`
	Second  raft.Index    `json:"second"` // the entry with which it was applied once more
}

// FreshReads: a read returns at least what was known when it began (§8).
type FreshReads struct {
	Client   raft.ClientID `json:"client"`
	Request  uint32        `json:"request"`
	Server   raft.ServerID `json:"server"` // whom it asked
	Key      string        `json:"key"`
	Known    raft.Index    `json:"known"`    // the version that somebody knew before it asked
	Answered raft.Index    `json:"answered"` // that of the answer, which is older
}

// Linearizability: the requests of all clients have an order that explains every answer
// (§8). No single event breaks it, so none carries this: a whole history does.
type Linearizability struct {
	Key string `json:"key"` // about which the answers do not go together
}

// SnapshotEqualsLog: a snapshot holds what applying the log up to its index leads to (§7).
type SnapshotEqualsLog struct {
	Server raft.ServerID `json:"server"` // who has it
	Index  raft.Index    `json:"index"`  // of the last entry that it stands for
	Term   raft.Term     `json:"term"`   // of that entry
}
