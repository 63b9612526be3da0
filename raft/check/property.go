package check

import "fmt"

// Property is something that must hold in every run with all rules on and lawful
// faults.
type Property uint8

// The properties. What is told of a violation of each is a body of [sim.Violation].
const (
	// ElectionSafety: at most one leader ever in a term.
	ElectionSafety Property = iota

	// LeaderAppendOnly: a leader's log only grows.
	LeaderAppendOnly

	// LogMatching: same index and term: equal up to there.
	LogMatching

	// LeaderCompleteness: what is committed is in the log of every later leader.
	LeaderCompleteness

	// StateMachineSafety: no two servers apply different commands at one index.
	StateMachineSafety

	// CommitMonotonic: a commit index never falls while its process runs.
	CommitMonotonic

	// MatchMonotonic: a matchIndex never falls within one leadership.
	MatchMonotonic

	// TermMonotonic: a durable term never falls.
	TermMonotonic

	// OneVote: a server votes for one candidate in a term.
	OneVote

	// PersistBeforeReply: what a message promises is durable when it is sent.
	PersistBeforeReply

	// AtMostOnce: a client's request changes a state machine once.
	AtMostOnce

	// FreshReads: a read returns at least what was known when it began.
	FreshReads

	// Linearizability: a client history has a linear order.
	// It is of no single event: see [History].
	Linearizability

	// SnapshotEqualsLog: a snapshot holds what applying the log up to its index leads to.
	SnapshotEqualsLog

	propertyCount
)

// Tier says how far a property is from the rule whose breach shows in it.
type Tier uint8

const (
	// RuleBroken: a rule was not followed. Nothing may be lost yet.
	RuleBroken Tier = iota
	// Consequence: the cluster, or a client, has been let down.
	Consequence
)

// String returns the tier's name on the wire.
func (t Tier) String() string { return [...]string{"rule", "consequence"}[t] }

// MarshalText writes the tier's name.
func (t Tier) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

var properties = [propertyCount]struct {
	name, section string
	tier          Tier
}{
	ElectionSafety:     {"election-safety", "§5.2", Consequence},
	LeaderAppendOnly:   {"leader-append-only", "§5.3", RuleBroken},
	LogMatching:        {"log-matching", "§5.3", Consequence},
	LeaderCompleteness: {"leader-completeness", "§5.4", Consequence},
	StateMachineSafety: {"state-machine-safety", "§5.4.3", Consequence},
	CommitMonotonic:    {"commit-monotonic", "Figure 2", RuleBroken},
	MatchMonotonic:     {"match-monotonic", "§5.3", RuleBroken},
	TermMonotonic:      {"term-monotonic", "§5.1", RuleBroken},
	OneVote:            {"one-vote", "§5.2", RuleBroken},
	PersistBeforeReply: {"persist-before-reply", "Figure 2", RuleBroken},
	AtMostOnce:         {"at-most-once", "§8", Consequence},
	FreshReads:         {"fresh-reads", "§8", Consequence},
	Linearizability:    {"linearizability", "§8", Consequence},
	SnapshotEqualsLog:  {"snapshot-equals-log", "§7", Consequence},
}

// Properties returns all properties.
func Properties() []Property {
	all := make([]Property, propertyCount)
	for i := range all {
		all[i] = Property(i)
	}
	return all
}

// String returns the property's name in the scenario language.
func (p Property) String() string { return properties[p].name }

// Section returns where the paper states the property.
func (p Property) Section() string { return properties[p].section }

// Tier returns how far the property is from a single rule.
func (p Property) Tier() Tier { return properties[p].tier }

// MarshalText writes the property's name.
func (p Property) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what [Property.MarshalText] writes.
func (p *Property) UnmarshalText(text []byte) error {
	for i := range properties {
		if properties[i].name == string(text) {
			*p = Property(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a property", text)
}
