package session

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

func TestAForkHasTheSameHistoryUpToItsInstant(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Run(8)
	p.Do("c1 write x=1")
	p.Run(8)
	at := raft.Time(400 * raft.Millisecond)
	done := p.Must(wire.ForkRequest{Cluster: "A", At: &at, Action: "crash S1"})
	if done.Cluster != "B" || p.Edge["B"] != p.Edge["A"] || len(p.State) != 2 {
		t.Fatalf("%+v, edges %v", done, p.Edge)
	}
	b := p.Cluster["B"]
	if b.Origin == nil || b.Origin.Cluster != "A" || *b.Origin.Fork != at {
		t.Errorf("origin %+v", b.Origin)
	}
	if !p.State["B"].Servers[0].Down || p.State["A"].Servers[0].Down {
		t.Error("the action was not done in the fork alone")
	}
	one, two := p.History("A"), p.History("B")
	n := 0
	for n < len(one) && one[n].At <= at {
		n++
	}
	wiretest.Equal(t, "the events up to the fork", one[:n], two[:n])
	if two[n].Kind != sim.ActionEvent || two[n].Action.Text != "crash S1" {
		t.Errorf("the fork goes on with %+v", two[n])
	}
	d := b.Differs
	if d == nil || d.Cluster != "A" || d.At != two[n].At || d.Here == nil || d.Here.Action.Text != "crash S1" {
		t.Errorf("it differs %+v", d)
	}
	// Both go on, in lock step, and what is done in one is done there alone.
	p.Must(wire.DoRequest{Cluster: "B", Action: "crash S2"})
	p.Run(5)
	if p.Edge["A"] != p.Edge["B"] || p.State["A"].Servers[1].Down || !p.State["B"].Servers[1].Down {
		t.Errorf("edges %v", p.Edge)
	}
	// The past of both is complete.
	want := *p.State["B"]
	events := p.History("B")
	got := sim.State{Seq: p.Ask(wire.StretchRequest{Cluster: "B"}).(wire.Stretch).State.Seq}
	if got.Seq+uint64(len(events)) != want.Seq {
		t.Errorf("%d events and %d, want %d", got.Seq, len(events), want.Seq)
	}
}

func TestAForkWithoutAnActionIsEqualUntilSomethingIsDone(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Run(10)
	p.Must(wire.ForkRequest{Cluster: "A"})
	p.Run(10)
	if d := p.Cluster["B"].Differs; d != nil {
		t.Fatalf("differs %+v", d)
	}
	p.Must(wire.DoRequest{Cluster: "*", Action: "c1 write x=1"})
	p.Run(2)
	if d := p.Cluster["B"].Differs; d != nil {
		t.Fatalf("what is done in both makes them differ: %+v", d)
	}
	wiretest.Equal(t, "states", p.State["A"].Servers, p.State["B"].Servers)
	edge := raft.Time(p.Edge["A"])
	p.Must(wire.DoRequest{Cluster: "A", Action: "crash S3"})
	p.Run(1)
	d := p.Cluster["B"].Differs
	if d == nil || d.At < edge || d.At > edge+1 || d.Here != nil || d.There == nil || d.There.Action.Text != "crash S3" {
		t.Errorf("differs %+v, want at %d", d, edge)
	}
}

func TestTheFirstDifferenceIsFoundWhereverFramesEnd(t *testing.T) {
	at := func(at raft.Time, text string) sim.Event {
		return sim.Event{At: at, Kind: sim.ActionEvent, Action: &sim.Acted{Text: text}}
	}
	a, b := []sim.Event{at(1, "x"), at(2, "y"), at(3, "z")}, []sim.Event{at(1, "x"), at(2, "q"), at(2, "y")}
	for name, c := range map[string]struct {
		here, there []sim.Event
		at          raft.Time
		h, t        string
	}{
		"another event":          {a, b, 2, "y", "q"},
		"one less here":          {a[:1], a, 2, "", "y"},
		"one less there":         {a, a[:2], 3, "z", ""},
		"the other one is later": {a[1:], a[2:], 2, "y", ""},
		"this one is later":      {a[2:], a[1:], 2, "", "y"},
	} {
		d := divergence("A", c.here, c.there)
		text := func(e *sim.Event) string {
			if e == nil {
				return ""
			}
			return e.Action.Text
		}
		if d == nil || d.At != c.at || text(d.Here) != c.h || text(d.There) != c.t {
			t.Errorf("%s: %+v", name, d)
		}
	}
	if d := divergence("A", a, a); d != nil {
		t.Errorf("%+v", d)
	}
}

