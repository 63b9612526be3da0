package web

import (
	"testing"

	"raft-playground/web/wire"
)

const small = "raft 1\nservers 3\nseed 7\n"

func TestAPageGetsASessionThatPlays(t *testing.T) {
	h := open(t, Options{})
	p := h.visit(t, wire.Request{})
	switch w := p.welcome; {
	case !w.Commands, w.Secret == "", w.Engine != Engine, w.Assets != h.files.Base(), w.Resumed:
		t.Errorf("welcome %+v", w)
	case sessionID(w.Secret) != w.Session:
		t.Error("the session's id is not the hash of its secret")
	}
	if !p.pace.Playing || p.pace.Speed != wire.Smart || len(p.state["A"].Servers) != 5 {
		t.Errorf("pace %+v, %d servers", p.pace, len(p.state["A"].Servers))
	}
	before := p.edge["A"]
	p.tick()
	if p.edge["A"] <= before {
		t.Error("no time has passed")
	}
}

func TestAnActionIsSeenBeforeItsAnswer(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.do("crash S1")
	if !p.state["A"].Servers[0].Down {
		t.Error("S1 runs")
	}
	if got := p.run["A"]; got != small+"\nat 0ms: crash S1\n" {
		t.Errorf("the run is recorded as %q", got)
	}
}
