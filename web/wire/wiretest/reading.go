package wiretest

import (
	"encoding/json"
	"errors"
	"testing"

	"raft-playground/web/wire"
)

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

// Decode returns a message of a type.
func Decode[M any](t testing.TB, text []byte) M {
	t.Helper()
	var m M
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}
