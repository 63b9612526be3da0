package session

import (
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

func TestOpeningAnotherRunReplacesTheCluster(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Tick()
	p.Must(wire.PaceRequest{Playing: new(false)})
	epoch, seq := p.Position.Epoch, p.Position.Seq
	text := "raft 1\ntitle Two of them\nservers 2\nseed 5\n\nat 10ms: crash S2\nend at 30ms\n"
	p.Must(wire.OpenRequest{Text: text})
	if p.Edge["A"] != 0 || len(p.State["A"].Servers) != 2 || p.Text().Text != text {
		t.Errorf("edge %d, %d servers, run %q", p.Edge["A"], len(p.State["A"].Servers), p.Text().Text)
	}
	if p.Position.Epoch != epoch || p.Position.Seq != seq+1 || !p.Pace.Playing {
		t.Errorf("position %+v, pace %+v", p.Position, p.Pace)
	}
	for p.Pace.Playing {
		p.Tick()
	}
	if p.Edge["A"] != int64(30*raft.Millisecond) || !p.State["A"].Servers[1].Down {
		t.Errorf("the run ends at %d", p.Edge["A"])
	}
	p.Must(wire.PaceRequest{Playing: new(true)})
	p.Tick()
	if p.Edge["A"] <= int64(30*raft.Millisecond) {
		t.Error("a run cannot go on after its end")
	}
	if stretch := p.Ask(wire.StretchRequest{Cluster: "A", To: 1}).(wire.Stretch); len(stretch.State.Servers) != 2 {
		t.Error("the past is the former run's")
	}
}

// A rule is switched on again while another stays off, though the text names both on one
// line, and a lesson stays one.
func TestARunIsOpenedAgainWithAChange(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, "raft 1\nservers 3\nseed 1\nwithout persist-vote quorum-reads\n", true)
	text := p.Text().Text
	p.Must(wire.OpenRequest{Text: text, Change: "with persist-vote"})
	if got := p.Text().Text; !strings.Contains(got, "\nwithout quorum-reads\n") {
		t.Errorf("it begins as\n%s", got)
	}
	if r := p.Refusal(wire.OpenRequest{Text: text, Change: "without persist-vote"}); r.Code != "scenario.nothing-changed" {
		t.Errorf("refused with %+v", r)
	}
	p.Must(wire.OpenRequest{Text: ownLesson, Change: "pre-vote on"})
	if got := p.Text().Text; !strings.Contains(got, "\npre-vote on\n") || !strings.Contains(got, "\nlesson ") {
		t.Errorf("it begins as\n%s", got)
	}
}

// A page sends settings, and the server writes the text that says so.
func TestANewRunBeginsWithItsSettings(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	ms := raft.Duration(raft.Millisecond)
	settings := wire.NewRun{Latency: sim.Span{Min: ms / 2, Max: 3 * ms}, Settings: wire.Settings{
		Servers: 3, Voters: 2, Seed: 1<<64 - 1, ElectionTimeout: sim.Span{Min: 200 * ms, Max: 400 * ms}, Heartbeat: 20 * ms, Batch: 1, SnapshotEvery: 8,
		PreVote: true, ParallelWrites: true, TellCommits: true, CheckQuorum: true, JointChanges: true, ReadIndex: true, Without: []raft.Rule{raft.QuorumReads},
	}}
	p.Must(wire.OpenRequest{New: &settings})
	want := "raft 1\nservers 3\nvoters S1 S2\nseed 18446744073709551615\nlatency 0.5ms to 3ms\nelection timeout 200ms to 400ms\nheartbeat 20ms\nnoop off\nbatch 1\nsnapshot every 8\npre-vote on\nparallel-writes on\ntell-commits on\ncheck-quorum on\nchanges joint\nreads index\nwithout quorum-reads\n"
	if got := p.Text().Ended; !strings.HasPrefix(got, want) {
		t.Errorf("it begins as\n%s\nwant\n%s", got, want)
	}
	settings.Voters = 3
	p.Must(wire.OpenRequest{New: &settings})
	if got := p.Text().Ended; strings.Contains(got, "voters") {
		t.Errorf("where all vote, it begins as\n%s", got)
	}
	for _, voters := range []uint8{4, 255} {
		settings.Voters = voters
		if r := p.Refusal(wire.OpenRequest{New: &settings}); !strings.HasPrefix(r.Code, "scenario.") {
			t.Errorf("%d of 3 servers vote: %+v", voters, r)
		}
	}
	settings.Voters = 0
	settings.Servers = 12
	if r := p.Refusal(wire.OpenRequest{New: &settings}); !strings.HasPrefix(r.Code, "scenario.") || r.Values["found"] != "12" {
		t.Errorf("refused with %+v", r)
	}
}
