package session

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
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

func TestAStepPausesAtTheNextNotableInstant(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	last := int64(-1)
	sends, elected := 0, false
	for range 60 {
		p.Must(wire.StepRequest{})
		if p.Pace.Playing {
			t.Fatal("it plays")
		}
		if p.Edge["A"] <= last {
			t.Fatalf("a step from %d to %d", last, p.Edge["A"])
		}
		last = p.Edge["A"]
		if !elected {
			// Until then every message matters: none is passed over.
			sends += len(p.State["A"].Flights)
		}
		for _, s := range p.State["A"].Servers {
			elected = elected || s.Role == raft.Leader
		}
		h.clock.Advance(tickEvery * 3)
	}
	if !elected || sends == 0 {
		t.Errorf("leader elected: %v", elected)
	}
	// A quiet cluster is stepped through by rounds of heartbeats.
	p.Must(wire.StepRequest{})
	before := p.Edge["A"]
	p.Must(wire.StepRequest{})
	if passed := p.Edge["A"] - before; passed != int64(50*raft.Millisecond) {
		t.Errorf("a step of %d µs", passed)
	}
}

func TestAStepWithNothingDueIsRefused(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, "raft 1\nservers 1\nclients 0\nseed 1\n", false)
	p.Do("crash S1")
	for range 10 {
		answer := p.Ask(wire.StepRequest{})
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
	p.OnMessage = func(text []byte) {
		if strings.HasPrefix(string(text), `{"t":"frame"`) {
			for _, tick := range wiretest.Decode[wire.Frame](t, text).Clusters {
				events = append(events, tick.Events...)
			}
		}
	}
	first := wire.Marshal(p.First.Clusters[0].State)
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(10))})
	for i := range 120 {
		switch i {
		case 5, 31:
			p.Do("crash leader losing unsynced writes")
			p.Do("c1 add x 1")
		case 15, 42:
			p.RestartAll()
		}
		p.Tick()
	}
	p.Must(wire.PaceRequest{Playing: new(false)})
	edge := raft.Time(p.Edge["A"])
	c := h.find(p.Welcome.Session).clusters[0]
	if len(c.points) < 2 {
		t.Fatalf("%d events, %d checkpoints: the run is too short for this test", len(events), len(c.points))
	}
	for _, span := range [][2]raft.Time{
		{0, edge}, {0, 0}, {edge, edge}, {0, 99_999}, {100_000, 100_000}, {edge / 3, edge / 2}, {edge - 1000, edge + 1_000_000},
		{events[20].At, events[20].At}, {c.points[1].at, edge}, {c.points[1].at + 1, edge},
	} {
		from, to := span[0], min(span[1], edge)
		s, ok := p.Ask(wire.StretchRequest{Cluster: "A", From: from, To: span[1]}).(wire.Stretch)
		if !ok || s.Cluster != "A" {
			t.Fatalf("%v: %+v", span, s)
		}
		want := wiretest.Decode[sim.State](t, first)
		i := 0
		for ; i < len(events) && events[i].At < from; i++ {
			want.Apply(&events[i])
		}
		if s.State.Seq != want.Seq {
			t.Errorf("%v: the state is of event %d, want %d", span, s.State.Seq, want.Seq)
		}
		want.At, want.Hash = s.State.At, s.State.Hash
		wiretest.Equal(t, fmt.Sprint(span, " state"), want, s.State)
		end := i
		for end < len(events) && events[end].At <= s.Until {
			end++
		}
		wiretest.Equal(t, fmt.Sprint(span, " events"), events[i:end], s.Events)
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
		Servers: 3, Seed: 1<<64 - 1, ElectionTimeout: sim.Span{Min: 200 * ms, Max: 400 * ms}, Heartbeat: 20 * ms, Batch: 1,
		PreVote: true, ParallelWrites: true, TellCommits: true, CheckQuorum: true, ReadIndex: true, Without: []raft.Rule{raft.QuorumReads},
	}}
	p.Must(wire.OpenRequest{New: &settings})
	want := "raft 1\nservers 3\nseed 18446744073709551615\nlatency 0.5ms to 3ms\nelection timeout 200ms to 400ms\nheartbeat 20ms\nnoop off\nbatch 1\npre-vote on\nparallel-writes on\ntell-commits on\ncheck-quorum on\nreads index\nwithout quorum-reads\n"
	if got := p.Text().Ended; !strings.HasPrefix(got, want) {
		t.Errorf("it begins as\n%s\nwant\n%s", got, want)
	}
	settings.Servers = 12
	if r := p.Refusal(wire.OpenRequest{New: &settings}); !strings.HasPrefix(r.Code, "scenario.") || r.Values["found"] != "12" {
		t.Errorf("refused with %+v", r)
	}
}

// A page counts to what wins an election and to what commits an entry here, which is less
// where no majority is needed, and says nothing of that while the rules are the secret of a
// challenge.
func TestAPageIsToldHowManyVotesWinAndHowManyCopiesCommit(t *testing.T) {
	type needed struct{ votes, copies int }
	for text, want := range map[string]needed{
		"raft 1\nservers 5\nseed 1\n":                            {3, 3},
		"raft 1\nservers 4\nseed 1\n":                            {3, 3},
		"raft 1\nservers 5\nseed 1\nwithout election-majority\n": {2, 3},
		"raft 1\nservers 5\nseed 1\nwithout commit-majority\n":   {3, 2},
		"raft 1\nservers 1\nseed 1\nwithout election-majority\n": {1, 1},
		"raft 1\nservers 1\nseed 1\nwithout commit-majority\n":   {1, 1},
	} {
		s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: text}, Playing: new(false)})
		c := s.clusters[0]
		told := func() needed {
			options := c.view(wire.MaxMessage).Options
			return needed{options.VotesNeeded, options.CopiesNeeded}
		}
		if got := told(); got != want {
			t.Errorf("votes and copies are %v, want %v:\n%s", got, want, text)
		}
		c.secret = true
		majority := c.run.World().Config().Servers/2 + 1
		if got := told(); got != (needed{majority, majority}) {
			t.Errorf("a secret shows in votes and copies, %v:\n%s", got, text)
		}
	}
}
