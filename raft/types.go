package raft

import (
	"fmt"
	"math/bits"
)

// MaxServers is the largest cluster this package supports.
const MaxServers = 9

// ServerID identifies a server of the cluster: 1 to [MaxServers], written S1 to
// S9. Zero means no server (a votedFor that is null, an unknown leader).
type ServerID uint8

// String returns "S1" for server 1, and "" for no server.
func (id ServerID) String() string {
	if id == 0 {
		return ""
	}
	return "S" + string('0'+rune(id))
}

// MarshalText writes the server's name, "" for no server.
func (id ServerID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what [ServerID.MarshalText] writes.
func (id *ServerID) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = 0
		return nil
	}
	if len(text) != 2 || text[0] != 'S' || text[1] < '1' || text[1] > '0'+MaxServers {
		return fmt.Errorf("%q is not a server: S1 to S%d", text, MaxServers)
	}
	*id = ServerID(text[1] - '0')
	return nil
}

// Term is a logical clock: it numbers elections, and each term has at most one
// leader (§5.1). Zero is the term before the first election.
type Term uint64

// Index is a position in the log. The first entry has index 1; zero is the
// position before it.
type Index uint64

// Position is where an entry stands: its index, and its term.
type Position struct {
	Term  Term  `json:"term,omitempty"`
	Index Index `json:"index"`
}

// Time is an instant of virtual time, in microseconds since the run began.
type Time int64

// Duration is a span of virtual time, in microseconds.
type Duration = Time

// Units of virtual time.
const (
	Microsecond Duration = 1
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
)

// Never is a deadline that does not come.
const Never Time = 1<<63 - 1

// Role is what a server currently is (§5.1).
type Role uint8

// The three roles of Figure 4, and the one that PreVote adds.
const (
	Follower Role = iota
	Candidate
	Leader
	PreCandidate // a follower that asks whether an election could succeed (D9.6)
)

var roleNames = [...]string{"follower", "candidate", "leader", "pre-candidate"}

// String returns the role's name in the paper.
func (r Role) String() string { return roleNames[r] }

// MarshalText writes the role's name.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what [Role.MarshalText] writes.
func (r *Role) UnmarshalText(text []byte) error {
	for i, name := range roleNames {
		if name == string(text) {
			*r = Role(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a role", text)
}

// ServerSet is a set of servers; bit i stands for server i.
type ServerSet uint16

// Has reports whether id is in the set.
func (set ServerSet) Has(id ServerID) bool { return set&(1<<id) != 0 }

// With returns the set with id added.
func (set ServerSet) With(id ServerID) ServerSet { return set | 1<<id }

// Without returns the set with id removed.
func (set ServerSet) Without(id ServerID) ServerSet { return set &^ (1 << id) }

// Len returns how many servers are in the set.
func (set ServerSet) Len() int {
	return bits.OnesCount16(uint16(set))
}

// String returns the servers by name, in order: "S1 S2 S4".
func (set ServerSet) String() string {
	names := make([]byte, 0, 3*MaxServers)
	for ; set != 0; set &= set - 1 {
		if len(names) > 0 {
			names = append(names, ' ')
		}
		names = append(names, set.first().String()...)
	}
	return string(names)
}

// first returns the lowest server of a set that is not empty.
func (set ServerSet) first() ServerID { return ServerID(bits.TrailingZeros16(uint16(set))) }
