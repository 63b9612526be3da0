package web

import (
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// replayedAll returns the hashes that a text's runs have when it is replayed to
// its end.
func replayedAll(t *testing.T, text string) (hashes []string) {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	runs, err := s.Runs()
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
	p.t.Helper()
	s := p.house.sessions.find(p.welcome.Session)
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
	p.run(8)
	p.do("c1 write x=1")
	p.run(2)
	p.do("crash leader")
	p.run(10)
	done := p.must(wire.Request{T: "compare", Cluster: "A", Change: "pre-vote on"})
	b := p.cluster["B"]
	if done.Cluster != "B" || p.edge["B"] != p.edge["A"] || !b.Options.PreVote || p.cluster["A"].Options.PreVote {
		t.Fatalf("%+v, edges %v", done, p.edge)
	}
	if o := b.Origin; o == nil || o.Cluster != "A" || o.Change != "pre-vote on" || o.Fork != nil {
		t.Errorf("origin %+v", o)
	}
	// They differ first where a server asks whether it would be elected.
	one, two := p.history("A"), p.history("B")
	n := 0
	for same(&one[n], &two[n]) {
		n++
	}
	d := b.Differs
	if d == nil || d.Cluster != "A" || d.At != min(one[n].At, two[n].At) || d.At == 0 || d.Here == nil || d.There == nil {
		t.Fatalf("differs %+v", d)
	}
	equal(t, "what happened here", two[n], d.Here)
	equal(t, "what happened there", one[n], d.There)
	// The same was done in both.
	var actions [2][]string
	for i, events := range [][]sim.Event{one, two} {
		for _, e := range events {
			if e.Kind == sim.ActionEvent {
				actions[i] = append(actions[i], e.Text)
			}
		}
	}
	equal(t, "actions", actions[0], actions[1])
	p.run(5)
	text := p.text()
	equal(t, "hashes", p.hashes(), replayedAll(t, text.Ended))
}

func TestAComparisonWithAnotherSizeDiffersFromTheBeginning(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.run(10)
	p.must(wire.Request{T: "compare", Cluster: "A", Change: "servers 5"})
	d := p.cluster["B"].Differs
	if len(p.state["B"].Servers) != 5 || d == nil || d.At != 0 || d.Here != nil || d.There != nil {
		t.Errorf("%d servers, differs %+v", len(p.state["B"].Servers), d)
	}
}

func TestAChangeThatIsNoneIsRefused(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	for change, code := range map[string]string{
		"": "", "servers 3": "scenario.nothing-changed", "servers 10": "scenario.number-out-of-range", "lunch": "scenario.unknown-change", strings.Repeat("x", 70_000): "",
	} {
		r := p.refusal(wire.Request{T: "compare", Cluster: "A", Change: change})
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
	p.must(wire.Request{T: "fork", Cluster: "A"})
	p.must(wire.Request{T: "fork", Cluster: "A"})
	p.must(wire.Request{T: "close", Cluster: "B"})
	p.must(wire.Request{T: "open", Text: variants})
	if len(p.state) != 3 || p.cluster["B"].Name != "lucky" || p.cluster["C"].Name != "cautious" || p.cluster["A"].Origin != nil {
		t.Fatalf("%d clusters: %+v", len(p.state), p.cluster)
	}
	if o := p.cluster["B"].Origin; o.Cluster != "A" || *o.Fork != 400*raft.Millisecond {
		t.Errorf("%+v", o)
	}
	if o := p.cluster["C"].Origin; o.Cluster != "A" || o.Change != "pre-vote on" {
		t.Errorf("%+v", o)
	}
	p.run(9) // 360 ms
	if p.cluster["B"].Differs != nil || p.cluster["C"].Differs == nil {
		t.Errorf("%+v, %+v", p.cluster["B"].Differs, p.cluster["C"].Differs)
	}
	p.run(6)
	if d := p.cluster["B"].Differs; d == nil || d.At != 450*raft.Millisecond || d.Here == nil || d.Here.Text != "crash S2" {
		t.Errorf("%+v", d)
	}
	if p.edge["A"] != p.edge["B"] || p.edge["A"] != p.edge["C"] {
		t.Errorf("edges %v", p.edge)
	}
	p.must(wire.Request{T: "open", Text: small})
	if len(p.state) != 1 || p.edge["A"] != 0 {
		t.Errorf("%d clusters", len(p.state))
	}
}

func TestSeveralClustersComeBackFromOneText(t *testing.T) {
	before := open(t, Options{})
	p := before.begin(t, variants, true)
	p.run(7)
	p.must(wire.Request{T: "do", Cluster: "*", Action: "c2 write y=2"})
	p.must(wire.Request{T: "fork", Cluster: "A", At: pointer(raft.Time(200 * raft.Millisecond)), Action: "isolate S2"})
	p.must(wire.Request{T: "compare", Cluster: "B", Change: "servers 5"})
	p.run(4)
	p.must(wire.Request{T: "close", Cluster: "C"})
	hello := p.again()
	want := p.hashes()

	after := open(t, Options{})
	hello.Playing = pointer(false)
	back := after.visit(t, hello)
	equal(t, "hashes", want, back.hashes())
	if len(back.refused) != 0 || len(back.state) != 4 || back.edge["D"] != p.edge["A"] || back.pace.Playing {
		t.Errorf("%d clusters, %+v, told %+v", len(back.state), back.edge, back.refused)
	}
	// They go on alike; what was still to come in the text still comes.
	for _, q := range []*page{p, back} {
		q.run(10)
	}
	equal(t, "hashes later", p.hashes(), back.hashes())
	if !back.state["A"].Servers[0].Down {
		t.Error("what was pending did not come")
	}
	if a, b := p.cluster["E"].Differs, back.cluster["D"].Differs; a == nil || b == nil || a.At != b.At {
		t.Errorf("differs %+v, was %+v", b, a)
	}
	back.history("D")
}

func TestARunWithStatementsThatFailedComesBack(t *testing.T) {
	text := "raft 1\nservers 3\nseed 7\n\nat 20ms: crash S1\nat 30ms: crash S1\nat 40ms: restart S1\nwhen violation: crash S2\nat 90ms: crash S3\nend at 100ms\n"
	before := open(t, Options{})
	p := before.begin(t, text, true)
	p.run(1)
	for p.edge["A"] < int64(150*raft.Millisecond) {
		p.run(1) // it pauses where something fails
	}
	if len(p.refused) < 2 {
		t.Errorf("told %+v", p.refused)
	}
	out := p.cluster["A"].Outcomes
	if len(out) < 2 || out[0].Line != 6 || out[0].Code != "action.already-crashed" || out[0].At != 30*raft.Millisecond {
		t.Errorf("outcomes %+v", out)
	}
	events := p.history("A")
	hello := p.again()
	after := open(t, Options{})
	back := after.visit(t, hello)
	if len(back.refused) != 0 || back.edge["A"] != p.edge["A"] {
		t.Fatalf("told %+v, edge %d", back.refused, back.edge["A"])
	}
	equal(t, "hashes", p.hashes(), back.hashes())
	equal(t, "events", events, back.history("A"))
}

func TestALinkOpensWhereItWasShared(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, variants, true)
	p.run(12)
	p.must(wire.Request{T: "do", Cluster: "B", Action: "restart S2"})
	look := raft.Time(300 * raft.Millisecond)
	link := p.ask(wire.Request{T: "link", At: &look}).(wire.Shared).Link
	if !strings.HasPrefix(link, "2") || len(link) > 600 {
		t.Errorf("%d characters: %s", len(link), link)
	}
	q := h.visit(t, wire.Request{Link: link})
	if q.welcome.Older || !q.welcome.Commands || q.welcome.Secret == "" || q.welcome.Session == p.welcome.Session {
		t.Errorf("%+v", q.welcome)
	}
	if q.pace.Playing || q.edge["A"] != p.edge["A"] || len(q.state) != 3 || q.look == nil || *q.look.At != look {
		t.Errorf("pace %+v, edges %v, look %+v", q.pace, q.edge, q.look)
	}
	equal(t, "hashes", p.hashes(), q.hashes())
	q.run(3) // it carries on
	// In a session that is there already.
	done := p.must(wire.Request{T: "open", Link: link})
	if done.Older || p.pace.Playing || p.look == nil || *p.look.At != look || len(p.state) != 3 {
		t.Errorf("%+v, pace %+v, look %+v", done, p.pace, p.look)
	}
	equal(t, "hashes", p.hashes(), replayedAll(t, p.text().Ended))
}

func TestALinkThatPlaysDifferentlyNowSaysSo(t *testing.T) {
	h := open(t, Options{})
	link, err := scenario.Encode(small+"end at 100ms\n", 12345, "0")
	if err != nil {
		t.Fatal(err)
	}
	p := h.visit(t, wire.Request{Link: link})
	if !p.welcome.Older || p.edge["A"] != int64(100*raft.Millisecond) {
		t.Errorf("%+v", p.welcome)
	}
	if other := h.visit(t, wire.Request{Session: p.welcome.Session}); !other.welcome.Older {
		t.Error("who watches is not told")
	}
	if done := p.must(wire.Request{T: "open", Link: link}); !done.Older {
		t.Errorf("%+v", done)
	}
	p.must(wire.Request{T: "open", Text: small})
	if other := h.visit(t, wire.Request{Session: p.welcome.Session}); other.welcome.Older {
		t.Error("another run is older too")
	}
}

func TestABrokenLinkSaysWhy(t *testing.T) {
	h := open(t, Options{})
	nonsense, err := scenario.Encode("nonsense", 0, Engine)
	if err != nil {
		t.Fatal(err)
	}
	p := h.begin(t, small, false)
	before := p.text()
	for link, code := range map[string]string{"hello": "scenario.no-link", "9abc": "scenario.newer-link", "1!": "scenario.broken-link", nonsense: ""} {
		q := h.connect(t)
		q.say(wire.Request{T: "hello", Link: link})
		bye, _ := q.ended()
		if bye != wire.ByeUnread || len(q.refused) != 1 || !strings.HasPrefix(q.refused[0].Code, "scenario.") || code != "" && q.refused[0].Code != code {
			t.Errorf("%s: %q, %+v", link, bye, q.refused)
		}
		if r := p.refusal(wire.Request{T: "open", Link: link}); code != "" && r.Code != code {
			t.Errorf("%s: %+v", link, r)
		}
	}
	if p.text() != before {
		t.Error("something has changed")
	}
}

func TestWithoutItsFirstClusterASessionIsStillOneText(t *testing.T) {
	before := open(t, Options{})
	p := before.begin(t, variants, true)
	p.run(12)
	p.must(wire.Request{T: "compare", Cluster: "B", Change: "noop off"})
	p.must(wire.Request{T: "do", Cluster: "D", Action: "c1 write z=1"})
	p.must(wire.Request{T: "close", Cluster: "A"})
	p.run(3)
	want := p.hashes()
	equal(t, "hashes", want, replayedAll(t, p.text().Ended))
	after := open(t, Options{})
	hello := p.again()
	hello.Playing = pointer(false)
	back := after.visit(t, hello)
	equal(t, "hashes of what came back", want, back.hashes())
	q := after.visit(t, wire.Request{Link: p.ask(wire.Request{T: "link"}).(wire.Shared).Link})
	equal(t, "hashes of a link", want, q.hashes())
}
