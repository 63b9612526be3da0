package wire

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Request is everything a page can say. T tells which fields matter:
//
//	hello    Session, Secret, Have, Run    the first message, exactly once; Playing and Speed
//	                                       are those of Run, which is needed when the session is
//	                                       not here any more; Link instead begins a session in
//	                                       which what the link tells stands where it was shared,
//	                                       Lesson and Step one that stands at a step of a lesson
//	do       ID, Cluster, Action           act at the edge; of every cluster when Cluster is "*":
//	                                       then it is done wherever it can be, see [Done]
//	open     ID, Text, Link or New, Change replace all clusters by the run that Text begins, its
//	                                       variants included, or by what a link tells; the text can
//	                                       be a lesson's, prose included. New is a run with nothing
//	                                       in it yet. With Change the main run of Text begins with
//	                                       that changed
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
//	text     ID, Text                      the whole session as a text, and whether that tells more
//	                                       than the text brought along, if any: see [Text]
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
	New     *NewRun    `json:"new,omitempty"`
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

// NewRun is a run that begins with settings of its own, and with nothing in it. All
// else is as where a text says nothing of it.
type NewRun struct {
	Settings
	Latency sim.Span `json:"latency"`
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
