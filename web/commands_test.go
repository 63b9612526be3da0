package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

func TestAnActionIsSeenBeforeItsAnswer(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.do("crash S1")
	if !p.state["A"].Servers[0].Down {
		t.Error("S1 runs")
	}
	if got := p.text().Text; got != small+"\nat 0ms: crash S1\n" {
		t.Errorf("the run is recorded as %q", got)
	}
}

func TestWhatIsDoneIsReplayedToTheSameHash(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.must(wire.Request{T: "pace", Speed: pointer(wire.Speed(1))})
	for i := range 60 {
		switch i {
		case 8:
			p.do("c1 write x=1")
			p.do("c2 add x 1")
		case 9, 30:
			p.do("crash leader losing unsynced writes")
		case 20, 45:
			p.restartAll()
		}
		p.tick()
	}
	text := p.text()
	if got := replayed(t, text.Ended); got != text.Hash {
		t.Errorf("replayed to %s, was %s:\n%s", got, text.Hash, text.Text)
	}
	if p.text() != text {
		t.Error("time passes while texts are asked for")
	}
}

func TestARefusedRequestChangesNothing(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	p.do("crash S2")
	before := p.text()
	do := func(action string) wire.Request { return wire.Request{T: "do", Cluster: "A", Action: action} }
	for _, c := range []struct {
		req    wire.Request
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
		{wire.Request{T: "do", Cluster: "B", Action: "crash S1"}, "request.no-such-cluster", map[string]string{"cluster": "B"}},
		{wire.Request{T: "do", Action: "crash S1"}, "request.no-such-cluster", nil},
		{wire.Request{T: "open", Cluster: "A", Text: "raft 1\nservers 10\nseed 1\n"}, "scenario.number-out-of-range", map[string]string{"line": "2"}},
		{wire.Request{T: "open", Cluster: "A", Text: ""}, "scenario.empty", nil},
		{wire.Request{T: "open", Cluster: "A", Text: "raft 1\nat 1s: crsh S1\n"}, "scenario.unknown-action", map[string]string{"line": "2", "column": "8", "found": "crsh", "suggestion": "crash"}},
		{wire.Request{T: "open", Cluster: "A", Text: strings.Repeat("#", scenario.MaxText+1)}, "scenario.text-too-long", nil},
		{wire.Request{T: "pace", Speed: pointer(wire.Speed(-1))}, "request.bad-speed", map[string]string{"min": "0.001", "max": "10"}},
		{wire.Request{T: "pace", Speed: pointer(wire.Speed(0.0009))}, "request.bad-speed", nil},
		{wire.Request{T: "pace", Speed: pointer(wire.Speed(1e300)), Playing: pointer(true)}, "request.bad-speed", nil},
		{wire.Request{T: "stretch", Cluster: "A", From: -1, To: 5}, "request.bad-range", nil},
		{wire.Request{T: "stretch", Cluster: "A", From: 5, To: 4}, "request.bad-range", nil},
		{wire.Request{T: "stretch", Cluster: "A", From: raft.Never, To: raft.Never}, "request.bad-range", nil},
		{wire.Request{T: "stretch", Cluster: "C"}, "request.no-such-cluster", nil},
		{wire.Request{T: "fly"}, "request.unknown", map[string]string{"t": "fly"}},
		{wire.Request{T: strings.Repeat("ä", 1000)}, "request.unknown", map[string]string{"t": strings.Repeat("ä", 39) + "…"}},
		{wire.Request{}, "request.unknown", nil},
	} {
		r := p.refusal(c.req)
		if c.code != "" && r.Code != c.code {
			t.Errorf("%.80v is refused with %s, want %s", c.req, r.Code, c.code)
		}
		for key, value := range c.values {
			if r.Values[key] != value {
				t.Errorf("%.80v: %s is %q, want %q", c.req, key, r.Values[key], value)
			}
		}
	}
	if after := p.text(); after != before {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func TestWhatIsNoRequestIsRefusedOrEndsTheConnection(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	before := p.text()
	for message, field := range map[string]string{
		`{"t":5,"id":99}`:                                                 "t",
		`{"t":"do","id":99,"action":{}}`:                                  "action",
		`{"t":"pace","id":99,"speed":"fast"}`:                             "speed",
		`{"t":"pace","id":99,"speed":1e999}`:                              "speed",
		`{"t":"pace","id":99,"playing":1}`:                                "playing",
		`{"t":"stretch","id":99,"from":1.5}`:                              "from",
		`{"t":"stretch","id":99,"cluster":"A","to":99999999999999999999}`: "to",
		`{"t":"do","id":99,"run":{"text":7}}`:                             "run.text",
	} {
		p.sayText(message)
		r := await[wire.Refused](p)
		if r.Code != "request.malformed" || r.Re != 99 || r.Values["field"] != field {
			t.Errorf("%s: %+v", message, r)
		}
	}
	p.sayText(`{"t":"do","id":-1}`) // no id to answer to
	if r := await[wire.Refused](p); r.Code != "request.malformed" {
		t.Errorf("%+v", r)
	}
	if p.text() != before {
		t.Error("something has changed")
	}
	for _, message := range []string{`do`, `[]`, `{"t":"do"`, `{"t":"pace","speed":NaN}`, `null`, `7`, "\x00", `{"t":"text"} {"t":"text"}`, strings.Repeat(`{"a":`, 20_000)} {
		p := h.visit(t, wire.Request{Session: p.welcome.Session})
		p.sayText(message)
		if bye, code := p.ended(); bye != wire.ByeBad || code != 4006 {
			t.Errorf("%.40q: %q, %d", message, bye, code)
		}
	}
	q := h.visit(t, wire.Request{Session: p.welcome.Session})
	if err := q.conn.Write(q.ctx, 2, []byte(`{"t":"text"}`)); err != nil {
		t.Fatal(err)
	}
	if bye, _ := q.ended(); bye != wire.ByeBad {
		t.Errorf("a binary message: %q", bye)
	}
}

func TestAMessageTooLongEndsTheConnection(t *testing.T) {
	h := open(t, Options{})
	p := h.visit(t, wire.Request{})
	other := h.visit(t, wire.Request{Session: p.welcome.Session})
	fill := func(n int) string { return `{"t":"text","id":1,"cluster":"A","text":"` + strings.Repeat("x", n) + `"}` }
	p.sayText(fill(maxMessage - 1000))
	await[wire.Text](p) // within the bound
	p.sayText(fill(maxMessage))
	if _, code := p.ended(); code != 1009 {
		t.Errorf("closed with %d, want 1009: too big", code)
	}
	other.text() // is still served
}

func TestWhoAsksTooMuchIsRefusedAndThenSentAway(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	for range requestBurst {
		p.text()
	}
	if r := p.refusal(wire.Request{T: "do", Cluster: "A", Action: "crash S1"}); r.Code != "request.too-many" {
		t.Errorf("refused with %s", r.Code)
	}
	h.clock.advance(1100 * 1e6) // a second brings so many back
	for range requestRate {
		p.text()
	}
	if p.state["A"].Servers[0].Down {
		t.Error("what was refused was done")
	}
	for range 2 * maxRefused {
		p.say(wire.Request{T: "step"})
	}
	if bye, code := p.ended(); bye != wire.ByeBad || code != 4006 {
		t.Errorf("%q, %d", bye, code)
	}
}

func TestWhoCommandsTooMuchIsToldWhenTheNextOneMayCome(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	tab := h.visit(t, wire.Request{Session: p.welcome.Session, Secret: p.welcome.Secret})
	for range commandBurst {
		p.must(wire.Request{T: "pace", Playing: pointer(false)})
	}
	r := p.refusal(wire.Request{T: "do", Cluster: "A", Action: "crash S1"})
	if r.Code != "request.too-many-commands" || r.Values["seconds"] != "1" {
		t.Errorf("%+v", r)
	}
	p.text() // may still be asked for
	tab.do("crash S2")
	h.clock.advance(time.Second)
	p.do("crash S1")
}

func TestOpeningAnotherRunReplacesTheCluster(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	p.tick()
	p.must(wire.Request{T: "pace", Playing: pointer(false)})
	epoch, seq := p.position.Epoch, p.position.Seq
	text := "raft 1\ntitle Two of them\nservers 2\nseed 5\n\nat 10ms: crash S2\nend at 30ms\n"
	p.must(wire.Request{T: "open", Cluster: "A", Text: text})
	if p.edge["A"] != 0 || len(p.state["A"].Servers) != 2 || p.text().Text != text {
		t.Errorf("edge %d, %d servers, run %q", p.edge["A"], len(p.state["A"].Servers), p.text().Text)
	}
	if p.position.Epoch != epoch || p.position.Seq != seq+1 || !p.pace.Playing {
		t.Errorf("position %+v, pace %+v", p.position, p.pace)
	}
	for p.pace.Playing {
		p.tick()
	}
	if p.edge["A"] != int64(30*raft.Millisecond) || !p.state["A"].Servers[1].Down {
		t.Errorf("the run ends at %d", p.edge["A"])
	}
	p.must(wire.Request{T: "pace", Playing: pointer(true)})
	p.tick()
	if p.edge["A"] <= int64(30*raft.Millisecond) {
		t.Error("a run cannot go on after its end")
	}
	if stretch := p.ask(wire.Request{T: "stretch", Cluster: "A", To: 1}).(wire.Stretch); len(stretch.State.Servers) != 2 {
		t.Error("the past is the former run's")
	}
}

func TestARunThatComesToWhatCannotBeDoneSaysWhere(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small+"at 5ms: crash S1\nat 10ms: crash S1\nat 15ms: crash S2\n", true)
	for p.pace.Playing {
		p.tick()
	}
	await[wire.Refused](p)
	if len(p.refused) != 1 {
		t.Fatalf("told %+v", p.refused)
	}
	r := p.refused[0]
	if r.Code != "request.run-stopped" || r.Values["line"] != "5" || r.Values["why"] != "action.already-crashed" || r.Values["server"] != "S1" || r.Values["found"] != "crash S1" {
		t.Errorf("told %+v", r)
	}
	if p.edge["A"] != int64(10*raft.Millisecond) {
		t.Errorf("stopped at %d", p.edge["A"])
	}
	p.must(wire.Request{T: "pace", Playing: pointer(true)})
	for !p.state["A"].Servers[1].Down {
		p.tick()
	}
}

func TestAStepPausesAtTheNextNotableInstant(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	last := int64(-1)
	sends, elected := 0, false
	for range 60 {
		p.must(wire.Request{T: "step"})
		if p.pace.Playing {
			t.Fatal("it plays")
		}
		if p.edge["A"] <= last {
			t.Fatalf("a step from %d to %d", last, p.edge["A"])
		}
		last = p.edge["A"]
		if !elected {
			// Until then every message matters: none is passed over.
			sends += len(p.state["A"].Flights)
		}
		for _, s := range p.state["A"].Servers {
			elected = elected || s.Role == raft.Leader
		}
		h.clock.advance(tickEvery * 3)
	}
	if !elected || sends == 0 {
		t.Errorf("leader elected: %v", elected)
	}
	// A quiet cluster is stepped through by rounds of heartbeats.
	p.must(wire.Request{T: "step"})
	before := p.edge["A"]
	p.must(wire.Request{T: "step"})
	if passed := p.edge["A"] - before; passed != int64(50*raft.Millisecond) {
		t.Errorf("a step of %d µs", passed)
	}
}

func TestAStepWithNothingDueIsRefused(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, "raft 1\nservers 1\nclients 0\nseed 1\n", false)
	p.do("crash S1")
	for range 10 {
		answer := p.ask(wire.Request{T: "step"})
		if r, ok := answer.(wire.Refused); ok {
			if r.Code != "request.nothing-due" {
				t.Errorf("refused with %s", r.Code)
			}
			return
		}
	}
	t.Error("something is always due")
}

