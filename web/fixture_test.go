package web

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// patience is how long a test waits for what has to come; only a failure takes
// that long.
const testPatience = 20 * time.Second

// handClock is a clock that a test moves by hand.
type handClock struct {
	mu     sync.Mutex
	now    time.Time
	timers []*handTimer
}

type handTimer struct {
	clock *handClock
	due   time.Time // zero while it is stopped
	c     chan time.Time
}

func newHandClock() *handClock {
	return &handClock{now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *handClock) NewTimer(d time.Duration) Timer {
	t := &handTimer{clock: c, c: make(chan time.Time, 1)}
	c.mu.Lock()
	c.timers = append(c.timers, t)
	c.mu.Unlock()
	t.Reset(d)
	return t
}

// advance lets time pass. Timers that go off in that time do so at its end.
func (c *handClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	for _, t := range c.timers {
		t.fire()
	}
}

func (t *handTimer) fire() {
	if t.due.IsZero() || t.due.After(t.clock.now) {
		return
	}
	t.due = time.Time{}
	t.c <- t.clock.now
}

func (t *handTimer) C() <-chan time.Time { return t.c }

func (t *handTimer) Reset(d time.Duration) {
	t.Stop()
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	t.due = t.clock.now.Add(d)
	t.fire()
}

func (t *handTimer) Stop() {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	t.due = time.Time{}
	select {
	case <-t.c:
	default:
	}
}

// house is a server in a test, with a clock that is moved by hand.
type house struct {
	*Server
	t     *testing.T
	clock *handClock
	http  *httptest.Server
}

func open(t *testing.T, options Options) *house {
	t.Helper()
	clock := newHandClock()
	options.Clock = clock
	server, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{Server: server, t: t, clock: clock, http: httptest.NewServer(server)}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), testPatience)
		defer cancel()
		server.Close(ctx)
		if ctx.Err() != nil {
			t.Error("the server does not close")
		}
		h.http.CloseClientConnections()
		h.http.Close()
	})
	return h
}

func (h *house) address() string { return "ws" + strings.TrimPrefix(h.http.URL, "http") + "/ws" }

// page is a page's side of a connection.
type page struct {
	t     *testing.T
	house *house
	conn  *websocket.Conn
	ctx   context.Context
	ids   uint64

	welcome  wire.Welcome
	position wire.Position
	pace     wire.Pace
	watching int
	edge     map[string]int64
	run      map[string]string
	state    map[string]*sim.State // what the events add up to
	refused  []wire.Refused        // that nobody asked for

	first     wire.Snapshot     // the first one
	onMessage func(text []byte) // sees all that comes, if it is set
}

// newReader returns a page without a connection, to which messages are given.
func newReader(t *testing.T) *page {
	return &page{t: t, edge: map[string]int64{}, run: map[string]string{}, state: map[string]*sim.State{}}
}

// connect opens a connection without a word.
func (h *house) connect(t *testing.T) *page {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), testPatience)
	t.Cleanup(cancel)
	conn, _, err := websocket.Dial(ctx, h.address(), nil)
	if err != nil {
		t.Fatal(err)
	}
	conn.SetReadLimit(-1)
	t.Cleanup(func() { _ = conn.CloseNow() })
	p := newReader(t)
	p.house, p.conn, p.ctx = h, conn, ctx
	return p
}

// visit connects and says hello.
func (h *house) visit(t *testing.T, hello wire.Request) *page {
	t.Helper()
	p := h.connect(t)
	hello.T = "hello"
	p.say(hello)
	p.welcome = await[wire.Welcome](p)
	if !p.welcome.Resumed {
		p.read() // the snapshot
	}
	return p
}

// begin visits with a run of its own: the text, at time 0, paused or playing.
func (h *house) begin(t *testing.T, text string, playing bool) *page {
	t.Helper()
	return h.visit(t, wire.Request{Runs: []wire.Run{{Text: text}}, Playing: &playing})
}

// again returns the hello of a page that comes back.
func (p *page) again() wire.Request {
	position := p.position
	hello := wire.Request{Session: p.welcome.Session, Secret: p.welcome.Secret, Have: &position}
	for _, id := range []string{"A", "B", "C", "D", "E", "F", "G", "H"} {
		if text, ok := p.run[id]; ok {
			hello.Runs = append(hello.Runs, wire.Run{Text: text, Edge: p.state[id].At})
		}
	}
	return hello
}

func (p *page) say(message any) {
	p.t.Helper()
	text, err := json.Marshal(message)
	if err != nil {
		p.t.Fatal(err)
	}
	p.sayText(string(text))
}

func (p *page) sayText(text string) {
	p.t.Helper()
	if err := p.conn.Write(p.ctx, websocket.MessageText, []byte(text)); err != nil {
		p.t.Fatal(err)
	}
}

// read reads one message and takes note of it.
func (p *page) read() any {
	p.t.Helper()
	_, text, err := p.conn.Read(p.ctx)
	if err != nil {
		p.t.Fatalf("reading: %v", err)
	}
	return p.hear(text)
}

