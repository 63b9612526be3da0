// Package wire is what a page and the server say to one another over the
// WebSocket: JSON text messages, one object each, told apart by "t". The types
// that the page uses (static/js/wire.d.ts) are generated from these.
//
// # A connection
//
// The page says hello first, a [Request]. The server answers [Welcome], then a
// [Snapshot] unless the page could resume where it stopped, and from then on a
// [Frame] for every tick in which something happened. A page that has lost its
// session brings its run along and goes on at the same instant; one that wants to
// watch a session which is not here is told [Waiting], and stays connected: the
// welcome comes when whoever presents is back. Where what a page brings cannot be
// played, a [Refused] says why, and [Bye] follows with [ByeUnread]: nothing else is
// begun in its place.
//
// A page that says beat now and then, and hears nothing for long, knows that the
// line is dead in one of its directions.
//
// # How large a message is
//
// No message is larger than [MaxMessage] bytes. Of a long log a state tells the
// tail: a server's First says where it begins, and what lies before can be asked
// for as [Entries]. A long stretch comes in parts.
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
//	hello    Session, Secret, Have, Run    the first message, exactly once; Playing and Speed
//	                                       are those of Run, which is needed when the session is
//	                                       not here any more; Link instead begins a session in
//	                                       which what the link tells stands where it was shared,
//	                                       Lesson and Step one that stands at a step of a lesson
//	do       ID, Cluster, Action           act at the edge; of every cluster when Cluster is "*":
//	                                       then it is done wherever it can be, see [Done]
//	open     ID, Text or Link, Change      replace all clusters by the run that Text begins, its
//	                                       variants included, or by what a link tells; the text can
//	                                       be a lesson's, prose included. With Change the main run
//	                                       of Text begins with that changed
//	lesson   ID, Lesson, Step              replace all clusters by a built-in lesson at its first
//	                                       step, or at that one; without Lesson: the one that is
//	                                       played, which takes the learner back to its path
//	go       ID, At                        pause, and move the edge to that later instant at once
//	fork     ID, Cluster, At, Action       a cluster beside this one with the same history up to
//	                                       and including At, in which then Action is done, if any
//	compare  ID, Cluster, Change           a cluster beside this one: the same run with something
//	                                       changed, as after "with": "pre-vote on, servers 3"
//	close    ID, Cluster                   take a cluster away; the last one stays
//	pace     ID, Playing, Speed            play, pause, change the speed (what is absent stays)
//	step     ID                            pause, and move the edge to the next notable instant
//	breaks   ID, Breaks                    where to pause from now on, see [Breaks]
//	look     At                            where this page's playhead stands; absent: at the edge.
//	                                       Without an answer; only the presenter's counts
//	stretch  ID, Cluster, From, To         older events: from the instant From on, up to and including To
//	entries  ID, Cluster, Server, At,      what is in a server's log at an instant, from one index up to
//	         First, Last                   and including another, see [Entries]
//	text     ID                            the whole session as a text, see [Text]
//	link     ID, At                        the same as a link, with the playhead at At if it is there
//	beat                                   is anyone there? The server answers with a [Beat] at once,
//	                                       whatever the session is doing
//
// A page that only watches may say hello, stretch, entries, text, link and beat.
type Request struct {
	T       string     `json:"t"`
	ID      uint64     `json:"id,omitempty"` // chosen by the page; comes back as "re"
	Session string     `json:"session,omitempty"`
	Secret  string     `json:"secret,omitempty"`
	Have    *Position  `json:"have,omitempty"`
	Run     *Run       `json:"run,omitempty"`
	Link    string     `json:"link,omitempty"`
	Lesson  string     `json:"lesson,omitempty"`
	Step    string     `json:"step,omitempty"`
	Cluster string     `json:"cluster,omitempty"`
	Action  string     `json:"action,omitempty"` // as in a statement: "crash S1"
	Change  string     `json:"change,omitempty"` // as after "with" in the scenario language
	Text    string     `json:"text,omitempty"`
	Playing *bool      `json:"playing,omitempty"`
	Speed   *Speed     `json:"speed,omitempty"`
	Breaks  []string   `json:"breaks,omitempty"`
	At      *raft.Time `json:"at,omitempty"`
	From    raft.Time  `json:"from,omitempty"`
	To      raft.Time  `json:"to,omitempty"`

	Server raft.ServerID `json:"server,omitempty"`
	First  raft.Index    `json:"first,omitempty"`
	Last   raft.Index    `json:"last,omitempty"`
}