func TestAStretchIsWhatHappened(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small+"at 100ms: c1 write x=1\n", true)
	var events []sim.Event
	p.onMessage = func(text []byte) {
		if strings.HasPrefix(string(text), `{"t":"frame"`) {
			for _, tick := range decode[wire.Frame](t, text).Clusters {
				events = append(events, tick.Events...)
			}
		}
	}
	first := wire.Marshal(p.first.Clusters[0].State)
	p.must(wire.Request{T: "pace", Speed: pointer(wire.Speed(10))})
	for i := range 120 {
		switch i {
		case 5, 31:
			p.do("crash leader losing unsynced writes")
			p.do("c1 add x 1")
		case 15, 42:
			p.restartAll()
		}
		p.tick()
	}
	p.must(wire.Request{T: "pace", Playing: pointer(false)})
	edge := raft.Time(p.edge["A"])
	c := h.sessions.find(p.welcome.Session).clusters[0]
	if len(c.points) < 2 {
		t.Fatalf("%d events, %d checkpoints: the run is too short for this test", len(events), len(c.points))
	}
	for _, span := range [][2]raft.Time{
		{0, edge}, {0, 0}, {edge, edge}, {0, 99_999}, {100_000, 100_000}, {edge / 3, edge / 2}, {edge - 1000, edge + 1_000_000},
		{events[20].At, events[20].At}, {c.points[1].at, edge}, {c.points[1].at + 1, edge},
	} {
		from, to := span[0], min(span[1], edge)
		s, ok := p.ask(wire.Request{T: "stretch", Cluster: "A", From: from, To: span[1]}).(wire.Stretch)
		if !ok || s.Cluster != "A" {
			t.Fatalf("%v: %+v", span, s)
		}
		want := decode[sim.State](t, first)
		i := 0
		for ; i < len(events) && events[i].At < from; i++ {
			want.Apply(&events[i])
		}
		if s.State.Seq != want.Seq {
			t.Errorf("%v: the state is of event %d, want %d", span, s.State.Seq, want.Seq)
		}
		want.At, want.Hash = s.State.At, s.State.Hash
		equal(t, fmt.Sprint(span, " state"), want, s.State)
		end := i
		for end < len(events) && events[end].At <= s.Until {
			end++
		}
		equal(t, fmt.Sprint(span, " events"), events[i:end], s.Events)
		switch {
		case len(wire.Marshal(s)) > wire.MaxMessage:
			t.Errorf("%v: %d events in %d bytes", span, len(s.Events), len(wire.Marshal(s)))
		case s.Until != to && len(wire.Marshal(s)) < wire.MaxMessage*9/10:
			t.Errorf("%v: cut off after %d events, at %d", span, end-i, s.Until)
		}
		if s.Until < to {
			t.Logf("%v: cut off at %d", span, s.Until)
		}
	}
}
