package sim

import (
	"fmt"

	"raft-playground/raft"
)

// Action is something that is done to a world from outside: by a person, or by a
// statement of a scenario.
type Action interface{ action() }

// Crash stops a server's process. What it had handed to its disk still becomes
// durable, as when a process is killed and the machine lives on; with
// LoseUnsynced the machine loses power, and the unsynced tail is gone.
type Crash struct {
	Server       raft.ServerID
	LoseUnsynced bool
}

// Restart starts a crashed server's process again, from what its disk holds.
type Restart struct{ Server raft.ServerID }

// TimeOut makes a server's election timer run out now.
type TimeOut struct{ Server raft.ServerID }

// Cut stops everything that travels from one server to each of others, and
// BothWays also what travels back. What is on its way there is lost.
type Cut struct {
	From     raft.ServerID
	To       raft.ServerSet
	BothWays bool
}

// Heal undoes cuts.
type Heal struct {
	From     raft.ServerID
	To       raft.ServerSet
	BothWays bool
}

// HealAll undoes every cut between servers.
type HealAll struct{}

// Partition cuts all links between servers of different groups, and heals all
// within a group. Each server is in at most one group; those in none form one
// more.
type Partition struct{ Groups []raft.ServerSet }

// Isolate cuts all links between a server and the others. Clients still reach
// it.
type Isolate struct{ Server raft.ServerID }

// SetLatency changes how long messages that are sent from now on take. From and
// To zero means every link, client links included.
type SetLatency struct {
	From, To raft.ServerID
	Latency  Span
}

// SetLoss changes how likely a message that is sent from now on is lost. From
// and To zero means every link between servers.
type SetLoss struct {
	From, To raft.ServerID
	Loss     PartsPerMillion
}

// SetDiskSync changes how long later writes to a disk take. Server zero means
// every disk.
type SetDiskSync struct {
	Server raft.ServerID
	Sync   raft.Duration
}

// Request makes a client issue a command. While one is outstanding, further ones
// queue. To zero means whoever the client takes for the leader.
type Request struct {
	Client raft.ClientID
	Op     raft.Op // Set, Add or Get
	Key    string
	Value  int64
	To     raft.ServerID
}

// Pause stops a server's process without ending it, as a long garbage collection
// or a stopped virtual machine does. What arrives waits for it.
type Pause struct{ Server raft.ServerID }

// Resume lets a paused process go on: first with what has arrived, then with
// whatever has run out meanwhile.
type Resume struct{ Server raft.ServerID }

// Wipe empties a server's disk, and crashes its process if it runs. Raft does not
// claim to survive this: a server that comes back empty has forgotten its vote
// and what it acknowledged.
type Wipe struct{ Server raft.ServerID }

// Drift makes a server's clock run too fast (positive) or too slowly (negative),
// by so many percent, from now on.
type Drift struct {
	Server  raft.ServerID
	Percent int
}

// SetTimeout changes the range from which a server's later election timeouts are
// drawn.
type SetTimeout struct {
	Server  raft.ServerID
	Timeout Span
}

// SetDuplication changes how likely a message that is sent from now on arrives
// twice. From and To zero means every link between servers.
type SetDuplication struct {
	From, To raft.ServerID
	Chance   PartsPerMillion
}

// SetReordering changes how likely a message that is sent from now on is held up
// for one to three times the longest latency, so that later ones overtake it.
// From and To zero means every link between servers.
type SetReordering struct {
	From, To raft.ServerID
	Chance   PartsPerMillion
}

// CutClient cuts a client off from servers, both ways.
type CutClient struct {
	Client raft.ClientID
	From   raft.ServerSet
}

// HealClient undoes [CutClient].
type HealClient struct {
	Client raft.ClientID
	From   raft.ServerSet
}

// Tamper does something to one message between servers: to the one on its way
// with the number Message, or, when that is zero, to the next of Kind that is
// sent from From to To.
type Tamper struct {
	How      Tampering
	Message  uint64
	Kind     MessageKind
	From, To raft.ServerID
	Delay    raft.Duration // of DelayMessage: how much later it arrives
}

