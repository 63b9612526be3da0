package sim

import (
	"encoding/json"
	"os"
	"testing"

	"raft-playground/raft"
)

// tail is what a state tells of a log, an entry for each letter.
type tail struct {
	First raft.Index `json:"first"`
	Log   string     `json:"log"`
}

// TestATailOfALogChangesAsThePageChangesIt: the page's own test reduces the same
// file.
func TestATailOfALogChangesAsThePageChangesIt(t *testing.T) {
	content, err := os.ReadFile("testdata/tails.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		About string
		tail
		Changes []struct {
			From, Base raft.Index
			Put        string
		}
		Want tail
	}
	if err := json.Unmarshal(content, &cases); err != nil {
		t.Fatal(err)
	}
	entries := func(letters string) (all []Entry) {
		for _, letter := range letters {
			all = append(all, Entry{Term: 1, Command: string(letter)})
		}
		return all
	}
	for _, c := range cases {
		s := State{Servers: []ServerView{{First: c.First, Log: entries(c.Log)}}}
		for _, change := range c.Changes {
			if change.Base > 0 {
				s.Apply(&Event{Kind: SnapshotEvent, Snapshot: &SnapshotChange{Server: 1, Index: change.Base}})
				continue
			}
			s.Apply(&Event{Kind: LogEvent, Log: &LogChange{Server: 1, From: change.From, Entries: entries(change.Put)}})
		}
		got := tail{First: s.Servers[0].First}
		for _, e := range s.Servers[0].Log {
			got.Log += e.Command
		}
		if got != c.Want {
			t.Errorf("%s: %+v, want %+v", c.About, got, c.Want)
		}
	}
}
