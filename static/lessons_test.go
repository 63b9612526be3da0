package static_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
)

// known is what the engine knows at an instant, for the page to be held against.
type known struct {
	At       raft.Time         `json:"at"`
	Step     string            `json:"step,omitempty"`
	Entries  []knownEntry      `json:"entries"`
	Leader   raft.ServerID     `json:"leader,omitempty"` // of the highest term, among those that run
	Messages map[uint64]string `json:"messages"`         // those that ended lately, and those on their way
}

type knownEntry struct {
	Server raft.ServerID   `json:"server"`
	Index  raft.Index      `json:"index"`
	Term   raft.Term       `json:"term"`
	By     raft.ServerID   `json:"by,omitempty"` // the first that committed it
	When   raft.Time       `json:"when,omitempty"`
	Knows  []raft.ServerID `json:"knows,omitempty"` // running servers that know it
	Loses  bool            `json:"loses,omitempty"` // another entry is committed in its place later
}

type playedRun struct {
	Lesson  string      `json:"lesson"`
	Run     string      `json:"run"`
	Servers int         `json:"servers"`
	Without []raft.Rule `json:"without"`
	Copies  int         `json:"copies"` // that commit an entry
	Events  []sim.Event `json:"events"`
	Known   []known     `json:"known"`
}

// lately is for how long it is asked what has become of a message.
const lately = 15 * raft.Millisecond

// The inspector says of every lesson, at every step and between them, what the engine
// knows: what is committed, by whom and who knows of it, what became of messages, who leads.
func TestTheInspectorSaysOfEveryLessonWhatTheEngineKnows(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("there is no node to ask the page with")
	}
	path := filepath.Join(t.TempDir(), "lessons.jsonl")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriter(file)
	to := json.NewEncoder(out)
	for _, l := range lesson.Library() {
		for _, run := range playedRuns(t, l) {
			if err := to.Encode(run); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "test/lessons.mjs", path)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

func playedRuns(t *testing.T, l *lesson.Lesson) (played []playedRun) {
	t.Helper()
	p, err := l.Play()
	if err != nil {
		t.Fatal(l.Name, err)
	}
	runs, err := play.Runs(l.Scenario)
	if err != nil {
		t.Fatal(l.Name, err)
	}
	for _, run := range runs {
		if err := run.RunUntil(run.Ends()); err != nil {
			t.Fatal(l.Name, err)
		}
		without := []raft.Rule{}
		for _, rule := range raft.Rules() {
			if run.World().Config().Without.Has(rule) {
				without = append(without, rule)
			}
		}
		cfg := run.World().Config()
		r := playedRun{Lesson: l.Name, Run: run.Name(), Servers: cfg.Servers, Without: without, Copies: cfg.CopiesNeeded(), Events: run.World().TakeEvents()}
		r.Known = knownIn(r, l, p.Steps, run.Now())
		played = append(played, r)
	}
	return played
}

// place is an entry, wherever it is stored.
type place struct {
	index raft.Index
	term  raft.Term
}

type commit struct {
	by raft.ServerID
	at raft.Time
}

// teller adds up a run's events, and remembers what was once so.
type teller struct {
	state     sim.State
	committed map[place]commit
	ends      map[uint64]string
	endedAt   map[uint64]raft.Time
}

func knownIn(r playedRun, l *lesson.Lesson, steps []lesson.Met, end raft.Time) []known {
	when := map[raft.Time]string{end: ""}
	last := raft.Time(0)
	for _, met := range steps {
		for part := raft.Time(1); part < 4; part++ {
			when[last+(met.At-last)*part/4] = ""
		}
		last = met.At
	}
	for i, met := range steps {
		when[met.At] = l.Steps[i].Name
	}
	instants := make([]raft.Time, 0, len(when))
	for at := range when {
		instants = append(instants, at)
	}
	slices.Sort(instants)
	w := teller{state: sim.State{Servers: make([]sim.ServerView, r.Servers)}, committed: map[place]commit{}, ends: map[uint64]string{}, endedAt: map[uint64]raft.Time{}}
	var all []known
	next := 0
	for _, at := range instants {
		for ; next < len(r.Events) && r.Events[next].At <= at; next++ {
			w.hears(&r.Events[next])
		}
		all = append(all, w.tells(at, when[at]))
	}
	for _, k := range all {
		for i := range k.Entries {
			e := &k.Entries[i]
			e.Loses = w.loses(place{e.Index, e.Term})
		}
	}
	return all
}

func (w *teller) hears(e *sim.Event) {
	var before sim.ServerState
	if e.Kind == sim.ServerEvent {
		before = w.state.Servers[e.Server.ID-1].ServerState
	}
	w.state.Apply(e)
	switch e.Kind {
	case sim.SendEvent:
		w.ends[e.Message.ID] = "flies"
	case sim.DeliverEvent, sim.DropEvent:
		w.ends[e.Message.ID], w.endedAt[e.Message.ID] = "arrived", e.At
		if e.Kind == sim.DropEvent {
			w.ends[e.Message.ID] = "lost"
		}
	case sim.ServerEvent:
		s := &w.state.Servers[e.Server.ID-1]
		left := before.Role == raft.Leader && before.Term == s.Term // it steps down with what it commits
		if s.Down || s.Role != raft.Leader && !left {
			return
		}
		for i := s.BaseIndex + 1; i <= min(s.CommitIndex, s.BaseIndex+raft.Index(len(s.Log))); i++ {
			p := place{i, s.Log[i-s.BaseIndex-1].Term}
			if _, before := w.committed[p]; !before {
				w.committed[p] = commit{s.ID, e.At}
			}
		}
	}
}

// loses reports whether another entry was committed at the same index.
func (w *teller) loses(p place) bool {
	if _, committed := w.committed[p]; committed {
		return false
	}
	for other := range w.committed {
		if other.index == p.index {
			return true
		}
	}
	return false
}

func (w *teller) tells(at raft.Time, step string) known {
	k := known{At: at, Step: step, Messages: map[uint64]string{}}
	var term raft.Term
	for i := range w.state.Servers {
		s := &w.state.Servers[i]
		if s.Role == raft.Leader && !s.Down && s.Term > term {
			k.Leader, term = s.ID, s.Term
		}
		for j, entry := range s.Log {
			p := place{s.BaseIndex + raft.Index(j+1), entry.Term}
			c := w.committed[p]
			k.Entries = append(k.Entries, knownEntry{Server: s.ID, Index: p.index, Term: p.term, By: c.by, When: c.at, Knows: w.knows(p)})
		}
	}
	for id, end := range w.ends {
		if end == "flies" || w.endedAt[id] > at-lately {
			k.Messages[id] = end
		}
	}
	return k
}

// holds reports whether a server has an entry: in its log, or in its snapshot, which
// stands for nothing that was not committed.
func (w *teller) holds(s *sim.ServerView, p place) bool {
	if p.index <= s.BaseIndex {
		return w.committed[p].by != 0
	}
	i := int(p.index - s.BaseIndex - 1)
	return i < len(s.Log) && s.Log[i].Term == p.term
}

// knows returns the running servers that know that an entry is committed.
func (w *teller) knows(p place) (ids []raft.ServerID) {
	for i := range w.state.Servers {
		s := &w.state.Servers[i]
		if !s.Down && s.CommitIndex >= p.index && w.holds(s, p) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}
