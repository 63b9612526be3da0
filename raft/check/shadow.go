package check

import (
	"slices"

	"raft-playground/raft"
)

// shadow is what events have told of one server.
type shadow struct {
	down   bool
	wipes  int
	role   raft.Role
	term   raft.Term
	commit raft.Index
	synced raft.Index // its log is durable up to here

	syncedTerm raft.Term
	syncedVote raft.ServerID

	prefixes raft.Vector[mark]           // of its log in memory: one mark for each entry
	applied  [raft.MaxClients + 1]uint32 // each client's newest request that has changed its state machine
	match    []raft.Index                // what it knows of its followers,
	matchIn  raft.Term                   // as leader of this term
}

// mark identifies an entry with all that precedes it.
type mark struct {
	hash    uint64 // of the log up to here
	term    raft.Term
	client  raft.ClientID
	request uint32
}

// hashAt returns the hash of the log up to index i, which may be 0.
func (s *shadow) hashAt(i raft.Index) uint64 {
	if i == 0 {
		return 0
	}
	return s.prefixes.At(int(i)).hash
}

// holds reports whether the log's prefix up to index i has the given hash.
func (s *shadow) holds(i raft.Index, hash uint64) bool {
	return int(i) <= s.prefixes.Len() && s.hashAt(i) == hash
}

func (s *shadow) clone() shadow {
	c := *s
	c.prefixes = s.prefixes.Clone()
	c.match = slices.Clone(s.match)
	return c
}
