package wire

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// What follows are commands: a page that only watches is refused with [RefusedWatching].
// Whatever is not done is answered with [Refused].

// DoRequest acts at the edge, in one cluster or in all. A command; the answer is [Done].
// In all it is done wherever it can be, and the answer says where it could not.
type DoRequest struct {
	Cluster string `json:"cluster"` // "*": all of them
	Action  string `json:"action"`  // as in a statement: "crash S1"
}

// OpenRequest replaces all clusters: by what Link tells, by New, or by the run that Text
// begins, its variants included. The text can be a lesson's, prose included. A command;
// the answer is [Done].
type OpenRequest struct {
	Link   string  `json:"link,omitempty"`
	Step   string  `json:"step,omitempty"`   // of a lesson that Text is, where it is to stand; absent: its first
	Change string  `json:"change,omitempty"` // with what the main run of Text begins otherwise, as after "with" in the scenario language
	Text   string  `json:"text,omitempty"`
	New    *NewRun `json:"new,omitempty"`
}

// NewRun is a run that begins with settings of its own, and with nothing in it. All
// else is as where a text says nothing of it.
type NewRun struct {
	Settings
	Latency sim.Span `json:"latency"`
}

// LessonRequest replaces all clusters by a built-in lesson, at one of its steps. Without a
// name it is the lesson that is played: it takes the learner back to its path. A command;
// the answer is [Done].
type LessonRequest struct {
	Lesson string `json:"lesson,omitempty"`
	Step   string `json:"step,omitempty"` // absent: its first, or where the learner left the path
}

// GoRequest pauses, and moves the edge to a later instant at once. A command; the answer
// is [Done].
type GoRequest struct {
	At *raft.Time `json:"at"`
}

// ForkRequest opens a cluster beside one, with the same history up to and including an
// instant, at which then something is done, if anything. A command; the answer is [Done],
// which says how the new cluster is called.
type ForkRequest struct {
	Cluster string     `json:"cluster"`
	Action  string     `json:"action,omitempty"` // as in a statement: "crash S1"
	At      *raft.Time `json:"at,omitempty"`     // absent: the edge
}

// CompareRequest opens a cluster beside one: the same run with something changed. A
// command; the answer is [Done], which says how the new cluster is called.
type CompareRequest struct {
	Cluster string `json:"cluster"`
	Change  string `json:"change"` // as after "with" in the scenario language: "pre-vote on, servers 3"
}

// CloseRequest takes a cluster away. The last one stays. A command; the answer is [Done].
type CloseRequest struct {
	Cluster string `json:"cluster"`
}

// PaceRequest plays, pauses, or changes the speed. What is absent stays as it is. A
// command; the answer is [Done].
type PaceRequest struct {
	Playing *bool  `json:"playing,omitempty"`
	Speed   *Speed `json:"speed,omitempty"`
}

// Speed is how fast virtual time passes: a number of virtual seconds for each
// second of the clock, from 0.001 to 10. Zero means smart: slow around what
// matters.
type Speed float64

// Smart is the speed that slows around what matters.
const Smart Speed = 0

// StepRequest pauses, and moves the edge to the next notable instant. A command; the
// answer is [Done].
type StepRequest struct{}

// BreaksRequest says where to pause from now on: "leader", "server S3", and their like.
// What was said before does not count any more. A command; the answer is [Done].
type BreaksRequest struct {
	Breaks []string `json:"breaks"`
}

// What can pause a session, in [BreaksRequest]. "server S3" and its like pause
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

func (DoRequest) t() string      { return "do" }
func (OpenRequest) t() string    { return "open" }
func (LessonRequest) t() string  { return "lesson" }
func (GoRequest) t() string      { return "go" }
func (ForkRequest) t() string    { return "fork" }
func (CompareRequest) t() string { return "compare" }
func (CloseRequest) t() string   { return "close" }
func (PaceRequest) t() string    { return "pace" }
func (StepRequest) t() string    { return "step" }
func (BreaksRequest) t() string  { return "breaks" }
