package web

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
)

func TestASlowViewerIsDroppedAndNobodyElseNotices(t *testing.T) {
	slow := make(chan struct{}, 1)
	h := open(t, Options{onSlow: func() { slow <- struct{}{} }})
	p := h.begin(t, small, true)
	p.must(wire.Request{T: "pace", Speed: pointer(wire.Speed(maxSpeed))})
	sluggish := h.visit(t, wire.Request{Session: p.welcome.Session, Secret: p.welcome.Secret})
	// It reads nothing, while the others go on frame by frame: their reader fails
	// at the first gap.
	for dropped := false; !dropped; {
		p.tick()
		select {
		case <-slow:
			dropped = true
		default:
		}
	}
	bye, code := sluggish.ended()
	if bye != wire.ByeSlow || code != 4002 {
		t.Errorf("the slow one: %q, %d", bye, code)
	}
	p.tick()
	s := h.sessions.find(p.welcome.Session)
	if n := asked(s, func() int { return len(s.viewers) }); n != 1 {
		t.Errorf("%d viewers are left, want 1", n)
	}
	// It comes back, and is told all.
	back := h.visit(t, sluggish.back())
	back.catchUp(p)
	if back.edge["A"] != p.edge["A"] {
		t.Errorf("it stands at %d, the others at %d", back.edge["A"], p.edge["A"])
	}
}

// asked returns what f returns when the actor calls it.
func asked[T any](s *session, f func() T) T {
	answer := make(chan T, 1)
	s.post(func() { answer <- f() })
	return <-answer
}

func TestAViewerThatNeverReadsIsCutOff(t *testing.T) {
	v := newViewer(nil, Options{}, newMetrics(&Server{}))
	message := make([]byte, 1000)
	for n := 0; v.send(message); n++ {
		if n > maxQueueMessages {
			t.Fatal("the queue has no bound")
		}
	}
	if v.farewell != wire.ByeSlow || v.queue != nil || v.cut == nil {
		t.Errorf("farewell %q, %d messages wait, cut off: %v", v.farewell, len(v.queue), v.cut != nil)
	}
	v.leave()
	large := newViewer(nil, Options{}, newMetrics(&Server{}))
	if !large.send(make([]byte, 2*maxQueueBytes)) || large.send(message) {
		t.Error("a message that is too large alone has to go, and no other one behind it")
	}
	large.leave()
	if large.send(message) {
		t.Error("a message is queued for a connection that has ended")
	}
}

func TestHowManyWatchIsToldOnceInAWhile(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	if p.watching != 1 {
		t.Errorf("told %d", p.watching)
	}
	for range 20 {
		h.visit(t, wire.Request{Session: p.welcome.Session})
	}
	seq := p.position.Seq
	p.house.clock.advance(presenceTime)
	for p.watching != 21 {
		await[wire.Frame](p)
	}
	if told := p.position.Seq - seq; told > 3 {
		t.Errorf("told %d times that 20 have come", told)
	}
	// It is paused: nobody was told that time passes.
	if p.edge["A"] != 0 {
		t.Errorf("the edge is at %d", p.edge["A"])
	}
}

