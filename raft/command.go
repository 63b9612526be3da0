package raft

import (
	"fmt"
	"strconv"
)

// ClientID identifies a client: 1 to [MaxClients], written c1 to c8. Zero means
// no client.
type ClientID uint8

// MaxClients is the largest number of clients of one cluster.
const MaxClients = 8

// String returns "c1" for client 1, and "" for no client.
func (id ClientID) String() string {
	if id == 0 {
		return ""
	}
	return "c" + string('0'+rune(id))
}

// MarshalText writes the client's name, "" for no client.
func (id ClientID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what [ClientID.MarshalText] writes.
func (id *ClientID) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = 0
		return nil
	}
	if len(text) != 2 || text[0] != 'c' || text[1] < '1' || text[1] > '0'+MaxClients {
		return fmt.Errorf("%q is not a client: c1 to c%d", text, MaxClients)
	}
	*id = ClientID(text[1] - '0')
	return nil
}

// Op is what a command does to the state machine.
type Op uint8

// The operations of the key-value state machine.
const (
	NoOp Op = iota // a leader's first entry: changes nothing (§8)
	Set            // key = value
	Add            // key = key + value: not idempotent
	Get            // reads key, through the log

	AddVoter      // the server of Servers is to vote (D4.1)
	AddLearner    // it is to have the log, and no vote (D4.2.1)
	RemoveServer  // it is to belong to the cluster no more (D4.1)
	ChangeServers // those of Servers are to vote, and nobody else (§6)
)

// Reconfigures reports whether it is no matter of the state machine, but changes who
// belongs to the cluster.
func (o Op) Reconfigures() bool { return o >= AddVoter }

// Command is what an entry carries for the state machine. The algorithm itself
// never looks inside, but for those that ask for another configuration. Client and
// Request make a repeated request recognisable (§8); both are zero for a no-op.
type Command struct {
	Op      Op
	Client  ClientID
	Servers ServerSet // whom a change of the configuration is about
	Request uint32    // numbered from 1 by each client; the same across retries
	Key     string
	Value   int64
}

// String returns the command as a person reads it: "no-op", "x=1", "add x 1",
// "read x", "add S4", "add S4 as learner", "remove S2", "change to S1 S2 S4".
func (c Command) String() string {
	switch c.Op {
	case Set:
		return c.Key + "=" + strconv.FormatInt(c.Value, 10)
	case Add:
		return "add " + c.Key + " " + strconv.FormatInt(c.Value, 10)
	case Get:
		return "read " + c.Key
	case AddVoter:
		return "add " + c.Servers.String()
	case AddLearner:
		return "add " + c.Servers.String() + " as learner"
	case RemoveServer:
		return "remove " + c.Servers.String()
	case ChangeServers:
		return "change to " + c.Servers.String()
	default:
		return "no-op"
	}
}

// Entry is one entry of the log. Where Configuration is not zero, the entry changes who
// belongs to the cluster (§6); its command then says who asked for that, if it is known.
type Entry struct {
	Term          Term // the term in which a leader received it
	Configuration Configuration
	Command       Command
}
