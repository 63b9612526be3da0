package wiretest

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// Patience is how long a test waits for what has to come; only a failure takes that
// long.
const Patience = 60 * time.Second

// TickEvery is how much of the clock's time passes from a frame to the next.
const TickEvery = 40 * time.Millisecond

// Line is what a page and the server say to one another through.
type Line interface {
	Write(text []byte) error
	Read() ([]byte, error) // or else [Closed]
	Leave() error
}

// Closed says that the other side has closed the line, with a close code of the
// WebSocket.
type Closed struct{ Code int }

// Error says so.
func (c Closed) Error() string { return fmt.Sprintf("closed with code %d", c.Code) }

// Page is a page's side of a connection.
type Page struct {
	T       testing.TB
	Line    Line
	Advance func(time.Duration) // lets the server's clock go on

	Welcome  wire.Welcome
	Position wire.Position
	Pace     wire.Pace
	Watching int
	Edge     map[string]int64
	Cluster  map[string]wire.Cluster // without what changes
	Stop     *wire.Stop              // the newest
	Look     *wire.Look
	Breaks   []string
	State    map[string]*sim.State // what the events add up to
	Refused  []wire.Refused        // that nobody asked for

	First     wire.Snapshot     // the first one
	OnMessage func(text []byte) // sees all that comes, if it is set

	ids uint64
}

// New returns a page at the end of a line; nil for one to which messages are given.
func New(t testing.TB, line Line) *Page {
	return &Page{T: t, Line: line, Edge: map[string]int64{}, Cluster: map[string]wire.Cluster{}, State: map[string]*sim.State{}}
}

// Greet says hello and reads until the page is in.
func (p *Page) Greet(hello wire.Request) {
	p.T.Helper()
	hello.T = "hello"
	p.Say(hello)
	p.Welcome = Await[wire.Welcome](p)
	if !p.Welcome.Resumed {
		p.Read() // the snapshot
	}
}

// Back returns the hello of a page that has lost its connection.
func (p *Page) Back() wire.Request {
	position := p.Position
	return wire.Request{Session: p.Welcome.Session, Secret: p.Welcome.Secret, Have: &position}
}

// Again returns the hello of a page that comes back with its run.
func (p *Page) Again() wire.Request {
	p.T.Helper()
	hello := p.Back()
	text := p.Text()
	hello.Run = &wire.Run{Text: text.Text, Edge: text.Edge}
	return hello
}

// Say says something.
func (p *Page) Say(message any) {
	p.T.Helper()
	text, err := json.Marshal(message)
	if err != nil {
		p.T.Fatal(err)
	}
	p.SayText(string(text))
}

// SayText says what may be no message at all.
func (p *Page) SayText(text string) {
	p.T.Helper()
	if err := p.Line.Write([]byte(text)); err != nil {
		p.T.Fatal(err)
	}
}

// Read reads one message and takes note of it.
func (p *Page) Read() any {
	p.T.Helper()
	text, err := p.Line.Read()
	if err != nil {
		p.T.Fatalf("reading: %v", err)
	}
	return p.Hear(text)
}

// Hear takes note of a message.
func (p *Page) Hear(text []byte) any {
	p.T.Helper()
	if p.OnMessage != nil {
		p.OnMessage(text)
	}
	var head struct{ T string }
	if err := json.Unmarshal(text, &head); err != nil {
		p.T.Fatal(err)
	}
	switch head.T {
	case "welcome":
		return Decode[wire.Welcome](p.T, text)
	case "snapshot":
		return p.snapshot(Decode[wire.Snapshot](p.T, text))
	case "frame":
		return p.frame(Decode[wire.Frame](p.T, text))
	case "done":
		return Decode[wire.Done](p.T, text)
	case "refused":
		r := Decode[wire.Refused](p.T, text)
		if r.Re == 0 {
			p.Refused = append(p.Refused, r)
		}
		return r
	case "stretch":
		return Decode[wire.Stretch](p.T, text)
	case "text":
		return Decode[wire.Text](p.T, text)
	case "link":
		return Decode[wire.Shared](p.T, text)
	case "waiting":
		return Decode[wire.Waiting](p.T, text)
	case "beat":
		return Decode[wire.Beat](p.T, text)
	case "entries":
		return Decode[wire.Entries](p.T, text)
	case "bye":
		return Decode[wire.Bye](p.T, text)
	}
	p.T.Fatalf("unknown message %s", text)
	return nil
}

func (p *Page) snapshot(s wire.Snapshot) wire.Snapshot {
	if p.First.Clusters == nil {
		// Its states are not those that events will be added to.
		p.First = Decode[wire.Snapshot](p.T, wire.Marshal(s))
	}
	p.Position = wire.Position{Epoch: s.Epoch, Seq: s.Seq}
	p.Pace, p.Watching, p.Breaks, p.Look = s.Pace, s.Watching, s.Breaks, s.Look
	clear(p.State)
	clear(p.Cluster)
	clear(p.Edge)
	for i := range s.Clusters {
		p.enter(&s.Clusters[i])
	}
	return s
}

func (p *Page) enter(c *wire.Cluster) {
	state := c.State
	p.State[c.ID], p.Cluster[c.ID], p.Edge[c.ID] = &state, *c, int64(c.Edge)
}