func TestAPanicEndsOneSessionAndNoOther(t *testing.T) {
	var log lockedBuffer
	h := open(t, Options{
		Log: slog.New(slog.NewTextHandler(&log, nil)),
		onCommand: func(action string) {
			if action == "panic" {
				panic("injected")
			}
		},
	})
	p := h.begin(t, small, true)
	watcher := h.visit(t, wire.Request{Session: p.welcome.Session})
	other := h.begin(t, small, true)
	other.tick()
	hello := p.again()
	p.say(wire.Request{T: "do", Cluster: "A", Action: "panic"})
	for _, q := range []*page{p, watcher} {
		if bye, code := q.ended(); bye != wire.ByeFault || code != 4004 {
			t.Errorf("%q, %d", bye, code)
		}
	}
	other.tick()
	other.do("crash S1")
	if h.sessions.find(p.welcome.Session) != nil {
		t.Error("the session is still there")
	}
	if text := log.String(); !strings.Contains(text, "injected") || !strings.Contains(text, "session="+p.welcome.Session) || !strings.Contains(text, "session).do") {
		t.Errorf("the log does not say what and where: %s", text)
	}
	// Its page can go on with what it has.
	back := h.visit(t, hello)
	if back.welcome.Session != p.welcome.Session || back.welcome.Epoch == p.welcome.Epoch || !back.welcome.Commands {
		t.Errorf("%+v", back.welcome)
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestPagesOfOtherOriginsAreRefused(t *testing.T) {
	h := open(t, Options{})
	host := strings.TrimPrefix(h.http.URL, "http://")
	for origin, allowed := range map[string]bool{
		"":                                 true, // no browser
		"http://" + host:                   true,
		"https://" + host:                  true,
		"http://evil.example":              false,
		"http://" + host + ".evil.example": false,
		"http://localhost:1":               false,
		"null":                             true, // in a sandboxed frame
	} {
		options := &websocket.DialOptions{HTTPHeader: map[string][]string{}}
		if origin != "" {
			options.HTTPHeader.Set("Origin", origin)
		}
		ctx, cancel := context.WithTimeout(context.Background(), testPatience)
		conn, response, err := websocket.Dial(ctx, h.address(), options)
		if err == nil {
			_ = conn.CloseNow()
		}
		if (err == nil) != allowed || !allowed && response.StatusCode != 403 {
			t.Errorf("origin %q: %v", origin, err)
		}
		cancel()
	}
}

// TestAPageOfNoOriginHasOnlyWhatIsItsOwn: it could be anyone's.
func TestAPageOfNoOriginHasOnlyWhatIsItsOwn(t *testing.T) {
	h := open(t, Options{})
	ours := h.begin(t, small, false).welcome
	for _, c := range []struct {
		hello  wire.Request
		answer string
	}{
		{wire.Request{}, `{"t":"welcome"`},
		{wire.Request{Session: ours.Session, Secret: ours.Secret}, `{"t":"welcome"`},
		{wire.Request{Session: ours.Session}, `{"t":"bye","code":"gone"}`},
		{wire.Request{Session: ours.Session, Secret: newSecret()}, `{"t":"bye","code":"gone"}`},
	} {
		ctx, cancel := context.WithTimeout(context.Background(), testPatience)
		conn, _, err := websocket.Dial(ctx, h.address(), &websocket.DialOptions{HTTPHeader: map[string][]string{"Origin": {"null"}}})
		if err != nil {
			t.Fatal(err)
		}
		c.hello.T = "hello"
		if err := conn.Write(ctx, websocket.MessageText, wire.Marshal(c.hello)); err != nil {
			t.Fatal(err)
		}
		_, answer, err := conn.Read(ctx)
		if err != nil || !strings.HasPrefix(string(answer), c.answer) {
			t.Errorf("%+v is answered with %.80s %v, want %s", c.hello, answer, err, c.answer)
		}
		_ = conn.CloseNow()
		cancel()
	}
}

func TestAPeerThatVanishedIsNoticed(t *testing.T) {
	h := open(t, Options{patience: patience{hello: testPatience, ping: time.Millisecond, pong: time.Second}})
	p := h.begin(t, small, false)
	present := h.visit(t, wire.Request{Session: p.welcome.Session})
	left := make(chan struct{})
	go func() {
		defer close(left)
		_, _ = readAll(present) // who reads answers pings
	}()
	// p does not read, as if its cable were pulled.
	s := h.sessions.find(p.welcome.Session)
	for deadline := time.Now().Add(testPatience); asked(s, func() int { return len(s.viewers) }) == 2; {
		if time.Now().After(deadline) {
			t.Fatal("nobody is missed")
		}
	}
	if _, err := readAll(p); err == nil || p.ctx.Err() != nil {
		t.Error("the connection is still there")
	}
	select {
	case <-left:
		t.Error("the one that was there has been cut off too")
	default:
	}
	_ = present.conn.CloseNow()
	<-left
}

// readAll reads until the connection ends.
func readAll(p *page) (n int, err error) {
	for {
		if _, _, err := p.conn.Read(p.ctx); err != nil {
			return n, err
		}
		n++
	}
}

func TestAPageThatSaysNothingIsClosed(t *testing.T) {
	h := open(t, Options{patience: patience{hello: 10 * time.Millisecond, ping: time.Hour, pong: time.Hour}})
	p := h.connect(t)
	if n, err := readAll(p); n > 1 || p.ctx.Err() != nil {
		t.Errorf("%d messages, %v", n, err)
	}
}
