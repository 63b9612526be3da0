package session

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/clock"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

const small = "raft 1\nservers 3\nseed 7\n"

// A page in a test lets as much time pass as there is from one frame to the next.
var _ = [1]struct{}{}[tickEvery-wiretest.TickEvery]

// house is a registry of sessions in a test, with a clock that is moved by hand.
type house struct {
	*Registry
	t     *testing.T
	clock *clock.Manual
}

func open(t *testing.T, options Options) *house {
	t.Helper()
	h := &house{t: t, clock: clock.NewManual()}
	options.Clock = h.clock
	h.Registry = NewRegistry(options)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), wiretest.Patience)
		defer cancel()
		h.Close(ctx)
		h.Wait(ctx)
		if ctx.Err() != nil {
			t.Error("the sessions do not end")
		}
	})
	return h
}

// page is a page's side of a session, without a connection between them.
type page struct {
	*wiretest.Page
	house *house
	line  *line
}

// connect returns a page that has not said a word.
func (h *house) connect(t *testing.T) *page {
	line := newLine()
	line.house = h
	p := &page{Page: wiretest.New(t, line), house: h, line: line}
	p.Advance = h.clock.Advance
	return p
}

// visit says hello.
func (h *house) visit(t *testing.T, hello wire.HelloRequest) *page {
	t.Helper()
	p := h.connect(t)
	p.Greet(hello)
	return p
}

// begin visits with a run of its own: the text, at time 0, paused or playing.
func (h *house) begin(t *testing.T, text string, playing bool) *page {
	t.Helper()
	return h.visit(t, wire.HelloRequest{Run: &wire.Run{Text: text}, Playing: &playing})
}

// silent returns a viewer that a test has join a session by itself.
func (h *house) silent() *Viewer { return &Viewer{registry: h.Registry, to: newLine()} }

// line is what a page and a session say to one another through: a queue without a
// bound.
type line struct {
	house  *house
	viewer *Viewer

	mu    sync.Mutex
	full  bool // there is no more room
	queue [][]byte
	held  int    // the last ones, which are not there yet
	bye   string // why the session has closed it
	wake  chan struct{}
}

func newLine() *line { return &line{wake: make(chan struct{}, 1)} }

// Send queues a message.
func (l *line) Send(m *Message) bool {
	sent := l.Hold(m)
	l.Release(m.Due)
	return sent
}

// Hold queues a message that waits for the next one.
func (l *line) Hold(m *Message) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bye != "" || l.full {
		return false
	}
	l.queue = append(l.queue, m.Text)
	l.held++
	return true
}

// Release lets what is held come.
func (l *line) Release(time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = 0
	l.signal()
}

// Close closes the line.
func (l *line) Close(code string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bye == "" {
		l.bye, l.held = code, 0
		l.queue = append(l.queue, wire.Marshal(wire.Bye{T: "bye", Code: code}))
		l.signal()
	}
}

// fill leaves no more room in the line.
func (l *line) fill() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.full = true
}

func (l *line) signal() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// next returns the next message, nil if there is none, and why the line is closed.
func (l *line) next() (text []byte, bye string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.queue) > l.held {
		text = l.queue[0]
		l.queue[0] = nil
		if l.queue = l.queue[1:]; len(l.queue) == 0 {
			l.queue = nil
		}
	}
	return text, l.bye
}

// Read waits for the next message.
func (l *line) Read() ([]byte, error) {
	for late := time.After(wiretest.Patience); ; {
		switch text, bye := l.next(); {
		case text != nil:
			return text, nil
		case bye != "":
			return nil, wiretest.Closed{Code: wire.CloseCodes[bye]}
		}
		select {
		case <-l.wake:
		case <-late:
			return nil, errors.New("nothing is said")
		}
	}
}

// Write has the session do what a page says. Which session is whose is decided as
// simply as can be.
func (l *line) Write(text []byte) error {
	req, err := wire.Parse(text)
	if err != nil {
		return err
	}
	if l.viewer != nil {
		if !l.viewer.Ask(req) {
			l.Send(&Message{Text: wire.Marshal(wire.Refuse(wire.RefusedWaiting).Answer(req.ID))})
		}
		return nil
	}
	hello, ok := req.Body.(wire.HelloRequest)
	if !ok {
		return fmt.Errorf("a page says %s before its hello", req.T())
	}
	id, secret := hello.Session, ""
	if id == "" {
		secret = newSecret()
		id = sessionID(secret)
	}
	viewer, bye := l.house.Enter(l, Visit{Address: "127.0.0.1", Hello: hello, Welcome: wire.Welcome{
		T: "welcome", Session: id, Secret: secret, Commands: sessionID(hello.Secret) == id || secret != "",
	}})
	if l.viewer = viewer; bye != "" {
		l.Close(bye)
	}
	return nil
}

// Leave takes the page away.
func (l *line) Leave() error {
	if l.viewer != nil {
		l.viewer.Leave()
	}
	return nil
}

var secrets struct {
	sync.Mutex
	n int
}

// newSecret returns what a page needs to command a session.
func newSecret() string {
	secrets.Lock()
	defer secrets.Unlock()
	secrets.n++
	return fmt.Sprint("secret-", secrets.n)
}

// sessionID returns the id of the session that a secret is for.
func sessionID(secret string) string { return "session-of-" + secret }

// await reads until a message of a type comes.
func await[M any](p *page) M {
	p.T.Helper()
	return wiretest.Await[M](p.Page)
}

// asked returns what f returns when the actor calls it.
func asked[T any](s *session, f func() T) T {
	answer := make(chan T, 1)
	s.post(func() { answer <- f() })
	return <-answer
}

// unwatched waits until the session knows that a page has left.
func (h *house) unwatched(t *testing.T, p *page, others bool) {
	t.Helper()
	s := h.find(p.Welcome.Session)
	want := 0
	if others {
		want = 1
	}
	for deadline := time.Now().Add(wiretest.Patience); asked(s, func() int { return len(s.viewers) }) != want; {
		if time.Now().After(deadline) {
			t.Fatal("the page does not leave")
		}
	}
}

// count waits until so many sessions are played: one that has ended tells its pages so
// before it is forgotten.
func (h *house) count(t *testing.T, want int) {
	t.Helper()
	for deadline := time.Now().Add(wiretest.Patience); h.Count() != want; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("%d sessions, want %d", h.Count(), want)
		}
	}
}

// replayed returns the hash that a run has when its text is replayed to its end.
func replayed(t *testing.T, text string) string {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	run, err := play.New(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := run.RunUntil(s.End); err != nil {
		t.Fatal(err)
	}
	return run.World().HashString()
}
