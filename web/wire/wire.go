// Package wire is what a page and the server say to one another over the
// WebSocket: JSON text messages, one object each, told apart by "t". The types
// that the page uses (static/js/wire.d.ts) are generated from these.
//
// # A connection
//
// The page says [Hello] first. The server answers [Welcome], then a [Snapshot]
// unless the page could resume where it stopped, and from then on a [Frame] for
// every tick in which something happened. A page that has lost its session
// brings its run along and goes on at the same instant.
//
// Errors travel as a code with values, never as prose, so that every language
// can word them.
//
// # The stream
//
// A session's frames are numbered without gaps. A page keeps its [Position], and
// after a lost connection gets the frames that it missed, or a snapshot when they
// are gone. The page's state is a snapshot's state with the events of all later
// frames applied ([sim.State.Apply]).
package wire

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Position is where a page stands in a session's stream. Epoch changes whenever
// the session begins anew; Seq counts its frames.
type Position struct {
	Epoch string `json:"epoch"`
	Seq   uint64 `json:"seq"`
}

// Run is a run as a text, and its newest instant.
type Run struct {
	Text string    `json:"text"`
	Edge raft.Time `json:"edge"`
}

// Request is everything a page can say. T tells which fields matter:
//
//	hello    Session, Secret, Have, Runs   the first message, exactly once; Playing and Speed
//	                                       are those of the Runs, which are needed when the
//	                                       session is not here any more
//	do       ID, Cluster, Action           act at the edge
//	open     ID, Cluster, Text             replace a cluster by the run that Text begins
//	pace     ID, Playing, Speed            play, pause, change the speed (what is absent stays)
//	step     ID                            pause, and move the edge to the next notable instant
//	stretch  ID, Cluster, From, To         older events: from the instant From on, up to and including To
//	text     ID, Cluster                   the run as a text, up to the edge, with its hash
//
// A page that only watches may say hello, stretch and text.
type Request struct {
	T       string    `json:"t"`
	ID      uint64    `json:"id,omitempty"` // chosen by the page; comes back as "re"
	Session string    `json:"session,omitempty"`
	Secret  string    `json:"secret,omitempty"`
	Have    *Position `json:"have,omitempty"`
	Runs    []Run     `json:"runs,omitempty"`
	Cluster string    `json:"cluster,omitempty"`
	Action  string    `json:"action,omitempty"` // as in a statement: "crash S1"
	Text    string    `json:"text,omitempty"`
	Playing *bool     `json:"playing,omitempty"`
	Speed   *Speed    `json:"speed,omitempty"`
	From    raft.Time `json:"from,omitempty"`
	To      raft.Time `json:"to,omitempty"`
}

// Speed is how fast virtual time passes: a number of virtual seconds for each
// second of the clock, from 0.001 to 10. Zero means smart: slow around what
// matters.
type Speed float64

// Smart is the speed that slows around what matters.
const Smart Speed = 0

// Welcome tells a page where it has come to.
type Welcome struct {
	T        string `json:"t"`                // always "welcome"
	Session  string `json:"session"`          // the address: /s/‹Session›
	Secret   string `json:"secret,omitempty"` // only to the one who has just created it
	Commands bool   `json:"commands"`         // whether this page may command, or only watch
	Epoch    string `json:"epoch"`
	Resumed  bool   `json:"resumed"` // the rest follows as frames; else a snapshot follows
	Engine   string `json:"engine"`  // the engine's version
	Assets   string `json:"assets"`  // where this server has the page's files; a page made of others reloads itself
}

// Pace is how the edge moves.
type Pace struct {
	Playing bool    `json:"playing"`
	Speed   Speed   `json:"speed"`
	Rate    float64 `json:"rate"` // virtual seconds a second, right now
}

// Snapshot is everything at once.
type Snapshot struct {
	T        string    `json:"t"` // always "snapshot"
	Epoch    string    `json:"epoch"`
	Seq      uint64    `json:"seq"` // of the last frame that went into it
	Clusters []Cluster `json:"clusters"`
	Pace     Pace      `json:"pace"`
	Watching int       `json:"watching"` // pages connected to this session
}

