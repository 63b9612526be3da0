package wire

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// Cluster is one cluster in a [Snapshot].
type Cluster struct {
	ID      string       `json:"id"` // "A" to "H"
	Title   string       `json:"title,omitempty"`
	Edge    raft.Time    `json:"edge"` // its newest instant
	State   sim.State    `json:"state"`
	Options *RunSettings `json:"options"`

	Properties []string `json:"properties,omitempty"` // that are watched; none when nobody watches
	Breaches   []Breach `json:"breaches,omitempty"`   // the properties' violations up to Edge

	Name     string      `json:"name,omitempty"`     // of a variant, as in the text
	Origin   *Origin     `json:"origin,omitempty"`   // where it came from; absent for a run of its own
	Differs  *Difference `json:"differs,omitempty"`  // from the cluster it came from; absent while it does not
	Outcomes []Outcome   `json:"outcomes,omitempty"` // of the claims that have been judged
}

// Origin says how a cluster came to stand beside another.
type Origin struct {
	Cluster string     `json:"cluster"`         // the other's ID; when that is closed it comes from another
	Fork    *raft.Time `json:"fork,omitempty"`  // the same history up to and including this instant
	Step    string     `json:"step,omitempty"`  // it forks at this step of the other; Fork is absent until it has come
	Alone   bool       `json:"alone,omitempty"` // it follows nothing of the other

	Changes []scenario.Change `json:"changes,omitempty"` // the same run with these things changed
}

// Difference is the first instant at which two clusters differ, and what happened
// in each that did not happen in the other. Either event is absent when nothing
// did by then; both are when they differ from the beginning.
type Difference struct {
	Cluster string     `json:"cluster"` // the other's ID
	At      raft.Time  `json:"at"`
	Here    *sim.Event `json:"here,omitempty"`
	There   *sim.Event `json:"there,omitempty"`
}

// Outcome says what became of a claim, or of a statement that was not carried
// out: then Code and Values word why, as in [Refused].
type Outcome struct {
	Line    int               `json:"line"` // in the text that the run was opened with
	At      raft.Time         `json:"at"`
	Claim   string            `json:"claim"` // as the text has it, without "expect"
	Held    bool              `json:"held"`
	Instead string            `json:"instead,omitempty"` // what was so instead, in the language's words
	Open    bool              `json:"open,omitempty"`    // not held, and not broken: that was not decided, since it takes too long
	Late    bool              `json:"late,omitempty"`    // the run ended before its turn came
	Code    string            `json:"code,omitempty"`
	Values  map[string]string `json:"values,omitempty"`
	Noted   bool              `json:"noted,omitempty"` // no failure: a variant cannot do all that the main run does
}

// Breach is a violation and its instant, for a page that came after the event.
type Breach struct {
	At        raft.Time     `json:"at"`
	Violation sim.Violation `json:"violation"`
}

// RunSettings is what a run began with, for a page that wants to show it or to
// begin another like it.
type RunSettings struct {
	Settings
	VotesNeeded  int `json:"votesNeeded"`  // to win an election
	CopiesNeeded int `json:"copiesNeeded"` // to commit an entry
}

// Settings are what a run begins with.
type Settings struct {
	Servers         int           `json:"servers"`
	Voters          uint8         `json:"voters,omitempty"` // how many of them vote in the beginning; absent: all
	Seed            uint64        `json:"seed,string"`
	ElectionTimeout sim.Span      `json:"electionTimeout"`
	Heartbeat       raft.Duration `json:"heartbeat"`
	Apply           raft.Duration `json:"apply,omitempty"` // how long a state machine takes for an entry
	NoOp            bool          `json:"noop"`
	Batch           int           `json:"batch"`
	SnapshotEvery   int           `json:"snapshotEvery,omitempty"` // so many applied entries; absent: never by itself
	PreVote         bool          `json:"preVote,omitempty"`
	ParallelWrites  bool          `json:"parallelWrites,omitempty"` // a leader sends what its own disk still writes
	TellCommits     bool          `json:"tellCommits,omitempty"`    // a commit is told at once
	CheckQuorum     bool          `json:"checkQuorum,omitempty"`    // a leader that hears no majority steps down
	LeaderPromise   bool          `json:"leaderPromise,omitempty"`  // who hears a leader heeds nobody who stands for election
	JointChanges    bool          `json:"jointChanges,omitempty"`   // every change of the voters goes through a joint configuration
	ReadIndex       bool          `json:"readIndex,omitempty"`      // reads do not go through the log
	Without         []raft.Rule   `json:"without,omitempty"`        // the rules that are switched off, in the order of [raft.Rules]
}
