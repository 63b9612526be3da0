package session

import (
	"strings"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

func TestAnActionIsSeenBeforeItsAnswer(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.Do("crash S1")
	if !p.State["A"].Servers[0].Down {
		t.Error("S1 runs")
	}
	if got := p.Text().Text; got != small+"\nat 0ms: crash S1\n" {
		t.Errorf("the run is recorded as %q", got)
	}
}

func TestWhatIsDoneIsReplayedToTheSameHash(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(1))})
	for i := range 60 {
		switch i {
		case 8:
			p.Do("c1 write x=1")
			p.Do("c2 add x 1")
		case 9, 30:
			p.Do("crash leader losing unsynced writes")
		case 20, 45:
			p.RestartAll()
		}
		p.Tick()
	}
	text := p.Text()
	if got := replayed(t, text.Ended); got != text.Hash {
		t.Errorf("replayed to %s, was %s:\n%s", got, text.Hash, text.Text)
	}
	if p.Text() != text {
		t.Error("time passes while texts are asked for")
	}
}

func TestARefusedRequestChangesNothing(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.Do("crash S2")
	before := p.Text()
	do := func(action string) wire.Body { return wire.DoRequest{Cluster: "A", Action: action} }
	for _, c := range []struct {
		req    wire.Body
		code   string
		values map[string]string
	}{
		{do("crash S2"), "action.already-crashed", map[string]string{"server": "S2"}},
		{do("crash S7"), "action.no-such-server", map[string]string{"server": "S7"}},
		{do("crsh S1"), "scenario.unknown-action", map[string]string{"found": "crsh", "suggestion": "crash"}},
		{do(""), "scenario.line-too-short", nil},
		{do("crash leader"), "scenario.no-leader", nil},
		{do("c9 write x=1"), "scenario.unknown-client", nil},
		{do(strings.Repeat("crash ", 10_000)), "", nil},
		{do("crash S1\ncrash S3"), "", nil},
		{wire.DoRequest{Cluster: "B", Action: "crash S1"}, "request.no-such-cluster", map[string]string{"cluster": "B"}},
		{wire.DoRequest{Action: "crash S1"}, "request.no-such-cluster", nil},
		{wire.OpenRequest{Text: "raft 1\nservers 10\nseed 1\n"}, "scenario.number-out-of-range", map[string]string{"line": "2"}},
		{wire.OpenRequest{Text: ""}, "scenario.empty", nil},
		{wire.OpenRequest{Text: "raft 1\nat 1s: crsh S1\n"}, "scenario.unknown-action", map[string]string{"line": "2", "column": "8", "found": "crsh", "suggestion": "crash"}},
		{wire.OpenRequest{Text: strings.Repeat("#", scenario.MaxText+1)}, "scenario.text-too-long", nil},
		{wire.PaceRequest{Speed: new(wire.Speed(-1))}, "request.bad-speed", map[string]string{"min": "0.001", "max": "10"}},
		{wire.PaceRequest{Speed: new(wire.Speed(0.0009))}, "request.bad-speed", nil},
		{wire.PaceRequest{Speed: new(wire.Speed(1e300)), Playing: new(true)}, "request.bad-speed", nil},
		{wire.StretchRequest{Cluster: "A", From: -1, To: 5}, "request.bad-range", nil},
		{wire.StretchRequest{Cluster: "A", From: 5, To: 4}, "request.bad-range", nil},
		{wire.StretchRequest{Cluster: "A", From: raft.Never, To: raft.Never}, "request.bad-range", nil},
		{wire.StretchRequest{Cluster: "C"}, "request.no-such-cluster", nil},
		{wire.UnknownRequest{T: "fly"}, "request.unknown", map[string]string{"t": "fly"}},
		{wire.UnknownRequest{T: strings.Repeat("ä", 1000)}, "request.unknown", map[string]string{"t": strings.Repeat("ä", 39) + "…"}},
		{wire.UnknownRequest{}, "request.unknown", nil},
	} {
		r := p.Refusal(c.req)
		if c.code != "" && r.Code != c.code {
			t.Errorf("%.80v is refused with %s, want %s", c.req, r.Code, c.code)
		}
		for key, value := range c.values {
			if r.Values[key] != value {
				t.Errorf("%.80v: %s is %q, want %q", c.req, key, r.Values[key], value)
			}
		}
	}
	if after := p.Text(); after != before {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func TestWhoCommandsTooMuchIsToldWhenTheNextOneMayCome(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	tab := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session, Secret: p.Welcome.Secret})
	for range commandBurst {
		p.Must(wire.PaceRequest{Playing: new(false)})
	}
	r := p.Refusal(wire.DoRequest{Cluster: "A", Action: "crash S1"})
	if r.Code != "request.too-many-commands" || r.Values["seconds"] != "1" {
		t.Errorf("%+v", r)
	}
	p.Text() // may still be asked for
	tab.Do("crash S2")
	h.clock.Advance(time.Second)
	p.Do("crash S1")
}

func TestARunThatComesToWhatCannotBeDoneSaysWhere(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small+"at 5ms: crash S1\nat 10ms: crash S1\nat 15ms: crash S2\n", true)
	for p.Pace.Playing {
		p.Tick()
	}
	await[wire.Refused](p)
	if len(p.Refused) != 1 {
		t.Fatalf("told %+v", p.Refused)
	}
	r := p.Refused[0]
	if r.Code != "request.run-stopped" || r.Values["line"] != "5" || r.Values["why"] != "action.already-crashed" || r.Values["server"] != "S1" || r.Values["found"] != "crash S1" {
		t.Errorf("told %+v", r)
	}
	if p.Edge["A"] != int64(10*raft.Millisecond) {
		t.Errorf("stopped at %d", p.Edge["A"])
	}
	p.Must(wire.PaceRequest{Playing: new(true)})
	for !p.State["A"].Servers[1].Down {
		p.Tick()
	}
}
