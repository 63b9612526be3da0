package session

import (
	"slices"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// until plays until the session has paused by itself, and returns why.
func (p *page) until(breaks ...string) wire.Stop {
	p.T.Helper()
	p.Must(wire.BreaksRequest{Breaks: breaks})
	p.Stop = nil
	p.Must(wire.PaceRequest{Playing: new(true), Speed: new(wire.Speed(1))})
	for ticks := 0; p.Stop == nil; ticks++ {
		if ticks > 500 {
			p.T.Fatalf("it does not pause for %v", breaks)
		}
		p.Tick()
	}
	if p.Pace.Playing {
		p.T.Error("it plays on")
	}
	if int64(p.Stop.At) != p.Edge["A"] {
		p.T.Errorf("%+v, but the edge is at %d", p.Stop, p.Edge["A"])
	}
	return *p.Stop
}

func TestASessionPausesExactlyWhereItIsToldTo(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small+"at 450ms: c1 write x=1\n", false)
	candidates := func() (n int) {
		for _, s := range p.State["A"].Servers {
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
	if stop.Break != "answer" || stop.Client != "c1" || stop.Server != "" || p.State["A"].Clients[0].Phase != sim.PhaseAnswered {
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
	p.Must(wire.ForkRequest{Cluster: "A", Action: "time out S2"})
	stop := p.until("leader")
	if stop.Cluster != "B" || stop.Server != "S2" || p.Edge["A"] != p.Edge["B"] {
		t.Errorf("%+v, edges %v", stop, p.Edge)
	}
	stop = p.until("leader")
	if stop.Cluster != "A" || p.Edge["A"] != p.Edge["B"] {
		t.Errorf("%+v, edges %v", stop, p.Edge)
	}
}

func TestASessionPausesWhenAPropertyBreaks(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, "raft 1\nservers 3\nseed 7\nwithout one-vote-per-term\n\nat 10ms: time out S1\nat 11ms: time out S2\n", false)
	stop := p.until("violation")
	if stop.Break != "violation" || len(p.State["A"].Servers) != 3 {
		t.Errorf("%+v", stop)
	}
}

func TestEveryoneKnowsWhereASessionPauses(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	watcher := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	p.Must(wire.BreaksRequest{Breaks: []string{"server S3", "leader", "server S3", "election", "server S1"}})
	want := []string{"election", "leader", "server S1", "server S3"}
	watcher.CatchUp(p.Page)
	late := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	for name, q := range map[string]*page{"the page": p, "who watches": watcher, "who comes later": late} {
		if !slices.Equal(q.Breaks, want) {
			t.Errorf("%s knows %v", name, q.Breaks)
		}
	}
	p.Must(wire.BreaksRequest{})
	if len(p.Breaks) != 0 {
		t.Errorf("%v are left", p.Breaks)
	}
	for _, name := range []string{"", "lunch", "server", "server ", "server S0", "server S10", "server leader", "server S1 "} {
		if r := p.Refusal(wire.BreaksRequest{Breaks: []string{name}}); r.Code != "request.bad-break" {
			t.Errorf("%q: %+v", name, r)
		}
	}
}

func TestASessionThatIsPausedIsNotPausedAgain(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.Must(wire.BreaksRequest{Breaks: []string{"election", "leader", "server S1"}})
	p.Do("time out S1")
	for range 20 {
		p.Must(wire.StepRequest{})
	}
	if p.Stop != nil {
		t.Errorf("told %+v", p.Stop)
	}
}
