package web

import (
	"slices"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// until plays until the session has paused by itself, and returns why.
func (p *page) until(breaks ...string) wire.Stop {
	p.t.Helper()
	p.must(wire.Request{T: "breaks", Breaks: breaks})
	p.stop = nil
	p.must(wire.Request{T: "pace", Playing: pointer(true), Speed: pointer(wire.Speed(1))})
	for ticks := 0; p.stop == nil; ticks++ {
		if ticks > 500 {
			p.t.Fatalf("it does not pause for %v", breaks)
		}
		p.tick()
	}
	if p.pace.Playing {
		p.t.Error("it plays on")
	}
	if int64(p.stop.At) != p.edge["A"] {
		p.t.Errorf("%+v, but the edge is at %d", p.stop, p.edge["A"])
	}
	return *p.stop
}

func TestASessionPausesExactlyWhereItIsToldTo(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small+"at 450ms: c1 write x=1\n", false)
	candidates := func() (n int) {
		for _, s := range p.state["A"].Servers {
			if s.Role == raft.Candidate {
				n++
			}
		}
		return n
	}
	stop := p.until("election")
	if stop.Break != "election" || stop.Cluster != "A" || stop.Server == "" || stop.Term != 1 || candidates() != 1 {
		t.Errorf("%+v", stop)
	}
	stop = p.until("leader", "answer")
	if stop.Break != "leader" || stop.Term != 1 {
		t.Errorf("%+v", stop)
	}
	leader := stop.Server
	stop = p.until("commit") // the leader's no-op, or what the client wrote
	if stop.Break != "commit" || stop.Server != leader {
		t.Errorf("%+v", stop)
	}
	stop = p.until("answer")
	if stop.Break != "answer" || stop.Client != "c1" || stop.Server != "" || p.state["A"].Clients[0].Phase != sim.PhaseAnswered {
		t.Errorf("%+v", stop)
	}
	other := "S1"
	if leader == other {
		other = "S2"
	}
	stop = p.until("server " + other)
	if stop.Break != "server "+other || stop.Server != other {
		t.Errorf("%+v", stop)
	}
}

func TestABreakPausesAllClustersAtThatInstant(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.must(wire.Request{T: "fork", Cluster: "A", Action: "time out S2"})
	stop := p.until("leader")
	if stop.Cluster != "B" || stop.Server != "S2" || p.edge["A"] != p.edge["B"] {
		t.Errorf("%+v, edges %v", stop, p.edge)
	}
	stop = p.until("leader")
	if stop.Cluster != "A" || p.edge["A"] != p.edge["B"] {
		t.Errorf("%+v, edges %v", stop, p.edge)
	}
}

func TestASessionPausesWhenAPropertyBreaks(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, "raft 1\nservers 3\nseed 7\nwithout one-vote-per-term\n\nat 10ms: time out S1\nat 11ms: time out S2\n", false)
	stop := p.until("violation")
	if stop.Break != "violation" || len(p.state["A"].Servers) != 3 {
		t.Errorf("%+v", stop)
	}
}

func TestEveryoneKnowsWhereASessionPauses(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	watcher := h.visit(t, wire.Request{Session: p.welcome.Session})
	p.must(wire.Request{T: "breaks", Breaks: []string{"server S3", "leader", "server S3", "election", "server S1"}})
	want := []string{"election", "leader", "server S1", "server S3"}
	watcher.catchUp(p)
	late := h.visit(t, wire.Request{Session: p.welcome.Session})
	for name, q := range map[string]*page{"the page": p, "who watches": watcher, "who comes later": late} {
		if !slices.Equal(q.breaks, want) {
			t.Errorf("%s knows %v", name, q.breaks)
		}
	}
	p.must(wire.Request{T: "breaks"})
	if len(p.breaks) != 0 {
		t.Errorf("%v are left", p.breaks)
	}
	for _, name := range []string{"", "lunch", "server", "server ", "server S0", "server S10", "server leader", "server S1 "} {
		if r := p.refusal(wire.Request{T: "breaks", Breaks: []string{name}}); r.Code != "request.bad-break" {
			t.Errorf("%q: %+v", name, r)
		}
	}
}

func TestASessionThatIsPausedIsNotPausedAgain(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.must(wire.Request{T: "breaks", Breaks: []string{"election", "leader", "server S1"}})
	p.do("time out S1")
	for range 20 {
		p.must(wire.Request{T: "step"})
	}
	if p.stop != nil {
		t.Errorf("told %+v", p.stop)
	}
}