func (p *page) hear(text []byte) any {
	p.t.Helper()
	if p.onMessage != nil {
		p.onMessage(text)
	}
	var head struct{ T string }
	if err := json.Unmarshal(text, &head); err != nil {
		p.t.Fatal(err)
	}
	switch head.T {
	case "welcome":
		return decode[wire.Welcome](p.t, text)
	case "snapshot":
		return p.snapshot(decode[wire.Snapshot](p.t, text))
	case "frame":
		return p.frame(decode[wire.Frame](p.t, text))
	case "done":
		return decode[wire.Done](p.t, text)
	case "refused":
		r := decode[wire.Refused](p.t, text)
		if r.Re == 0 {
			p.refused = append(p.refused, r)
		}
		return r
	case "stretch":
		return decode[wire.Stretch](p.t, text)
	case "text":
		return decode[wire.Text](p.t, text)
	case "bye":
		return decode[wire.Bye](p.t, text)
	}
	p.t.Fatalf("unknown message %s", text)
	return nil
}

func (p *page) snapshot(s wire.Snapshot) wire.Snapshot {
	if p.first.Clusters == nil {
		// Its states are not those that events will be added to.
		p.first = decode[wire.Snapshot](p.t, marshal(s))
	}
	p.position = wire.Position{Epoch: s.Epoch, Seq: s.Seq}
	p.pace, p.watching = s.Pace, s.Watching
	for i := range s.Clusters {
		p.cluster(&s.Clusters[i])
	}
	return s
}

func (p *page) cluster(c *wire.Cluster) {
	state := c.State
	p.state[c.ID], p.run[c.ID], p.edge[c.ID] = &state, c.Run, int64(c.Edge)
}

func (p *page) frame(f wire.Frame) wire.Frame {
	p.t.Helper()
	if f.Seq != p.position.Seq+1 {
		p.t.Fatalf("frame %d follows frame %d", f.Seq, p.position.Seq)
	}
	p.position.Seq = f.Seq
	if f.Pace != nil {
		p.pace = *f.Pace
	}
	if f.Watching != 0 {
		p.watching = f.Watching
	}
	for i := range f.Clusters {
		tick := &f.Clusters[i]
		if tick.Reset != nil {
			p.cluster(tick.Reset)
			continue
		}
		state := p.state[tick.ID]
		if len(tick.Events) > 0 && tick.First != state.Seq+1 {
			p.t.Fatalf("event %d follows event %d", tick.First, state.Seq)
		}
		for j := range tick.Events {
			state.Apply(&tick.Events[j])
		}
		p.edge[tick.ID] = int64(tick.Edge)
		if tick.Run != "" {
			p.run[tick.ID] = tick.Run
		}
	}
	return f
}

// await reads until a message of a type comes.
func await[M any](p *page) M {
	p.t.Helper()
	for {
		if m, ok := p.read().(M); ok {
			return m
		}
	}
}

// ask asks for something and returns the answer: a wire.Done, Refused, Stretch or
// Text.
func (p *page) ask(req wire.Request) any {
	p.t.Helper()
	p.ids++
	req.ID = p.ids
	p.say(req)
	for {
		switch m := p.read().(type) {
		case wire.Done:
			return p.answered(m.Re, m)
		case wire.Stretch:
			return p.answered(m.Re, m)
		case wire.Text:
			return p.answered(m.Re, m)
		case wire.Refused:
			if m.Re != 0 {
				return p.answered(m.Re, m)
			}
		}
	}
}

func (p *page) answered(re uint64, m any) any {
	p.t.Helper()
	if re != p.ids {
		p.t.Fatalf("%#v answers request %d, not %d", m, re, p.ids)
	}
	return m
}

// must asks for something that has to be done.
func (p *page) must(req wire.Request) {
	p.t.Helper()
	answer := p.ask(req)
	if _, done := answer.(wire.Done); !done {
		p.t.Fatalf("%+v: %+v", req, answer)
	}
}

func (p *page) do(action string) {
	p.t.Helper()
	p.must(wire.Request{T: "do", Cluster: "A", Action: action})
}

// refusedCode asks for something that has to be refused, and returns the code.
func (p *page) refusal(req wire.Request) wire.Refused {
	p.t.Helper()
	answer, ok := p.ask(req).(wire.Refused)
	if !ok {
		p.t.Fatalf("%+v was not refused", req)
	}
	return answer
}

// text asks for the run as a text.
func (p *page) text() wire.Text {
	p.t.Helper()
	return p.ask(wire.Request{T: "text", Cluster: "A"}).(wire.Text)
}

// tick lets one tick pass and reads its frame.
func (p *page) tick() wire.Frame {
	p.t.Helper()
	p.house.clock.advance(tickEvery)
	return await[wire.Frame](p)
}

// ended reads until the connection is closed, and returns the reason and the
// close code.
func (p *page) ended() (bye string, code websocket.StatusCode) {
	p.t.Helper()
	for {
		_, text, err := p.conn.Read(p.ctx)
		if err != nil {
			return bye, websocket.CloseStatus(err)
		}
		if m, ok := p.hear(text).(wire.Bye); ok {
			bye = m.Code
		}
	}
}

func (p *page) leave() {
	p.t.Helper()
	if err := p.conn.Close(websocket.StatusNormalClosure, ""); err != nil {
		p.t.Fatal(err)
	}
}

func decode[M any](t *testing.T, text []byte) M {
	t.Helper()
	var m M
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}

// replayed returns the hash that a run has when its text is replayed to its end.
func replayed(t *testing.T, text string) string {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	run, err := scenario.NewRun(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := run.RunUntil(s.End); err != nil {
		t.Fatal(err)
	}
	return run.World().HashString()
}

func pointer[T any](value T) *T { return &value }