// Cluster is one cluster in a [Snapshot].
type Cluster struct {
	ID      string       `json:"id"` // "A" to "H"
	Title   string       `json:"title,omitempty"`
	Run     string       `json:"run"`  // the run so far as a text
	Edge    raft.Time    `json:"edge"` // its newest instant
	State   sim.State    `json:"state"`
	Options *RunSettings `json:"options"`

	Properties []string `json:"properties,omitempty"` // that are watched; none when nobody watches
	Breaches   []Breach `json:"breaches,omitempty"`   // the properties' violations up to Edge
}

// Breach is a violation and its instant, for a page that came after the event.
type Breach struct {
	At        raft.Time     `json:"at"`
	Violation sim.Violation `json:"violation"`
}

// RunSettings is what the run began with, for a page that wants to show it or to
// begin another like it.
type RunSettings struct {
	Servers         int           `json:"servers"`
	Seed            uint64        `json:"seed,string"`
	ElectionTimeout sim.Span      `json:"electionTimeout"`
	Heartbeat       raft.Duration `json:"heartbeat"`
	NoOp            bool          `json:"noop"`
	Batch           int           `json:"batch"`
	PreVote         bool          `json:"preVote,omitempty"`
	ReadIndex       bool          `json:"readIndex,omitempty"` // reads do not go through the log
	Without         []raft.Rule   `json:"without,omitempty"`   // the rules that are switched off, in the order of the paper
}

// Frame is what happened in one tick.
type Frame struct {
	T        string        `json:"t"` // always "frame"
	Seq      uint64        `json:"seq"`
	Clusters []ClusterTick `json:"clusters,omitempty"`
	Pace     *Pace         `json:"pace,omitempty"`     // if it changed
	Watching int           `json:"watching,omitempty"` // if it changed
}

// ClusterTick is what happened in one cluster: after Events its newest instant
// is Edge. First is the number of the first of Events in the run's trace.
type ClusterTick struct {
	ID     string      `json:"id"`
	Edge   raft.Time   `json:"edge"`
	First  uint64      `json:"first,omitempty"`
	Events []sim.Event `json:"events,omitempty"`
	Run    string      `json:"run,omitempty"`   // if it changed
	Reset  *Cluster    `json:"reset,omitempty"` // another run stands here now; all else but ID and Edge is absent
}

// Done says that a request was carried out.
type Done struct {
	T  string `json:"t"` // always "done"
	Re uint64 `json:"re"`
}

// Refused says why a request was not carried out. It has changed nothing. With Re
// 0 nobody asked: the run itself came to a statement that cannot be carried out,
// or could not be restored.
type Refused struct {
	T      string            `json:"t"` // always "refused"
	Re     uint64            `json:"re"`
	Code   string            `json:"code"`
	Values map[string]string `json:"values,omitempty"` // what fills the sentence in
}

// Stretch is an older part of a run: the state just before the instant that was
// asked for, and the events after it. It is complete up to and including Until;
// when that is less than what was asked for there is more, which begins at
// Until+1.
type Stretch struct {
	T       string      `json:"t"` // always "stretch"
	Re      uint64      `json:"re"`
	Cluster string      `json:"cluster"`
	Until   raft.Time   `json:"until"`
	State   sim.State   `json:"state"` // State.Seq is the number of the event before the first of Events
	Events  []sim.Event `json:"events,omitempty"`
}

// Text is a run as a text.
type Text struct {
	T    string `json:"t"` // always "text"
	Re   uint64 `json:"re"`
	Text string `json:"text"`
	Hash string `json:"hash"` // of the trace up to the edge, 16 hexadecimal digits
}

// Bye is the last message before the server closes the connection.
type Bye struct {
	T    string `json:"t"` // always "bye"
	Code string `json:"code"`
}

// Why the server closes a connection. Each goes with a close code of its own.
const (
	ByeRestart = "restart" // 4001: the server goes down; come back soon
	ByeSlow    = "slow"    // 4002: too slow to keep up; resume
	ByeGone    = "gone"    // 4003: no such session, or it has ended
	ByeFault   = "fault"   // 4004: the session failed; an apology
	ByeFull    = "full"    // 4005: no room for another session or viewer
	ByeBad     = "bad"     // 4006: the page said something that is no request
)

// CloseCodes are the WebSocket close codes of the reasons above.
var CloseCodes = map[string]int{
	ByeRestart: 4001, ByeSlow: 4002, ByeGone: 4003, ByeFault: 4004, ByeFull: 4005, ByeBad: 4006,
}
