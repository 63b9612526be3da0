package raft

import "fmt"

// Config is what a server is told when its process starts.
type Config struct {
	ID      ServerID  // this server
	Servers int       // how many servers there are that may belong to the cluster: S1 to S‹Servers›
	Voters  ServerSet // who of them does in the beginning; empty: all of them

	ElectionTimeoutMin Duration // each timeout is drawn anew from this range (§5.2)
	ElectionTimeoutMax Duration
	HeartbeatInterval  Duration // an idle leader sends AppendEntries this often

	PreVote        bool // ask before an election whether it could succeed (D9.6)
	NoOpOnElection bool // a new leader appends a no-op, which commits what came before (§8)
	ParallelWrites bool // a leader sends entries while its own disk still writes them (D10.2.1)
	TellCommits    bool // a leader that has nothing else to send tells of a commit at once
	CheckQuorum    bool // a leader that hears no majority for an election timeout steps down (D6.2)
	LeaderPromise  bool // who hears a leader heeds nobody who stands for election (D4.2.3)
	JointConsensus bool // one voter more or less goes through a joint configuration, too (§6)
	Batch          int  // the most entries in one AppendEntries, at least 1

	Without RuleSet // rules that this server does not follow, to see what they are for

	Rand Rand // draws the election timeouts
}

// toWin is which part of the voters wins an election: a majority (§5.2).
func (c *Config) toWin() quorum {
	if c.follows(ElectionMajority) {
		return majority
	}
	return half
}

// toCommit is which part of the voters commits an entry by its copies: a majority
// (§5.3).
func (c *Config) toCommit() quorum {
	if c.follows(CommitMajority) {
		return majority
	}
	return half
}

// First returns the configuration in which a cluster begins.
func (c *Config) First() Configuration {
	if c.Voters == 0 {
		return firstServers(c.Servers)
	}
	return Configuration{Voters: c.Voters}
}

// VotesNeeded is how many votes win an election in the beginning.
func (c *Config) VotesNeeded() int { return c.toWin().of(c.First().Voters.Len()) }

// CopiesNeeded is how many copies commit an entry in the beginning.
func (c *Config) CopiesNeeded() int { return c.toCommit().of(c.First().Voters.Len()) }

// follows reports whether a server follows a rule. It is asked once for each rule, in the
// condition that the rule guards; rules_test.go names the exceptions.
func (c *Config) follows(r Rule) bool { return !c.Without.Has(r) }

// validate returns what is wrong with the configuration, nil when nothing is.
func (c Config) validate() error {
	switch {
	case c.Servers < 1 || c.Servers > MaxServers:
		return fmt.Errorf("raft: %d servers: a cluster has 1 to %d", c.Servers, MaxServers)
	case c.Voters&^firstServers(c.Servers).Voters != 0:
		return fmt.Errorf("raft: the voters %v of %d servers", c.Voters, c.Servers)
	case c.ID < 1 || int(c.ID) > c.Servers:
		return fmt.Errorf("raft: server %d of %d does not exist", c.ID, c.Servers)
	case c.ElectionTimeoutMin <= 0 || c.ElectionTimeoutMax < c.ElectionTimeoutMin:
		return fmt.Errorf("raft: election timeout %d to %d µs is not a range", c.ElectionTimeoutMin, c.ElectionTimeoutMax)
	case c.HeartbeatInterval <= 0:
		return fmt.Errorf("raft: heartbeat interval %d µs is not positive", c.HeartbeatInterval)
	case c.Batch < 1:
		return fmt.Errorf("raft: batch %d: an AppendEntries must be able to carry an entry", c.Batch)
	}
	return nil
}
