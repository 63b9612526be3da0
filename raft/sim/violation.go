package sim

import "raft-playground/raft"

// Violation says that a property broke: which, how far it is from a single rule,
// who was involved, and over what. Which fields are filled in depends on the
// property, and stands with each in package check.
type Violation struct {
	Property string        `json:"property"`
	Tier     string        `json:"tier"`    // "rule": a rule was not followed; "consequence": somebody was let down
	Section  string        `json:"section"` // of the paper
	Server   raft.ServerID `json:"server,omitempty"`
	Other    raft.ServerID `json:"other,omitempty"` // the other side, where there is one
	Term     raft.Term     `json:"term,omitempty"`
	In       raft.Term     `json:"in,omitempty"` // the term in which the entry was committed
	Index    raft.Index    `json:"index,omitempty"`
	Was      uint64        `json:"was,omitempty"` // before, of what must not fall
	Now      uint64        `json:"now,omitempty"` // after
	Client   raft.ClientID `json:"client,omitempty"`
	Request  uint32        `json:"request,omitempty"`
	Key      string        `json:"key,omitempty"`
	Wiped    raft.ServerID `json:"wiped,omitempty"` // its disk was wiped before: Raft does not claim to survive that
}
