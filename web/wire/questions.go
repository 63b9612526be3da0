package wire

import "raft-playground/raft"

// What follows any page may say, also one that only watches. It changes nothing of a run.

// HelloRequest is the first message, exactly once. It says which session the page comes
// to, and what it has of it; without one a session begins. Link, Lesson and Run say what
// that begins with, as does Run for a session which is not here any more, of which the
// page has the secret. Any page says it; the answer is [Welcome], [Waiting] or [Bye].
type HelloRequest struct {
	Session string    `json:"session,omitempty"`
	Secret  string    `json:"secret,omitempty"`  // by which the page may command
	Have    *Position `json:"have,omitempty"`    // up to where it has heard everything
	Run     *Run      `json:"run,omitempty"`     // which it has kept
	Link    string    `json:"link,omitempty"`    // what it tells stands where it was shared
	Lesson  string    `json:"lesson,omitempty"`  // a built-in one
	Step    string    `json:"step,omitempty"`    // of that lesson, where it stands; absent: its first
	Playing *bool     `json:"playing,omitempty"` // how Run was played
	Speed   *Speed    `json:"speed,omitempty"`   // likewise
	Breaks  []string  `json:"breaks,omitempty"`  // where it is to pause, as in [BreaksRequest]
}

// LookRequest says where this page's playhead stands. Any page may say it, but only the
// presenter's counts, whom those who watch follow. There is no answer.
type LookRequest struct {
	At *raft.Time `json:"at,omitempty"` // absent: at the edge
}

// StretchRequest asks for older events, those from one instant up to and including
// another. Any page may ask; the answer is a [Stretch], which may be a part of it.
type StretchRequest struct {
	Cluster string    `json:"cluster"`
	From    raft.Time `json:"from"`
	To      raft.Time `json:"to"`
}

// EntriesRequest asks what is in a server's log at an instant, from one index up to and
// including another. Any page may ask; the answer is [Entries], which may be a part of it.
type EntriesRequest struct {
	Cluster string        `json:"cluster"`
	At      *raft.Time    `json:"at,omitempty"` // absent: the edge
	Server  raft.ServerID `json:"server"`
	First   raft.Index    `json:"first"`
	Last    raft.Index    `json:"last"`
}

// TextRequest asks for the whole session as a text. Any page may ask; the answer is a
// [Text].
type TextRequest struct {
	Text string `json:"text,omitempty"` // the page is told whether the session's tells more than this one
}

// LinkRequest asks for the session as a link. Any page may ask; the answer is [Shared].
type LinkRequest struct {
	At *raft.Time `json:"at,omitempty"` // where the playhead is to stand; absent: at the edge
}

// BeatRequest asks whether anyone is there. Any page may ask; the server answers with a
// [Beat] at once, whatever the session is doing.
type BeatRequest struct{}

func (HelloRequest) t() string   { return "hello" }
func (LookRequest) t() string    { return "look" }
func (StretchRequest) t() string { return "stretch" }
func (EntriesRequest) t() string { return "entries" }
func (TextRequest) t() string    { return "text" }
func (LinkRequest) t() string    { return "link" }
func (BeatRequest) t() string    { return "beat" }