func (p *Page) frame(f wire.Frame) wire.Frame {
	p.T.Helper()
	if f.Seq != p.Position.Seq+1 {
		p.T.Fatalf("frame %d follows frame %d", f.Seq, p.Position.Seq)
	}
	p.Position.Seq = f.Seq
	if f.Pace != nil {
		p.Pace = *f.Pace
	}
	if f.Watching != 0 {
		p.Watching = f.Watching
	}
	if f.Breaks != nil {
		p.Breaks = *f.Breaks
	}
	if f.Stop != nil {
		p.Stop = f.Stop
	}
	if f.Look != nil {
		p.Look = f.Look
	}
	for _, id := range f.Closed {
		delete(p.State, id)
		delete(p.Cluster, id)
		delete(p.Edge, id)
	}
	for i := range f.Clusters {
		tick := &f.Clusters[i]
		if tick.Reset != nil {
			p.enter(tick.Reset)
			continue
		}
		c := p.Cluster[tick.ID]
		if tick.Differs != nil {
			c.Differs = tick.Differs
		}
		if tick.Outcomes != nil {
			c.Outcomes = tick.Outcomes
		}
		p.Cluster[tick.ID] = c
		state := p.State[tick.ID]
		if len(tick.Events) > 0 && tick.First != state.Seq+1 {
			p.T.Fatalf("event %d follows event %d", tick.First, state.Seq)
		}
		for j := range tick.Events {
			state.Apply(&tick.Events[j])
		}
		p.Edge[tick.ID] = int64(tick.Edge)
	}
	return f
}

// Await reads until a message of a type comes.
func Await[M any](p *Page) M {
	p.T.Helper()
	for {
		if m, ok := p.Read().(M); ok {
			return m
		}
	}
}

// Ask asks for something and returns the answer: a wire.Done, Refused, Stretch or
// Text.
func (p *Page) Ask(req wire.Request) any {
	p.T.Helper()
	p.ids++
	req.ID = p.ids
	p.Say(req)
	for {
		switch m := p.Read().(type) {
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

func (p *Page) answered(re uint64, m any) any {
	p.T.Helper()
	if re != p.ids {
		p.T.Fatalf("%#v answers request %d, not %d", m, re, p.ids)
	}
	return m
}

// Must asks for something that has to be done.
func (p *Page) Must(req wire.Request) wire.Done {
	p.T.Helper()
	answer := p.Ask(req)
	done, ok := answer.(wire.Done)
	if !ok {
		p.T.Fatalf("%+v: %+v", req, answer)
	}
	return done
}

// Do acts in the first cluster.
func (p *Page) Do(action string) {
	p.T.Helper()
	p.Must(wire.Request{T: "do", Cluster: "A", Action: action})
}

// Refusal asks for something that has to be refused, and returns why.
func (p *Page) Refusal(req wire.Request) wire.Refused {
	p.T.Helper()
	answer, ok := p.Ask(req).(wire.Refused)
	if !ok {
		p.T.Fatalf("%+v was not refused", req)
	}
	return answer
}

// Text asks for the session as a text.
func (p *Page) Text() wire.Text {
	p.T.Helper()
	text := p.Ask(wire.Request{T: "text"}).(wire.Text)
	text.Re = 0
	return text
}

// Tick lets one tick pass and reads its frame.
func (p *Page) Tick() wire.Frame {
	p.T.Helper()
	p.Advance(TickEvery)
	return Await[wire.Frame](p)
}

// Ended reads until the connection is closed, and returns the reason and the
// close code.
func (p *Page) Ended() (bye string, code int) {
	p.T.Helper()
	for {
		text, err := p.Line.Read()
		if err != nil {
			var closed Closed
			if !errors.As(err, &closed) {
				closed.Code = -1
			}
			return bye, closed.Code
		}
		if m, ok := p.Hear(text).(wire.Bye); ok {
			bye = m.Code
		}
	}
}

// CatchUp reads until the page has seen what another one has.
func (p *Page) CatchUp(other *Page) {
	p.T.Helper()
	for p.Position.Seq < other.Position.Seq {
		Await[wire.Frame](p)
	}
}

// RestartAll restarts all servers that are down.
func (p *Page) RestartAll() {
	p.T.Helper()
	for _, s := range p.State["A"].Servers {
		if s.Down {
			p.Do("restart " + s.ID.String())
		}
	}
}

// Leave closes the connection.
func (p *Page) Leave() {
	p.T.Helper()
	if err := p.Line.Leave(); err != nil {
		p.T.Fatal(err)
	}
}

// Decode returns a message of a type.
func Decode[M any](t testing.TB, text []byte) M {
	t.Helper()
	var m M
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}

// Run lets ticks pass at the clock's own speed, and pauses.
func (p *Page) Run(ticks int) {
	p.T.Helper()
	p.Must(wire.Request{T: "pace", Playing: new(true), Speed: new(wire.Speed(1))})
	for range ticks {
		p.Tick()
	}
	p.Must(wire.Request{T: "pace", Playing: new(false)})
}

// History returns all events of a cluster.
func (p *Page) History(cluster string) []sim.Event {
	p.T.Helper()
	s, ok := p.Ask(wire.Request{T: "stretch", Cluster: cluster, To: raft.Time(p.Edge[cluster])}).(wire.Stretch)
	if !ok || s.Until != raft.Time(p.Edge[cluster]) {
		p.T.Fatalf("no history of %s: %+v", cluster, s)
	}
	return s.Events
}

// Equal fails when two values differ on the wire.
func Equal(t testing.TB, what string, want, got any) {
	t.Helper()
	w, g := string(wire.Marshal(want)), string(wire.Marshal(got))
	if w == "[]" {
		w = "null"
	}
	if w == g {
		return
	}
	at := 0
	for at < min(len(w), len(g)) && w[at] == g[at] {
		at++
	}
	t.Errorf("%s differ:\nwant …%.200s\ngot  …%.200s", what, w[max(0, at-60):], g[max(0, at-60):])
}