// What can pause a session, in [Request].Breaks. "server S3" and its like pause
// when that server's role, term, vote, log or commit index changes.
const (
	BreakElection  = "election"  // a server becomes a candidate
	BreakLeader    = "leader"    // a leader is elected
	BreakCommit    = "commit"    // an entry is committed for the first time
	BreakAnswer    = "answer"    // a client is answered
	BreakViolation = "violation" // a rule or property breaks
	BreakStep      = "step"      // the run comes to a step of its story; always on in a lesson
	BreakServer    = "server "   // followed by the server's name
)

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
	Rate    float64 `json:"rate"`  // virtual seconds a second, right now
	Every   int     `json:"every"` // from one frame to the next while it plays, in ms of the clock: more when very many pages are told
}

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
	Break   string    `json:"break"`            // what it was to pause for, see [Request]
	Server  string    `json:"server,omitempty"` // whom it is about
	Term    raft.Term `json:"term,omitempty"`   // that server's
	Client  string    `json:"client,omitempty"` // who was answered
	Step    string    `json:"step,omitempty"`   // the step's name
}

// Cluster is one cluster in a [Snapshot].
type Cluster struct {
	ID      string       `json:"id"` // "A" to "H"
	Title   string       `json:"title,omitempty"`
	Edge    raft.Time    `json:"edge"` // its newest instant
	State   sim.State    `json:"state"`
	Options *RunSettings `json:"options"`

	Properties []string `json:"properties,omitempty"` // that are watched; none when nobody watches
	Breaches   []Breach `json:"breaches,omitempty"`   // the properties' violations up to Edge

	Name     string      `json:"name,omitempty"`     // of a variant, as in the text
	Origin   *Origin     `json:"origin,omitempty"`   // where it came from; absent for a run of its own
	Differs  *Difference `json:"differs,omitempty"`  // from the cluster it came from; absent while it does not
	Outcomes []Outcome   `json:"outcomes,omitempty"` // of the claims that have been judged
}

// Origin says how a cluster came to stand beside another.
type Origin struct {
	Cluster string     `json:"cluster"`          // the other's ID; when that is closed it comes from another
	Fork    *raft.Time `json:"fork,omitempty"`   // the same history up to and including this instant
	Step    string     `json:"step,omitempty"`   // it forks at this step of the other; Fork is absent until it has come
	Change  string     `json:"change,omitempty"` // the same run with this changed
	Alone   bool       `json:"alone,omitempty"`  // it follows nothing of the other
}

// Difference is the first instant at which two clusters differ, and what happened
// in each that did not happen in the other. Either event is absent when nothing
// did by then; both are when they differ from the beginning.
type Difference struct {
	Cluster string     `json:"cluster"` // the other's ID
	At      raft.Time  `json:"at"`
	Here    *sim.Event `json:"here,omitempty"`
	There   *sim.Event `json:"there,omitempty"`
}

// Outcome says what became of a claim, or of a statement that was not carried
// out: then Code and Values word why, as in [Refused].
type Outcome struct {
	Line    int               `json:"line"` // in the text that the run was opened with
	At      raft.Time         `json:"at"`
	Claim   string            `json:"claim"` // as the text has it, without "expect"
	Held    bool              `json:"held"`
	Instead string            `json:"instead,omitempty"` // what was so instead, in the language's words
	Open    bool              `json:"open,omitempty"`    // not held, and not broken: that was not decided, since it takes too long
	Late    bool              `json:"late,omitempty"`    // the run ended before its turn came
	Code    string            `json:"code,omitempty"`
	Values  map[string]string `json:"values,omitempty"`
	Noted   bool              `json:"noted,omitempty"` // no failure: a variant cannot do all that the main run does
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
	VotesNeeded     int           `json:"votesNeeded"`         // to win an election
	Without         []raft.Rule   `json:"without,omitempty"`   // the rules that are switched off, in the order of [raft.Rules]
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
	T     string    `json:"t"` // always "text"
	Re    uint64    `json:"re"`
	Text  string    `json:"text"`
	Ended string    `json:"ended"`
	Edge  raft.Time `json:"edge"`
	Hash  string    `json:"hash"` // of the first cluster's trace up to the edge, 16 hexadecimal digits
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