func TestWhatIsDoneInAllIsDoneWhereItCanBe(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.Run(5)
	p.Must(wire.ForkRequest{Cluster: "A", Action: "crash S1"})
	done := p.Must(wire.DoRequest{Cluster: "*", Action: "crash S1"})
	if len(done.Missed) != 1 || done.Missed[0].Cluster != "B" || done.Missed[0].Code != "action.already-crashed" {
		t.Errorf("missed %+v", done.Missed)
	}
	if !p.State["A"].Servers[0].Down || p.Edge["A"] != p.Edge["B"] {
		t.Errorf("edges %v", p.Edge)
	}
	if r := p.Refusal(wire.DoRequest{Cluster: "*", Action: "crash S1"}); r.Code != "action.already-crashed" {
		t.Errorf("nowhere it could be done: %+v", r)
	}
}

func TestClustersAreBoundedAndTheirNamesUsedAgainOnlyWhenClosed(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	for _, want := range []string{"B", "C", "D", "E", "F", "G", "H"} {
		if got := p.Must(wire.ForkRequest{Cluster: "A"}).Cluster; got != want {
			t.Errorf("opened %s, want %s", got, want)
		}
		h.clock.Advance(1e9)
	}
	if r := p.Refusal(wire.ForkRequest{Cluster: "A"}); r.Code != "request.too-many-clusters" || r.Values["max"] != "8" {
		t.Errorf("%+v", r)
	}
	p.Must(wire.CloseRequest{Cluster: "C"})
	if _, there := p.State["C"]; there || len(p.State) != 7 {
		t.Error("it is not closed")
	}
	for _, req := range []wire.Body{wire.CloseRequest{Cluster: "C"}, wire.DoRequest{Cluster: "C", Action: "crash S1"}, wire.ForkRequest{Cluster: "C"}} {
		if r := p.Refusal(req); r.Code != "request.no-such-cluster" {
			t.Errorf("%T: %+v", req, r)
		}
	}
	if got := p.Must(wire.ForkRequest{Cluster: "B"}).Cluster; got != "C" {
		t.Errorf("opened %s", got)
	}
	h.clock.Advance(1e9)
	for _, id := range []string{"A", "B", "C", "D", "E", "F", "G"} {
		p.Must(wire.CloseRequest{Cluster: id})
	}
	if r := p.Refusal(wire.CloseRequest{Cluster: "H"}); r.Code != "request.last-cluster" {
		t.Errorf("%+v", r)
	}
	// Nothing came from A any more, which another one can be called now.
	if got := p.Must(wire.ForkRequest{Cluster: "H"}).Cluster; got != "A" {
		t.Errorf("opened %s", got)
	}
	p.Run(1)
}

func TestASessionAnswersWhileAClusterIsOpened(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Run(10)
	release := h.turns.occupy()
	at := raft.Time(0)
	p.SayAs(1000, wire.ForkRequest{Cluster: "A", At: &at})
	p.Text()
	if r := p.Refusal(wire.ForkRequest{Cluster: "A"}); r.Code != "request.busy" {
		t.Errorf("a second one: %+v", r)
	}
	if r := p.Refusal(wire.OpenRequest{Text: small}); r.Code != "request.busy" {
		t.Errorf("another run: %+v", r)
	}
	p.Do("c1 write x=1")
	p.Run(20)
	release()
	if done := await[wire.Done](p); done.Re != 1000 || done.Cluster != "B" || p.Edge["B"] != p.Edge["A"] {
		t.Errorf("%+v, edges %v", done, p.Edge)
	}
	// What was done meanwhile was done in A alone.
	d := p.Cluster["B"].Differs
	if d == nil || d.There == nil || d.There.Action.Text != "c1 write x=1" || d.Here != nil {
		t.Errorf("differs %+v", d)
	}
}

func TestAForkOfWhatIsNotThereIsRefused(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Run(3)
	before := p.Text()
	for _, c := range []struct {
		req  wire.Body
		code string
	}{
		{wire.ForkRequest{Cluster: "B"}, "request.no-such-cluster"},
		{wire.ForkRequest{Cluster: "A", At: new(raft.Time(-1))}, "request.bad-range"},
		{wire.ForkRequest{Cluster: "A", At: new(raft.Time(p.Edge["A"] + 1))}, "request.bad-range"},
		{wire.ForkRequest{Cluster: "A", Action: "crsh S1"}, "scenario.unknown-action"},
		{wire.ForkRequest{Cluster: "A", Action: "crash S9"}, "action.no-such-server"},
		{wire.CompareRequest{Cluster: "B", Change: "servers 5"}, "request.no-such-cluster"},
	} {
		if r := p.Refusal(c.req); r.Code != c.code {
			t.Errorf("%+v is refused with %s, want %s", c.req, r.Code, c.code)
		}
	}
	if after := p.Text(); after != before || len(p.State) != 1 {
		t.Error("something has changed")
	}
}
