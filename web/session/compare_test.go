package session

import (
	"slices"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

// replayedAll returns the hashes that a text's runs have when it is replayed to
// its end.
func replayedAll(t *testing.T, text string) (hashes []string) {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	runs, err := play.Runs(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range runs {
		if err := goOn(run, s.End); err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, run.World().HashString())
	}
	return hashes
}

// hashes returns those of the clusters, in their order.
func (p *page) hashes() (hashes []string) {
	p.T.Helper()
	s := p.house.find(p.Welcome.Session)
	return asked(s, func() []string {
		var hashes []string
		for _, c := range s.clusters {
			hashes = append(hashes, c.run.World().HashString())
		}
		return hashes
	})
}

func TestAComparisonIsTheSameRunWithSomethingChanged(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Run(8)
	p.Do("c1 write x=1")
	p.Run(2)
	p.Do("crash leader")
	p.Run(10)
	done := p.Must(wire.CompareRequest{Cluster: "A", Change: "pre-vote on"})
	b := p.Cluster["B"]
	if done.Cluster != "B" || p.Edge["B"] != p.Edge["A"] || !b.Options.PreVote || p.Cluster["A"].Options.PreVote {
		t.Fatalf("%+v, edges %v", done, p.Edge)
	}
	if o := b.Origin; o == nil || o.Cluster != "A" || !slices.Equal(o.Changes, []scenario.Change{{Setting: "pre-vote", Value: "on"}}) || o.Fork != nil {
		t.Errorf("origin %+v", o)
	}
	// They differ first where a server asks whether it would be elected.
	one, two := p.History("A"), p.History("B")
	n := 0
	for same(&one[n], &two[n]) {
		n++
	}
	d := b.Differs
	if d == nil || d.Cluster != "A" || d.At != min(one[n].At, two[n].At) || d.At == 0 || d.Here == nil || d.There == nil {
		t.Fatalf("differs %+v", d)
	}
	wiretest.Equal(t, "what happened here", two[n], d.Here)
	wiretest.Equal(t, "what happened there", one[n], d.There)
	// The same was done in both.
	var actions [2][]string
	for i, events := range [][]sim.Event{one, two} {
		for _, e := range events {
			if e.Kind == sim.ActionEvent {
				actions[i] = append(actions[i], e.Action.Text)
			}
		}
	}
	wiretest.Equal(t, "actions", actions[0], actions[1])
	p.Run(5)
	text := p.Text()
	wiretest.Equal(t, "hashes", p.hashes(), replayedAll(t, text.Ended))
}

func TestAComparisonWithAnotherSizeDiffersFromTheBeginning(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Run(10)
	p.Must(wire.CompareRequest{Cluster: "A", Change: "servers 5"})
	d := p.Cluster["B"].Differs
	if len(p.State["B"].Servers) != 5 || d == nil || d.At != 0 || d.Here != nil || d.There != nil {
		t.Errorf("%d servers, differs %+v", len(p.State["B"].Servers), d)
	}
}

func TestAChangeThatIsNoneIsRefused(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	for change, code := range map[string]string{
		"": "", "servers 3": "scenario.nothing-changed", "servers 10": "scenario.number-out-of-range", "lunch": "scenario.unknown-change", strings.Repeat("x", 70_000): "",
	} {
		r := p.Refusal(wire.CompareRequest{Cluster: "A", Change: change})
		if !strings.HasPrefix(r.Code, "scenario.") || code != "" && r.Code != code {
			t.Errorf("%.20q: %+v", change, r)
		}
	}
}

const variants = `raft 1
title Three of them
servers 3
seed 7

at 350ms: c1 write x=1
at 500ms: crash S1

fork lucky at 400ms
at 450ms: crash S2

compare cautious with: pre-vote on
`

func TestATextOpensItsVariantsToo(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.Must(wire.ForkRequest{Cluster: "A"})
	p.Must(wire.ForkRequest{Cluster: "A"})
	p.Must(wire.CloseRequest{Cluster: "B"})
	p.Must(wire.OpenRequest{Text: variants})
	if len(p.State) != 3 || p.Cluster["B"].Name != "lucky" || p.Cluster["C"].Name != "cautious" || p.Cluster["A"].Origin != nil {
		t.Fatalf("%d clusters: %+v", len(p.State), p.Cluster)
	}
	if o := p.Cluster["B"].Origin; o.Cluster != "A" || *o.Fork != 400*raft.Millisecond {
		t.Errorf("%+v", o)
	}
	if o := p.Cluster["C"].Origin; o.Cluster != "A" || !slices.Equal(o.Changes, []scenario.Change{{Setting: "pre-vote", Value: "on"}}) {
		t.Errorf("%+v", o)
	}
	p.Run(9) // 360 ms
	if p.Cluster["B"].Differs != nil || p.Cluster["C"].Differs == nil {
		t.Errorf("%+v, %+v", p.Cluster["B"].Differs, p.Cluster["C"].Differs)
	}
	p.Run(6)
	if d := p.Cluster["B"].Differs; d == nil || d.At != 450*raft.Millisecond || d.Here == nil || d.Here.Action.Text != "crash S2" {
		t.Errorf("%+v", d)
	}
	if p.Edge["A"] != p.Edge["B"] || p.Edge["A"] != p.Edge["C"] {
		t.Errorf("edges %v", p.Edge)
	}
	p.Must(wire.OpenRequest{Text: small})
	if len(p.State) != 1 || p.Edge["A"] != 0 {
		t.Errorf("%d clusters", len(p.State))
	}
}

func TestSeveralClustersComeBackFromOneText(t *testing.T) {
	before := open(t, Options{})
	p := before.begin(t, variants, true)
	p.Run(7)
	p.Must(wire.DoRequest{Cluster: "*", Action: "c2 write y=2"})
	p.Must(wire.ForkRequest{Cluster: "A", At: new(raft.Time(200 * raft.Millisecond)), Action: "isolate S2"})
	p.Must(wire.CompareRequest{Cluster: "B", Change: "servers 5"})
	p.Run(4)
	p.Must(wire.CloseRequest{Cluster: "C"})
	hello := p.Again()
	want := p.hashes()

	after := open(t, Options{})
	hello.Playing = new(false)
	back := after.visit(t, hello)
	wiretest.Equal(t, "hashes", want, back.hashes())
	if len(back.Refused) != 0 || len(back.State) != 4 || back.Edge["D"] != p.Edge["A"] || back.Pace.Playing {
		t.Errorf("%d clusters, %+v, told %+v", len(back.State), back.Edge, back.Refused)
	}
	// They go on alike; what was still to come in the text still comes.
	for _, q := range []*page{p, back} {
		q.Run(10)
	}
	wiretest.Equal(t, "hashes later", p.hashes(), back.hashes())
	if !back.State["A"].Servers[0].Down {
		t.Error("what was pending did not come")
	}
	if a, b := p.Cluster["E"].Differs, back.Cluster["D"].Differs; a == nil || b == nil || a.At != b.At {
		t.Errorf("differs %+v, was %+v", b, a)
	}
	back.History("D")
}

func TestARunWithStatementsThatFailedComesBack(t *testing.T) {
	text := "raft 1\nservers 3\nseed 7\n\nat 20ms: crash S1\nat 30ms: crash S1\nat 40ms: restart S1\nwhen violation: crash S2\nat 90ms: crash S3\nend at 100ms\n"
	before := open(t, Options{})
	p := before.begin(t, text, true)
	p.Run(1)
	for p.Edge["A"] < int64(150*raft.Millisecond) {
		p.Run(1) // it pauses where something fails
	}
	if len(p.Refused) < 2 {
		t.Errorf("told %+v", p.Refused)
	}
	out := p.Cluster["A"].Outcomes
	if len(out) < 2 || out[0].Line != 6 || out[0].Code != "action.already-crashed" || out[0].At != 30*raft.Millisecond {
		t.Errorf("outcomes %+v", out)
	}
	events := p.History("A")
	hello := p.Again()
	after := open(t, Options{})
	back := after.visit(t, hello)
	if len(back.Refused) != 0 || back.Edge["A"] != p.Edge["A"] {
		t.Fatalf("told %+v, edge %d", back.Refused, back.Edge["A"])
	}
	wiretest.Equal(t, "hashes", p.hashes(), back.hashes())
	wiretest.Equal(t, "events", events, back.History("A"))
}

func TestWithoutItsFirstClusterASessionIsStillOneText(t *testing.T) {
	before := open(t, Options{})
	p := before.begin(t, variants, true)
	p.Run(12)
	p.Must(wire.CompareRequest{Cluster: "B", Change: "noop off"})
	p.Must(wire.DoRequest{Cluster: "D", Action: "c1 write z=1"})
	p.Must(wire.CloseRequest{Cluster: "A"})
	p.Run(3)
	want := p.hashes()
	wiretest.Equal(t, "hashes", want, replayedAll(t, p.Text().Ended))
	after := open(t, Options{})
	hello := p.Again()
	hello.Playing = new(false)
	back := after.visit(t, hello)
	wiretest.Equal(t, "hashes of what came back", want, back.hashes())
	q := after.visit(t, wire.HelloRequest{Link: p.Ask(wire.LinkRequest{}).(wire.Shared).Link})
	wiretest.Equal(t, "hashes of a link", want, q.hashes())
}
