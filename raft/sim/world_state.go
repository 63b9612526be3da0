package sim

import (
	"math"
	"slices"

	"raft-playground/raft"
)

// State returns everything at once: what all events so far add up to.
func (w *World) State() State { return w.StateWithTail(math.MaxInt) }

// StateWithTail returns the same, but of each log the newest entries alone, as many
// as most.
func (w *World) StateWithTail(most int) State {
	s := w.Outline()
	for i := range w.servers {
		p, v := &w.servers[i], &s.Servers[i]
		last, base := p.logOf().LastIndex(), p.logOf().Base().Index
		first := last - min(last-base, raft.Index(most)) + 1
		if v.Log = w.Entries(p.id, first, last); first > 1 {
			v.First = first
		}
		if !p.down {
			v.Machine = slices.Clone(p.machine.store.Pairs())
		}
	}
	return s
}

// Outline returns what [World.State] does but for the logs and what the state machines
// hold, so that it costs no more when a run has become long.
func (w *World) Outline() State {
	s := State{At: w.now, Seq: w.trace.seq, Hash: w.HashString(), Network: *w.networkView()}
	for i := range w.servers {
		p := &w.servers[i]
		v := ServerView{ServerState: p.shown}
		if p.shownProgress.leads {
			v.Next = slices.Clone(p.shownProgress.next[:len(w.servers)])
			v.Match = slices.Clone(p.shownProgress.match[:len(w.servers)])
		}
		s.Servers = append(s.Servers, v)
	}
	for i := range w.clients {
		s.Clients = append(s.Clients, w.clients[i].shown)
	}
	var messages messageParts
	for _, d := range w.agenda.heap {
		s.Flights = append(s.Flights, *messages.complete(&w.agenda.flights[d.which]))
	}
	slices.SortFunc(s.Flights, func(a, b Message) int { return int(int64(a.ID) - int64(b.ID)) })
	for _, p := range w.allPairs() {
		if w.link(p.from, p.to).shown {
			s.Links = append(s.Links, *w.linkView(p.from, p.to))
		}
	}
	return s
}
