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

// Welcome tells a page where it has come to.
type Welcome struct {
	T        string `json:"t"`                // always "welcome"
	Session  string `json:"session"`          // the address: /s/‹Session›
	Secret   string `json:"secret,omitempty"` // only to the one who has just created it
	Commands bool   `json:"commands"`         // whether this page may command, or only watch
	Epoch    string `json:"epoch"`
	Resumed  bool   `json:"resumed"`         // the rest follows as frames; else a snapshot follows
	Engine   string `json:"engine"`          // the engine's version
	Assets   string `json:"assets"`          // where this server has the page's files; a page made of others reloads itself
	Watch    string `json:"watch"`           // the whole address under which others can watch
	Older    bool   `json:"older,omitempty"` // the link was made with another engine, and plays differently now
}

// Pace is how the edge moves.
type Pace struct {
	Playing bool    `json:"playing"`
	Speed   Speed   `json:"speed"`
	Rate    float64 `json:"rate"`           // virtual seconds a second, right now
	Every   int     `json:"every"`          // from one frame to the next while it plays, in ms of the clock: more when very many pages are told
	Over    string  `json:"over,omitempty"` // why no more time can pass, or, [OverText], that it has come to an end from which it can go on
}

// Why a run has come to its end. Only from the last of them it can go on.
const (
	OverEvents   = "events"   // it has as many as a run can have
	OverClusters = "clusters" // they have so many together
	OverTime     = "time"     // it has lasted as long as a run can
	OverMemory   = "memory"   // it takes as much as a session may
	OverText     = "text"     // the text says that it ends here
)

// Snapshot is everything at once.
type Snapshot struct {
	T        string    `json:"t"` // always "snapshot"
	Epoch    string    `json:"epoch"`
	Seq      uint64    `json:"seq"` // of the last frame that went into it
	Clusters []Cluster `json:"clusters"`
	Pace     Pace      `json:"pace"`
	Watching int       `json:"watching"`         // pages connected to this session
	Breaks   []string  `json:"breaks,omitempty"` // where it is to pause
	Look     *Look     `json:"look,omitempty"`   // where the presenter's playhead stands; absent: at the edge
	Lesson   *Lesson   `json:"lesson,omitempty"` // that is played
}

// Look is where a playhead stands. At absent means at the edge.
type Look struct {
	At *raft.Time `json:"at,omitempty"`
}

// Stop says why the session has paused by itself.
type Stop struct {
	Cluster string    `json:"cluster"`
	At      raft.Time `json:"at"`
	Break   string    `json:"break"`            // what it was to pause for, see [BreaksRequest]
	Server  string    `json:"server,omitempty"` // whom it is about
	Term    raft.Term `json:"term,omitempty"`   // that server's
	Client  string    `json:"client,omitempty"` // who was answered
	Step    string    `json:"step,omitempty"`   // the step's name
}

// Frame is what happened in one tick.
type Frame struct {
	T        string        `json:"t"` // always "frame"
	Seq      uint64        `json:"seq"`
	Clusters []ClusterTick `json:"clusters,omitempty"`
	Pace     *Pace         `json:"pace,omitempty"`     // if it changed
	Watching int           `json:"watching,omitempty"` // if it changed
	Closed   []string      `json:"closed,omitempty"`   // clusters that are no longer there
	Breaks   *[]string     `json:"breaks,omitempty"`   // if they changed
	Stop     *Stop         `json:"stop,omitempty"`     // why it has just paused by itself
	Look     *Look         `json:"look,omitempty"`     // if the presenter's playhead moved
	Lesson   *Lesson       `json:"lesson,omitempty"`   // if it changed; one without a name when there is none any more
}

// ClusterTick is what happened in one cluster: after Events its newest instant
// is Edge. First is the number of the first of Events in the run's trace.
type ClusterTick struct {
	ID     string      `json:"id"`
	Edge   raft.Time   `json:"edge"`
	First  uint64      `json:"first,omitempty"`
	Events []sim.Event `json:"events,omitempty"`
	Reset  *Cluster    `json:"reset,omitempty"` // a new cluster, or another run stands here now; all else but ID and Edge is absent

	Differs  *Difference `json:"differs,omitempty"`  // if it was found just now
	Outcomes []Outcome   `json:"outcomes,omitempty"` // all of them, if there are new ones
}

// Done says that a request was carried out.
type Done struct {
	T       string   `json:"t"` // always "done"
	Re      uint64   `json:"re"`
	Cluster string   `json:"cluster,omitempty"` // that a fork or a comparison has opened
	Missed  []Missed `json:"missed,omitempty"`  // where an action for all clusters could not be done
	Older   bool     `json:"older,omitempty"`   // the link that was opened was made with another engine, and plays differently now
}

// Missed says why an action for all clusters could not be done in one of them.
type Missed struct {
	Cluster string            `json:"cluster"`
	Code    string            `json:"code"`
	Values  map[string]string `json:"values,omitempty"`
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

// Waiting says that the session that a page wants to watch is not here. It stays
// connected until it is.
type Waiting struct {
	T string `json:"t"` // always "waiting"
}

// Beat answers a page's beat.
type Beat struct {
	T string `json:"t"` // always "beat"
}

// Entries is a part of a server's log as it was at the instant that was asked for.
// It can be shorter than what was asked for: the rest, if there is more in the log,
// is to be asked for again from where it ends.
type Entries struct {
	T       string        `json:"t"` // always "entries"
	Re      uint64        `json:"re"`
	Cluster string        `json:"cluster"`
	Server  raft.ServerID `json:"server"`
	First   raft.Index    `json:"first"` // of the first of Entries
	Entries []sim.Entry   `json:"entries,omitempty"`
}

// MaxMessage bounds the bytes of a message from the server.
const MaxMessage = 256 << 10

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

// Text is a session as a text, which plays to the same instant. Text tells what is
// still to come too: it is what a page shows, and brings along when the session is
// not here any more. Ended ends at the edge: it is what is kept as a file.
type Text struct {
	T      string    `json:"t"` // always "text"
	Re     uint64    `json:"re"`
	Text   string    `json:"text"`
	Ended  string    `json:"ended"`
	Edge   raft.Time `json:"edge"`
	Coming bool      `json:"coming,omitempty"` // Text tells more than Ended, apart from ends
	More   bool      `json:"more,omitempty"`   // Text tells more than the text that the request brought, apart from ends
	Hash   string    `json:"hash"`             // of the first cluster's trace up to the edge, 16 hexadecimal digits
}

// Shared is a session as a link: what goes behind the # of the page's address.
type Shared struct {
	T    string `json:"t"` // always "link"
	Re   uint64 `json:"re"`
	Link string `json:"link"`
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
	ByeUnread  = "unread"  // 4007: what the page brought cannot be played; a Refused before it says why
)

// CloseCodes are the WebSocket close codes of the reasons above.
var CloseCodes = map[string]int{
	ByeRestart: 4001, ByeSlow: 4002, ByeGone: 4003, ByeFault: 4004, ByeFull: 4005, ByeBad: 4006, ByeUnread: 4007,
}
