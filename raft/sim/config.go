package sim

import (
	"fmt"

	"raft-playground/raft"
)

// PartsPerMillion is a probability in millionths: 1,000,000 is certainty.
type PartsPerMillion int64

// Certain is the probability of what always happens.
const Certain PartsPerMillion = 1_000_000

// Span is a range of durations, both ends included.
type Span struct {
	Min raft.Duration `json:"min"`
	Max raft.Duration `json:"max"`
}

// Config is what a run starts from. Together with the actions and their instants
// it determines every event.
type Config struct {
	Servers int            // 1 to raft.MaxServers, named S1 …
	Voters  raft.ServerSet // who votes in the beginning; empty: all of them. The others wait outside
	Clients int            // 0 to raft.MaxClients, named c1 …; more appear as they are used
	Seed    uint64         // of every random stream

	ElectionTimeout Span          // of every server
	Heartbeat       raft.Duration // of an idle leader
	Latency         Span          // one way, of every link
	Loss            PartsPerMillion
	DiskSync        raft.Duration // how long a disk takes to make a write durable
	Apply           raft.Duration // how long a state machine takes to apply an entry

	ClientPatience raft.Duration // how long a client waits before it retries
	ClientRetries  int           // how often it does before it gives up

	NoOp           bool         // a new leader appends a no-op
	ParallelWrites bool         // a leader sends entries while its own disk still writes
	TellCommits    bool         // a leader that has nothing else to send tells of a commit at once
	CheckQuorum    bool         // a leader that hears no majority for an election timeout steps down
	LeaderPromise  bool         // who hears a leader heeds nobody who stands for election
	JointConsensus bool         // one voter more or less goes through a joint configuration, too
	Batch          int          // the most entries in one AppendEntries
	SnapshotEvery  int          // a server takes a snapshot when it has applied so many entries since the last; 0: never by itself
	PreVote        bool         // ask before an election whether it could succeed
	Reads          ReadMode     // how a client's read is answered
	Without        raft.RuleSet // rules that are switched off

	Starts   []Start      // servers whose disks are not empty in the beginning
	Timeouts []OwnTimeout // servers with election timeouts of their own
}

// ReadMode is how a client's read is answered (§8).
type ReadMode uint8

const (
	// ReadLog: a read is an entry of the log like any other request.
	ReadLog ReadMode = iota
	// ReadIndex: the leader answers from its state machine once it has made sure
	// that it still leads. Without rule QuorumReads it does not make sure.
	ReadIndex
)

// DefaultConfig returns the values that look right on a page.
func DefaultConfig() Config {
	return Config{
		Servers:         5,
		Clients:         1,
		Seed:            1,
		ElectionTimeout: Span{150 * raft.Millisecond, 300 * raft.Millisecond},
		Heartbeat:       50 * raft.Millisecond,
		Latency:         Span{8 * raft.Millisecond, 12 * raft.Millisecond},
		DiskSync:        2 * raft.Millisecond,
		ClientPatience:  400 * raft.Millisecond,
		ClientRetries:   10,
		NoOp:            true,
		Batch:           16,
	}
}

// Bounds of what a configuration may say.
const (
	MaxDuration      = 60 * raft.Second // of any latency, timeout or sync time
	MaxRetries       = 100
	MaxBatch         = 64
	MaxSnapshotEvery = 10_000
	MaxDrift         = 400 // percent that a clock may run too fast
	MinDrift         = -80 // percent that it may run too slowly
)

// First returns the configuration in which the cluster begins.
func (c *Config) First() raft.Configuration {
	return (&raft.Config{Servers: c.Servers, Voters: c.Voters}).First()
}

// VotesNeeded is how many votes win an election in this cluster.
func (c *Config) VotesNeeded() int {
	return (&raft.Config{Servers: c.Servers, Voters: c.Voters, Without: c.Without}).VotesNeeded()
}

// CopiesNeeded is how many copies commit an entry in this cluster.
func (c *Config) CopiesNeeded() int {
	return (&raft.Config{Servers: c.Servers, Voters: c.Voters, Without: c.Without}).CopiesNeeded()
}

// Validate returns what is wrong with the configuration, nil when nothing is.
func (c Config) Validate() error {
	switch {
	case c.Servers < 1 || c.Servers > raft.MaxServers:
		return fmt.Errorf("servers %d: a cluster has 1 to %d", c.Servers, raft.MaxServers)
	case c.Voters&^(1<<(c.Servers+1)-2) != 0:
		return fmt.Errorf("voters %v: there are %d servers", c.Voters, c.Servers)
	case c.Clients < 0 || c.Clients > raft.MaxClients:
		return fmt.Errorf("clients %d: there are 0 to %d", c.Clients, raft.MaxClients)
	case c.Heartbeat < raft.Millisecond || c.Heartbeat > MaxDuration:
		return fmt.Errorf("heartbeat %d µs: 1 ms to 60 s", c.Heartbeat)
	case c.Loss < 0 || c.Loss > Certain:
		return fmt.Errorf("loss %d ppm: 0 to %d", c.Loss, Certain)
	case c.DiskSync < 0 || c.DiskSync > MaxDuration:
		return fmt.Errorf("disk sync %d µs: 0 to 60 s", c.DiskSync)
	case c.Apply < 0 || c.Apply > MaxDuration:
		return fmt.Errorf("apply %d µs: 0 to 60 s", c.Apply)
	case c.ClientPatience < raft.Millisecond || c.ClientPatience > MaxDuration:
		return fmt.Errorf("client patience %d µs: 1 ms to 60 s", c.ClientPatience)
	case c.ClientRetries < 0 || c.ClientRetries > MaxRetries:
		return fmt.Errorf("client retries %d: 0 to %d", c.ClientRetries, MaxRetries)
	case c.Batch < 1 || c.Batch > MaxBatch:
		return fmt.Errorf("batch %d: 1 to %d", c.Batch, MaxBatch)
	case c.SnapshotEvery < 0 || c.SnapshotEvery > MaxSnapshotEvery:
		return fmt.Errorf("snapshot every %d entries: 0 to %d", c.SnapshotEvery, MaxSnapshotEvery)
	case c.Reads > ReadIndex:
		return fmt.Errorf("reads %d: through the log, or by ReadIndex", c.Reads)
	}
	if err := c.ElectionTimeout.validate("election timeout", raft.Millisecond); err != nil {
		return err
	}
	if err := c.Latency.validate("latency", 0); err != nil {
		return err
	}
	return c.validateStarts()
}

// validate returns what is wrong with a range, whose ends must be at least so long.
func (s Span) validate(what string, least raft.Duration) error {
	if s.Min < least || s.Max < s.Min || s.Max > MaxDuration {
		return fmt.Errorf("%s %d to %d µs: both ends must be at least %d, at most %d, and in order", what, s.Min, s.Max, least, MaxDuration)
	}
	return nil
}
