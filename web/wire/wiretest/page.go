package wiretest

import (
	"testing"
	"time"

	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// Patience is how long a test waits for what has to come; only a failure takes that
// long.
const Patience = 60 * time.Second

// TickEvery is how much of the clock's time passes from a frame to the next.
const TickEvery = 40 * time.Millisecond

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
func (p *Page) Greet(hello wire.HelloRequest) {
	p.T.Helper()
	p.Say(hello)
	p.Welcome = Await[wire.Welcome](p)
	if !p.Welcome.Resumed {
		p.Read() // the snapshot
	}
}

// Back returns the hello of a page that has lost its connection.
func (p *Page) Back() wire.HelloRequest {
	position := p.Position
	return wire.HelloRequest{Session: p.Welcome.Session, Secret: p.Welcome.Secret, Have: &position}
}

// Again returns the hello of a page that comes back with its run.
func (p *Page) Again() wire.HelloRequest {
	p.T.Helper()
	hello := p.Back()
	text := p.Text()
	hello.Run = &wire.Run{Text: text.Text, Edge: text.Edge}
	return hello
}

// Say says something, under no number.
func (p *Page) Say(req wire.Body) {
	p.T.Helper()
	p.SayAs(0, req)
}

// SayAs says something under a number, which comes back in the answer.
func (p *Page) SayAs(id uint64, req wire.Body) {
	p.T.Helper()
	p.SayText(string(wire.Marshal(wire.Request{ID: id, Body: req})))
}

// SayText says what may be no message at all.
func (p *Page) SayText(text string) {
	p.T.Helper()
	if err := p.Line.Write([]byte(text)); err != nil {
		p.T.Fatal(err)
	}
}

// Tick lets one tick pass and reads its frame.
func (p *Page) Tick() wire.Frame {
	p.T.Helper()
	p.Advance(TickEvery)
	return Await[wire.Frame](p)
}

// Leave closes the connection.
func (p *Page) Leave() {
	p.T.Helper()
	if err := p.Line.Leave(); err != nil {
		p.T.Fatal(err)
	}
}

// Run lets ticks pass at the clock's own speed, and pauses.
func (p *Page) Run(ticks int) {
	p.T.Helper()
	p.Must(wire.PaceRequest{Playing: new(true), Speed: new(wire.Speed(1))})
	for range ticks {
		p.Tick()
	}
	p.Must(wire.PaceRequest{Playing: new(false)})
}
