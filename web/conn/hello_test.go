package conn

import (
	"strings"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/web/session"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

func TestAPageGetsASessionThatPlays(t *testing.T) {
	h := open(t, Options{Assets: "/static/abc"})
	p := h.visit(t, wire.HelloRequest{})
	switch w := p.Welcome; {
	case !w.Commands, w.Secret == "", w.Engine != session.Engine, w.Assets != "/static/abc", w.Resumed:
		t.Errorf("welcome %+v", w)
	case sessionID(w.Secret) != w.Session:
		t.Error("the session's id is not the hash of its secret")
	}
	if !p.Pace.Playing || p.Pace.Speed != wire.Smart || len(p.State["A"].Servers) != 5 {
		t.Errorf("pace %+v, %d servers", p.Pace, len(p.State["A"].Servers))
	}
	before := p.Edge["A"]
	p.Tick()
	if p.Edge["A"] <= before {
		t.Error("no time has passed")
	}
}

func TestEverySessionHasAnIDAndASecretOfItsOwn(t *testing.T) {
	h := open(t, Options{})
	seen := map[string]bool{}
	for range 5 {
		w := h.visit(t, wire.HelloRequest{}).Welcome
		if seen[w.Session] || seen[w.Secret] || !ValidSessionID(w.Session) {
			t.Errorf("session %s, secret %s", w.Session, w.Secret)
		}
		seen[w.Session], seen[w.Secret] = true, true
	}
}

func TestWhoHasTheSecretCommandsAndOthersWatch(t *testing.T) {
	h := open(t, Options{})
	first := h.begin(t, small, false)
	session := first.Welcome.Session
	tab := h.visit(t, wire.HelloRequest{Session: session, Secret: first.Welcome.Secret})
	if !tab.Welcome.Commands || tab.Welcome.Secret != "" {
		t.Errorf("a second tab: %+v", tab.Welcome)
	}
	for _, secret := range []string{"", "wrong", newSecret(), strings.ToUpper(first.Welcome.Secret)} {
		p := h.visit(t, wire.HelloRequest{Session: session, Secret: secret})
		if p.Welcome.Commands || p.Welcome.Secret != "" || p.Welcome.Epoch != first.Welcome.Epoch {
			t.Errorf("secret %q: %+v", secret, p.Welcome)
		}
		for _, req := range []wire.Body{
			wire.DoRequest{Cluster: "A", Action: "crash S1"},
			wire.OpenRequest{Text: small},
			wire.PaceRequest{Playing: new(true)},
			wire.StepRequest{},
		} {
			if r := p.Refusal(req); r.Code != "request.only-watching" {
				t.Errorf("secret %q: %T is refused with %s", secret, req, r.Code)
			}
		}
		if p.Text().Hash != first.Text().Hash {
			t.Error("a viewer's request has changed something")
		}
		if _, ok := p.Ask(wire.StretchRequest{Cluster: "A"}).(wire.Stretch); !ok {
			t.Error("a viewer gets no stretch")
		}
	}
	tab.Do("crash S2")
	wiretest.Await[wire.Frame](first)
	if !first.State["A"].Servers[1].Down {
		t.Error("what one tab does the other one does not see")
	}
}

func TestWhoWatchesWaitsForWhoeverPresents(t *testing.T) {
	h := open(t, Options{})
	secret := newSecret()
	id := sessionID(secret)
	var watchers []*wiretest.Page
	for name, hello := range map[string]wire.HelloRequest{
		"who watches":         {Session: id},
		"with another secret": {Session: id, Secret: newSecret()},
		"a run does not help": {Session: id, Run: &wire.Run{Text: small}},
		"with a position":     {Session: id, Have: &wire.Position{Epoch: "old", Seq: 5}},
	} {
		p := h.connect(t)
		p.Say(hello)
		if _, waits := p.Read().(wire.Waiting); !waits {
			t.Errorf("%s does not wait", name)
		}
		if r := p.Refusal(wire.TextRequest{}); r.Code != "request.waiting" {
			t.Errorf("%s: %+v", name, r)
		}
		watchers = append(watchers, p)
	}
	if n := h.sessions.Count(); n != 0 {
		t.Errorf("%d sessions have begun", n)
	}
	watchers[0].Leave()
	presenter := h.visit(t, wire.HelloRequest{Session: id, Secret: secret, Run: &wire.Run{Text: small, Edge: 100 * raft.Millisecond}, Playing: new(false)})
	for _, p := range watchers[1:] {
		p.Welcome = wiretest.Await[wire.Welcome](p)
		wiretest.Await[wire.Snapshot](p)
		if p.Welcome.Commands || p.Welcome.Session != id || p.Edge["A"] != presenter.Edge["A"] {
			t.Errorf("%+v, at %d", p.Welcome, p.Edge["A"])
		}
		wiretest.Equal(t, "states", presenter.State["A"], p.State["A"])
	}
	for presenter.Watching != len(watchers) {
		h.clock.Advance(time.Second)
		wiretest.Await[wire.Frame](presenter)
	}
}

func TestABeatIsAnsweredWhileAPageWaitsToo(t *testing.T) {
	busy := busySessions{refusing: make(chan struct{}), release: make(chan struct{})}
	h := openWith(t, session.Options{Metrics: busy}, Options{})
	p := h.connect(t)
	p.Say(wire.HelloRequest{Session: sessionID("somebody else's")})
	wiretest.Await[wire.Waiting](p)
	p.Say(wire.BeatRequest{})
	wiretest.Await[wire.Beat](p)
	q := h.begin(t, small, false)
	q.SayAs(1, wire.DoRequest{Cluster: "Z"})
	<-busy.refusing // the session does nothing more
	q.Say(wire.BeatRequest{})
	wiretest.Await[wire.Beat](q)
	for range 1000 {
		q.Say(wire.BeatRequest{})
	}
	answers := 0
	q.OnMessage = func(text []byte) {
		if string(text) == string(beat) {
			answers++
		}
	}
	close(busy.release)
	wiretest.Await[wire.Refused](q)
	q.Text()
	if answers > beatRate {
		t.Errorf("%d beats were answered at once", answers)
	}
}

// busySessions counts nothing, and takes its time over that when something is refused.
type busySessions struct{ refusing, release chan struct{} }

func (busySessions) SessionBegun()       {}
func (busySessions) ClustersChanged(int) {}
func (busySessions) EventsTold(int)      {}
func (busySessions) Failed()             {}
func (b busySessions) Refused(string) {
	close(b.refusing)
	<-b.release
}

func TestWhatIsNoSessionsIDIsGone(t *testing.T) {
	h := open(t, Options{})
	for _, id := range []string{"../../etc/passwd", strings.Repeat("a", 1000), "?", strings.ToUpper(sessionID("a"))} {
		p := h.connect(t)
		p.Say(wire.HelloRequest{Session: id})
		if bye, code := p.Ended(); bye != wire.ByeGone || code != 4003 {
			t.Errorf("%s: %q, %d", id, bye, code)
		}
	}
}

func TestTheFirstMessageIsAHello(t *testing.T) {
	h := open(t, Options{})
	for _, message := range []string{`{"t":"text","cluster":"A"}`, `{}`, `[]`, `hello`, `"hello"`, `{"t":"hello"`, `{"t":1}`, `{"t":"hello","run":5}`, ``} {
		p := h.connect(t)
		p.SayText(message)
		if bye, code := p.Ended(); bye != wire.ByeBad || code != 4006 {
			t.Errorf("%s: %q, %d", message, bye, code)
		}
	}
	p := h.visit(t, wire.HelloRequest{})
	if r := p.Refusal(wire.HelloRequest{}); r.Code != "request.hello-again" {
		t.Errorf("a second hello is refused with %s", r.Code)
	}
}
