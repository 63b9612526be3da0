package session

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raft-playground/raft/sim"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

var update = flag.Bool("update", false, "record web/testdata/golden-frames.json anew")

// goldenFile is what a session really sent, and the state it adds up to. The
// page's own tests reduce the same file.
const goldenFile = "../testdata/golden-frames.json"

type golden struct {
	About    string            `json:"about"`
	Snapshot json.RawMessage   `json:"snapshot"`
	Frames   []json.RawMessage `json:"frames"`
	Final    sim.State         `json:"final"` // hash aside, and with the edge as its instant
}

const goldenText = `raft 1
title Everything that can happen
servers 5
clients 2
seed 12
`

// goldenScript is what is done after how many ticks. S1 leads first, and crashes
// while an entry is not on its disk yet; S2 leads later, is cut off with an entry
// that no one else has, and has to give it up.
var goldenScript = map[int][]string{
	6:  {"c1 write x=1", "c1 add x 2"},
	9:  {"disk sync leader 300ms", "c2 write y=5"},
	11: {"crash leader losing unsynced writes"},
	20: {"c2 read x", "restart S1"},
	21: {"pause S3", "wipe S4", "drift S5 +50%", "delay message %d by 5ms"},
	23: {"restart S4", "cut c2 <-> S1", "duplication 10%", "reordering 10%"},
	24: {"partition S1 S2 | S3 S4 S5", "loss 20%", "latency S4 -> S5 20ms to 40ms"},
	30: {"resume S3", "election timeout S2 100ms to 200ms", "heal c2 <-> S1", "duplication 0%", "reordering 0%"},
	36: {"heal all", "loss S1 -> S2 50%"},
	43: {"isolate leader", "c1 write z=9 to S2"},
	50: {"heal all", "loss 0%"},
}

const goldenTicks = 54

func TestGoldenFramesAreWhatASessionSends(t *testing.T) {
	recorded := recordGolden(t)
	if *update {
		if err := os.WriteFile(goldenFile, recorded, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, recorded) {
		t.Errorf("%s is not what a session sends any more: go test ./web/session -update", goldenFile)
	}
	if len(kept) > 300_000 {
		t.Errorf("%s has %d bytes", goldenFile, len(kept))
	}
}

func TestGoldenFramesAddUpToTheFinalState(t *testing.T) {
	content, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	g := wiretest.Decode[golden](t, content)
	p := wiretest.New(t, nil)
	p.Hear(g.Snapshot)
	for _, frame := range g.Frames {
		p.Hear(frame)
	}
	got := *p.State["A"]
	got.At, got.Hash = g.Final.At, g.Final.Hash
	if diff := cmp.Diff(g.Final, got); diff != "" {
		t.Error(diff)
	}
	if int64(g.Final.At) != p.Edge["A"] {
		t.Errorf("the final state is of %d, the last frame of %d", g.Final.At, p.Edge["A"])
	}
	want := map[string]bool{
		"action": true, "server": true, "log": true, "progress": true, "apply": true, "send": true, "deliver": true,
		"drop": true, "delay": true, "link": true, "network": true, "client": true, "decision": true,
	}
	for _, frame := range g.Frames {
		for _, tick := range wiretest.Decode[wire.Frame](t, frame).Clusters {
			for _, e := range tick.Events {
				delete(want, e.Kind.String())
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no event of these kinds: %v", want)
	}
}

// recordGolden plays the script in a session.
func recordGolden(t *testing.T) []byte {
	h := open(t, Options{})
	p := h.begin(t, goldenText, false)
	g := golden{About: "Recorded by TestGoldenFramesAreWhatASessionSends; go test ./web/session -update"}
	p.OnMessage = func(text []byte) {
		if bytes.HasPrefix(text, []byte(`{"t":"frame"`)) {
			g.Frames = append(g.Frames, bytes.Clone(text))
		}
	}
	g.Snapshot = snapshotWithout(t, p)
	p.Must(wire.PaceRequest{Playing: new(true), Speed: new(wire.Speed(1))})
	for i := range goldenTicks {
		for _, action := range goldenScript[i] {
			if strings.Contains(action, "%d") {
				action = fmt.Sprintf(action, betweenServers(t, p))
			}
			p.Do(action)
		}
		p.Tick()
	}
	p.Must(wire.PaceRequest{Playing: new(false)})
	other := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	g.Final = *other.State["A"]
	return g.lines(t)
}

// betweenServers returns a message that is on its way from a server to another.
func betweenServers(t *testing.T, p *page) uint64 {
	for _, m := range p.State["A"].Flights {
		if m.From.Server() != 0 && m.To.Server() != 0 {
			return m.ID
		}
	}
	t.Fatal("nothing is on its way")
	return 0
}

// lines writes the file with a line for each message, so that changes show.
func (g *golden) lines(t *testing.T) []byte {
	part := func(value any) []byte {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"about\":%s,\n\"snapshot\":%s,\n\"frames\":[\n", part(g.About), g.Snapshot)
	for i, frame := range g.Frames {
		b.Write(frame)
		if i < len(g.Frames)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "],\n\"final\":%s}\n", part(g.Final))
	return b.Bytes()
}

// snapshotWithout returns the snapshot that p began with, without its random
// epoch.
func snapshotWithout(t *testing.T, p *page) json.RawMessage {
	s := p.First
	s.Epoch = "golden"
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
