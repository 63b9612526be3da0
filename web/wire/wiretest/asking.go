package wiretest

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// Ask asks for something and returns the answer: a wire.Done, Refused, Stretch or
// Text.
func (p *Page) Ask(req wire.Body) any {
	p.T.Helper()
	p.ids++
	p.SayAs(p.ids, req)
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
func (p *Page) Must(req wire.Body) wire.Done {
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
	p.Must(wire.DoRequest{Cluster: "A", Action: action})
}

// Refusal asks for something that has to be refused, and returns why.
func (p *Page) Refusal(req wire.Body) wire.Refused {
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
	text := p.Ask(wire.TextRequest{}).(wire.Text)
	text.Re = 0
	return text
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

// History returns all events of a cluster.
func (p *Page) History(cluster string) []sim.Event {
	p.T.Helper()
	s, ok := p.Ask(wire.StretchRequest{Cluster: cluster, To: raft.Time(p.Edge[cluster])}).(wire.Stretch)
	if !ok || s.Until != raft.Time(p.Edge[cluster]) {
		p.T.Fatalf("no history of %s: %+v", cluster, s)
	}
	return s.Events
}
