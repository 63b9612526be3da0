package scenario

import (
	"raft-playground/raft"
)

// Who belongs to a cluster, as conditions and claims speak of it.

const (
	votersWord = "voters"
	// HasVotersWords is what a server's configuration in force is spoken of by.
	HasVotersWords = "has voters"
)

// Voters are those of a configuration: "S1 S2 S3", or, of one that leads to another,
// "S1 S2 S3 -> S1 S4 S5".
type Voters struct{ Now, Next raft.ServerSet }

// VotersOf returns those of a configuration.
func VotersOf(c raft.Configuration) Voters { return Voters{c.Voters, c.Next} }

func (v Voters) String() string { return raft.Configuration{Voters: v.Now, Next: v.Next}.String() }

// voters takes the voters of a configuration.
func (l *line) voters() Voters {
	v := Voters{Now: l.serverSet()}
	if l.accept("->") {
		v.Next = l.serverSet()
	}
	return v
}

// VotersCommitted is "voters S1 S2 S4 committed": a server knows a configuration with these
// voters to be committed, the first of all to know it.
type VotersCommitted struct{ Voters Voters }

func (c VotersCommitted) String() string {
	return votersWord + " " + c.Voters.String() + " " + CommittedWord
}

// ServerUses is "S3 has voters S1 S2 S4": from then on, that configuration is in force there.
type ServerUses struct {
	Server Server
	Voters Voters
}

func (c ServerUses) String() string {
	return c.Server.String() + " " + HasVotersWords + " " + c.Voters.String()
}

func (VotersCommitted) condition() {}
func (ServerUses) condition()      {}
