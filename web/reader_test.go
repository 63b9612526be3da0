package web

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/coder/websocket"

	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

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
	cluster  map[string]wire.Cluster // without what changes
	stop     *wire.Stop              // the newest
	look     *wire.Look
	breaks   []string
	state    map[string]*sim.State // what the events add up to
	refused  []wire.Refused        // that nobody asked for

	first     wire.Snapshot     // the first one
	onMessage func(text []byte) // sees all that comes, if it is set
}

// newReader returns a page without a connection, to which messages are given.
func newReader(t *testing.T) *page {
	return &page{t: t, edge: map[string]int64{}, cluster: map[string]wire.Cluster{}, state: map[string]*sim.State{}}
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
	return h.visit(t, wire.Request{Run: &wire.Run{Text: text}, Playing: &playing})
}

// back returns the hello of a page that has lost its connection.
func (p *page) back() wire.Request {
	position := p.position
	return wire.Request{Session: p.welcome.Session, Secret: p.welcome.Secret, Have: &position}
}

// again returns the hello of a page that comes back with its run.
func (p *page) again() wire.Request {
	p.t.Helper()
	hello := p.back()
	text := p.text()
	hello.Run = &wire.Run{Text: text.Text, Edge: text.Edge}
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
	case "link":
		return decode[wire.Shared](p.t, text)
	case "waiting":
		return decode[wire.Waiting](p.t, text)
	case "beat":
		return decode[wire.Beat](p.t, text)
	case "entries":
		return decode[wire.Entries](p.t, text)
	case "bye":
		return decode[wire.Bye](p.t, text)
	}
	p.t.Fatalf("unknown message %s", text)
	return nil
}

func (p *page) snapshot(s wire.Snapshot) wire.Snapshot {
	if p.first.Clusters == nil {
		// Its states are not those that events will be added to.
		p.first = decode[wire.Snapshot](p.t, wire.Marshal(s))
	}
	p.position = wire.Position{Epoch: s.Epoch, Seq: s.Seq}
	p.pace, p.watching, p.breaks, p.look = s.Pace, s.Watching, s.Breaks, s.Look
	clear(p.state)
	clear(p.cluster)
	clear(p.edge)
	for i := range s.Clusters {
		p.enter(&s.Clusters[i])
	}
	return s
}

func (p *page) enter(c *wire.Cluster) {
	state := c.State
	p.state[c.ID], p.cluster[c.ID], p.edge[c.ID] = &state, *c, int64(c.Edge)
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
	if f.Breaks != nil {
		p.breaks = *f.Breaks
	}
	if f.Stop != nil {
		p.stop = f.Stop
	}
	if f.Look != nil {
		p.look = f.Look
	}
	for _, id := range f.Closed {
		delete(p.state, id)
		delete(p.cluster, id)
		delete(p.edge, id)
	}
	for i := range f.Clusters {
		tick := &f.Clusters[i]
		if tick.Reset != nil {
			p.enter(tick.Reset)
			continue
		}
		c := p.cluster[tick.ID]
		if tick.Differs != nil {
			c.Differs = tick.Differs
		}
		if tick.Outcomes != nil {
			c.Outcomes = tick.Outcomes
		}
		p.cluster[tick.ID] = c
		state := p.state[tick.ID]
		if len(tick.Events) > 0 && tick.First != state.Seq+1 {
			p.t.Fatalf("event %d follows event %d", tick.First, state.Seq)
		}
		for j := range tick.Events {
			state.Apply(&tick.Events[j])
		}
		p.edge[tick.ID] = int64(tick.Edge)
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
		case wire.Shared:
			return p.answered(m.Re, m)
		case wire.Text:
			return p.answered(m.Re, m)
		case wire.Entries:
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
func (p *page) must(req wire.Request) wire.Done {
	p.t.Helper()
	answer := p.ask(req)
	done, ok := answer.(wire.Done)
	if !ok {
		p.t.Fatalf("%+v: %+v", req, answer)
	}
	return done
}

func (p *page) do(action string) {
	p.t.Helper()
	p.must(wire.Request{T: "do", Cluster: "A", Action: action})
}

// refusal asks for something that has to be refused, and returns why.
func (p *page) refusal(req wire.Request) wire.Refused {
	p.t.Helper()
	answer, ok := p.ask(req).(wire.Refused)
	if !ok {
		p.t.Fatalf("%+v was not refused", req)
	}
	return answer
}

// text asks for the session as a text.
func (p *page) text() wire.Text {
	p.t.Helper()
	text := p.ask(wire.Request{T: "text"}).(wire.Text)
	text.Re = 0
	return text
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

// catchUp reads until the page has seen what another one has.
func (p *page) catchUp(other *page) {
	p.t.Helper()
	for p.position.Seq < other.position.Seq {
		await[wire.Frame](p)
	}
}

// restartAll restarts all servers that are down.
func (p *page) restartAll() {
	p.t.Helper()
	for _, s := range p.state["A"].Servers {
		if s.Down {
			p.do("restart " + s.ID.String())
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