// SetTraffic makes a client issue a request of its own again and again, the first
// at once; with Every zero it stops. When both are asked for, writes and reads take
// turns. A request is left out while the client still waits for an answer.
type SetTraffic struct {
	Client raft.ClientID
	Traffic
}

// Mark does nothing. It is there to be seen in the trace: a story has come to a
// point that has a name.
type Mark struct{ Name string }

// Tampering is what can be done to a single message.
type Tampering uint8

const (
	DropMessage      Tampering = iota // it is lost
	DelayMessage                      // it arrives later
	DuplicateMessage                  // it arrives twice
)

func (Pause) action()          {}
func (Resume) action()         {}
func (Wipe) action()           {}
func (Drift) action()          {}
func (SetTimeout) action()     {}
func (SetDuplication) action() {}
func (SetReordering) action()  {}
func (CutClient) action()      {}
func (HealClient) action()     {}
func (Tamper) action()         {}
func (Mark) action()           {}
func (SetTraffic) action()     {}

func (Crash) action()       {}
func (Restart) action()     {}
func (TimeOut) action()     {}
func (Cut) action()         {}
func (Heal) action()        {}
func (HealAll) action()     {}
func (Partition) action()   {}
func (Isolate) action()     {}
func (SetLatency) action()  {}
func (SetLoss) action()     {}
func (SetDiskSync) action() {}
func (Request) action()     {}

// Bounds of what clients may ask for.
const (
	MaxKeyLength = 12            // of a key, in bytes: a lower-case letter, then letters, digits, - and _
	MaxValue     = 1_000_000_000 // of a value, either sign
	MaxQueue     = 64            // requests that wait behind a client's outstanding one
)

// ValidKey reports whether a key may be used: it starts with a lower-case
// letter, goes on with lower-case letters, digits, - and _, and has at most
// [MaxKeyLength] bytes.
func ValidKey(key string) bool {
	if key == "" || len(key) > MaxKeyLength || key[0] < 'a' || key[0] > 'z' {
		return false
	}
	for _, c := range []byte(key) {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}

// ActionError says why an action was refused. It changed nothing. Code is the
// key under which a page words it.
type ActionError struct {
	Code   string        // one of ActionErrorCodes
	Server raft.ServerID // whom it is about, where it is about a server
	Client raft.ClientID // whom it is about, where it is about a client
	Detail string        // a bound or a value, where there is one
}

// ActionErrorCodes lists every code of an [ActionError], for catalogues that
// must word all of them.
var ActionErrorCodes = []string{
	"no-such-server",     // Server
	"no-such-client",     // Client
	"already-crashed",    // Server
	"already-running",    // Server
	"not-running",        // Server: a crashed server cannot time out
	"leader-no-timeout",  // Server: a leader has no election timer
	"already-cut",        // nothing left to cut
	"nothing-to-heal",    // no such cut
	"bad-partition",      // a server in two groups, or no cut at all
	"bad-range",          // Detail: the bounds
	"bad-key",            // Detail: what a key may be
	"bad-value",          // Detail: the bounds
	"client-queue-full",  // Client, Detail: the bound
	"no-change",          // it is so already
	"already-paused",     // Server
	"not-paused",         // Server
	"paused",             // Server: a paused process can do nothing
	"no-such-message",    // Detail: its number; it is not on its way
	"too-many-waiting",   // Detail: the bound of tamperings that wait for a message
	"time-out-of-bounds", // Detail: the longest run
}

// Error words the refusal in plain English.
func (e *ActionError) Error() string {
	about := ""
	if e.Server != 0 {
		about = " " + e.Server.String()
	}
	if e.Client != 0 {
		about = " " + e.Client.String()
	}
	detail := ""
	if e.Detail != "" {
		detail = " (" + e.Detail + ")"
	}
	return fmt.Sprintf("%s%s%s", e.Code, about, detail)
}

// serverNames says which servers there are.
func (w *World) serverNames() string {
	if len(w.servers) == 1 {
		return raft.ServerID(1).String()
	}
	return fmt.Sprintf("%v…%v", raft.ServerID(1), raft.ServerID(len(w.servers)))
}
