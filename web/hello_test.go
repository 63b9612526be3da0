package web

import (
	"strings"
	"testing"

	"raft-playground/raft"
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

func TestEverySessionHasAnIDAndASecretOfItsOwn(t *testing.T) {
	h := open(t, Options{})
	seen := map[string]bool{}
	for range 5 {
		w := h.visit(t, wire.Request{}).welcome
		if seen[w.Session] || seen[w.Secret] || !validSessionID(w.Session) {
			t.Errorf("session %s, secret %s", w.Session, w.Secret)
		}
		seen[w.Session], seen[w.Secret] = true, true
	}
}

func TestWhoHasTheSecretCommandsAndOthersWatch(t *testing.T) {
	h := open(t, Options{})
	first := h.begin(t, small, false)
	session := first.welcome.Session
	tab := h.visit(t, wire.Request{Session: session, Secret: first.welcome.Secret})
	if !tab.welcome.Commands || tab.welcome.Secret != "" {
		t.Errorf("a second tab: %+v", tab.welcome)
	}
	for _, secret := range []string{"", "wrong", newSecret(), strings.ToUpper(first.welcome.Secret)} {
		p := h.visit(t, wire.Request{Session: session, Secret: secret})
		if p.welcome.Commands || p.welcome.Secret != "" || p.welcome.Epoch != first.welcome.Epoch {
			t.Errorf("secret %q: %+v", secret, p.welcome)
		}
		for _, req := range []wire.Request{
			{T: "do", Cluster: "A", Action: "crash S1"},
			{T: "open", Cluster: "A", Text: small},
			{T: "pace", Playing: pointer(true)},
			{T: "step"},
		} {
			if r := p.refusal(req); r.Code != "request.only-watching" {
				t.Errorf("secret %q: %s is refused with %s", secret, req.T, r.Code)
			}
		}
		if p.text().Hash != first.text().Hash {
			t.Error("a viewer's request has changed something")
		}
		if _, ok := p.ask(wire.Request{T: "stretch", Cluster: "A"}).(wire.Stretch); !ok {
			t.Error("a viewer gets no stretch")
		}
	}
	tab.do("crash S2")
	await[wire.Frame](first)
	if !first.state["A"].Servers[1].Down {
		t.Error("what one tab does the other one does not see")
	}
}

func TestWhoWatchesWaitsForWhoeverPresents(t *testing.T) {
	h := open(t, Options{})
	secret := newSecret()
	id := sessionID(secret)
	var watchers []*page
	for name, hello := range map[string]wire.Request{
		"who watches":         {Session: id},
		"with another secret": {Session: id, Secret: newSecret()},
		"a run does not help": {Session: id, Run: &wire.Run{Text: small}},
		"with a position":     {Session: id, Have: &wire.Position{Epoch: "old", Seq: 5}},
	} {
		p := h.connect(t)
		hello.T = "hello"
		p.say(hello)
		if _, waits := p.read().(wire.Waiting); !waits {
			t.Errorf("%s does not wait", name)
		}
		if r := p.refusal(wire.Request{T: "text"}); r.Code != "request.waiting" {
			t.Errorf("%s: %+v", name, r)
		}
		watchers = append(watchers, p)
	}
	if n := h.sessions.count(); n != 0 {
		t.Errorf("%d sessions have begun", n)
	}
	watchers[0].leave()
	presenter := h.visit(t, wire.Request{Session: id, Secret: secret, Run: &wire.Run{Text: small, Edge: 100 * raft.Millisecond}, Playing: pointer(false)})
	for _, p := range watchers[1:] {
		p.welcome = await[wire.Welcome](p)
		await[wire.Snapshot](p)
		if p.welcome.Commands || p.welcome.Session != id || p.edge["A"] != presenter.edge["A"] {
			t.Errorf("%+v, at %d", p.welcome, p.edge["A"])
		}
		equal(t, "states", presenter.state["A"], p.state["A"])
	}
	for presenter.watching != len(watchers) {
		h.clock.advance(presenceTime)
		await[wire.Frame](presenter)
	}
}

func TestABeatIsAnsweredWhileAPageWaitsToo(t *testing.T) {
	h := open(t, Options{})
	p := h.connect(t)
	p.say(wire.Request{T: "hello", Session: sessionID("somebody else's")})
	await[wire.Waiting](p)
	p.say(wire.Request{T: "beat"})
	await[wire.Beat](p)
	q := h.begin(t, small, false)
	release := h.turns.occupy()
	at := raft.Time(0)
	q.say(wire.Request{T: "fork", ID: 1, Cluster: "A", At: &at})
	q.say(wire.Request{T: "beat"})
	await[wire.Beat](q)
	for range 1000 {
		q.say(wire.Request{T: "beat"})
	}
	answers := 0
	q.onMessage = func(text []byte) {
		if string(text) == string(beat) {
			answers++
		}
	}
	q.text()
	release()
	if answers > beatRate {
		t.Errorf("%d beats were answered at once", answers)
	}
}

func TestWhatIsNoSessionsIDIsGone(t *testing.T) {
	h := open(t, Options{})
	for _, id := range []string{"../../etc/passwd", strings.Repeat("a", 1000), "?", strings.ToUpper(sessionID("a"))} {
		p := h.connect(t)
		p.say(wire.Request{T: "hello", Session: id})
		if bye, code := p.ended(); bye != wire.ByeGone || code != 4003 {
			t.Errorf("%s: %q, %d", id, bye, code)
		}
	}
}

func TestTheFirstMessageIsAHello(t *testing.T) {
	h := open(t, Options{})
	for _, message := range []string{`{"t":"text","cluster":"A"}`, `{}`, `[]`, `hello`, `"hello"`, `{"t":"hello"`, `{"t":1}`, `{"t":"hello","run":5}`, ``} {
		p := h.connect(t)
		p.sayText(message)
		if bye, code := p.ended(); bye != wire.ByeBad || code != 4006 {
			t.Errorf("%s: %q, %d", message, bye, code)
		}
	}
	p := h.visit(t, wire.Request{})
	if r := p.refusal(wire.Request{T: "hello"}); r.Code != "request.hello-again" {
		t.Errorf("a second hello is refused with %s", r.Code)
	}
}

func TestAPageThatLostItsConnectionGoesOnWithoutAGap(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	watcher := h.visit(t, wire.Request{Session: p.welcome.Session})
	for range 5 {
		p.tick()
	}
	watcher.catchUp(p)
	hello := p.again()
	p.leave()
	for range 7 {
		watcher.tick()
	}
	back := h.visit(t, hello)
	if !back.welcome.Resumed {
		t.Fatal("not resumed")
	}
	// The page's reader checks that frames and events follow one another.
	back.position, back.state, back.edge, back.pace = p.position, p.state, p.edge, p.pace
	back.catchUp(watcher)
	back.tick()
	if back.edge["A"] <= watcher.edge["A"] {
		t.Error("the page has not caught up")
	}
	hello.Have.Seq += 1000
	if h.visit(t, hello).welcome.Resumed {
		t.Error("resumed after a frame that there never was")
	}
	hello.Have.Epoch = "another"
	if h.visit(t, hello).welcome.Resumed {
		t.Error("resumed from another epoch")
	}
}

func TestWhoStaysAwayTooLongGetsASnapshot(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, true)
	watcher := h.visit(t, wire.Request{Session: p.welcome.Session})
	p.must(wire.Request{T: "pace", Speed: pointer(wire.Speed(10))})
	p.tick()
	watcher.catchUp(p)
	hello := p.again()
	p.leave()
	for bytes := 0; bytes < 2*maxRing; {
		bytes += len(wire.Marshal(watcher.tick()))
	}
	back := h.visit(t, hello)
	if back.welcome.Resumed {
		t.Error("resumed, although frames are gone")
	}
	if back.edge["A"] != watcher.edge["A"] {
		t.Error("the snapshot is not the newest state")
	}
}
