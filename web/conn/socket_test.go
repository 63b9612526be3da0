package conn

import (
	"context"
	"raft-playground/web/clock"
	"raft-playground/web/session"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

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
		ctx, cancel := context.WithTimeout(context.Background(), wiretest.Patience)
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
	ours := h.begin(t, small, false).Welcome
	for _, c := range []struct {
		hello  wire.HelloRequest
		answer string
	}{
		{wire.HelloRequest{}, `{"t":"welcome"`},
		{wire.HelloRequest{Session: ours.Session, Secret: ours.Secret}, `{"t":"welcome"`},
		{wire.HelloRequest{Session: ours.Session}, `{"t":"bye","code":"gone"}`},
		{wire.HelloRequest{Session: ours.Session, Secret: newSecret()}, `{"t":"bye","code":"gone"}`},
	} {
		ctx, cancel := context.WithTimeout(context.Background(), wiretest.Patience)
		conn, _, err := websocket.Dial(ctx, h.address(), &websocket.DialOptions{HTTPHeader: map[string][]string{"Origin": {"null"}}})
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.Write(ctx, websocket.MessageText, wire.Marshal(wire.Request{Body: c.hello})); err != nil {
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
	h := open(t, Options{patience: patience{hello: wiretest.Patience, ping: time.Millisecond, pong: time.Second}})
	p := h.begin(t, small, false)
	present := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	left := make(chan struct{})
	go func() {
		defer close(left)
		_, _ = readAll(present) // who reads answers pings
	}()
	// p does not read, as if its cable were pulled.
	for deadline := time.Now().Add(wiretest.Patience); h.Count() == 2; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("nobody is missed")
		}
	}
	late := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	h.clock.Advance(time.Second) // how many watch is told once in a second
	if told := wiretest.Await[wire.Frame](late); told.Watching != 2 {
		t.Errorf("the session counts %d who watch, want 2", told.Watching)
	}
	if _, err := readAll(p); err == nil || socketOf(p).Ctx.Err() != nil {
		t.Error("the connection is still there")
	}
	select {
	case <-left:
		t.Error("the one that was there has been cut off too")
	default:
	}
	_ = socketOf(present).Conn.CloseNow()
	<-left
}

// readAll reads until the connection ends.
func readAll(p *wiretest.Page) (n int, err error) {
	for {
		if _, _, err := socketOf(p).Conn.Read(socketOf(p).Ctx); err != nil {
			return n, err
		}
		n++
	}
}

func TestAPageThatSaysNothingIsClosed(t *testing.T) {
	h := open(t, Options{patience: patience{hello: 10 * time.Millisecond, ping: time.Hour, pong: time.Hour}})
	p := h.connect(t)
	if n, err := readAll(p); n > 1 || socketOf(p).Ctx.Err() != nil {
		t.Errorf("%d messages, %v", n, err)
	}
}

func TestWhoPingsWithoutEndIsCutOff(t *testing.T) {
	clock := clock.NewManual()
	cut := make(chan struct{})
	p := pinged{allowed: session.NewAllowance(pingRate, pingRate, clock.Now()), clock: clock, tooMany: func() { close(cut) }}
	answered := 0
	for range pingRate + maxIgnored {
		if p.again(t.Context(), nil) {
			answered++
		}
	}
	<-cut
	if answered != pingRate {
		t.Errorf("%d were answered", answered)
	}
}
