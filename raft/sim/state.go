package sim

import (
	"cmp"
	"slices"

	"raft-playground/raft"
)

// State is everything that events tell, added up: what a page draws. It is the
// reference for the page's own reducer.
type State struct {
	At      raft.Time     `json:"at"`
	Seq     uint64        `json:"seq"`  // of the last event that went into it
	Hash    string        `json:"hash"` // of the trace up to that event, 16 hexadecimal digits
	Servers []ServerView  `json:"servers"`
	Clients []ClientState `json:"clients,omitempty"`
	Flights []Message     `json:"flights,omitempty"` // messages on their way, by ID
	Links   []Link        `json:"links,omitempty"`   // those with settings of their own, by from, then to
	Network Network       `json:"network"`
}

// ServerView is one server in a [State].
type ServerView struct {
	ServerState
	First   raft.Index   `json:"first,omitempty"` // of the first entry in Log, where that is not 1: what lies before is not told
	Log     []Entry      `json:"log,omitempty"`
	Machine []raft.Pair  `json:"machine,omitempty"` // by key
	Pairs   int          `json:"pairs,omitempty"`   // how many there are, where not all of them are told
	Next    []raft.Index `json:"next,omitempty"`    // see Progress
	Match   []raft.Index `json:"match,omitempty"`
}

// Apply adds one event to the state: every part it carries is assigned. It does
// not touch Hash.
func (s *State) Apply(e *Event) {
	s.At = e.At
	s.Seq++
	switch e.Kind {
	case ServerEvent:
		s.Servers[e.Server.ID-1].ServerState = *e.Server
	case LogEvent:
		v := &s.Servers[e.Log.Server-1]
		v.replaceLog(e.Log)
	case ProgressEvent:
		v := &s.Servers[e.Progress.Server-1]
		v.Next, v.Match = e.Progress.Next, e.Progress.Match
	case ApplyEvent:
		v := &s.Servers[e.Apply.Server-1]
		if e.Apply.Key == "" {
			v.Machine = nil
			return
		}
		i, found := slices.BinarySearchFunc(v.Machine, e.Apply.Key, func(p raft.Pair, k string) int { return cmp.Compare(p.Key, k) })
		v.Machine = slices.Clone(v.Machine)
		if !found {
			v.Machine = slices.Insert(v.Machine, i, raft.Pair{Key: e.Apply.Key})
		}
		v.Machine[i].Value, v.Machine[i].Version = e.Apply.Value, e.Apply.Version
	case SendEvent:
		s.Flights = append(s.Flights, *e.Message)
	case DelayEvent:
		for i := range s.Flights {
			if s.Flights[i].ID == e.Message.ID {
				s.Flights[i].Arrives = e.Message.Arrives
			}
		}
	case DeliverEvent, DropEvent:
		s.Flights = slices.DeleteFunc(s.Flights, func(m Message) bool { return m.ID == e.Message.ID })
	case LinkEvent:
		i, found := slices.BinarySearchFunc(s.Links, *e.Link, func(a, b Link) int {
			return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
		})
		if !found {
			s.Links = slices.Insert(s.Links, i, *e.Link)
		}
		s.Links[i] = *e.Link
	case NetworkEvent:
		s.Network = *e.Network
	case ClientEvent:
		for int(e.Client.ID) > len(s.Clients) {
			s.Clients = append(s.Clients, ClientState{ID: raft.ClientID(len(s.Clients) + 1), Phase: PhaseIdle})
		}
		s.Clients[e.Client.ID-1] = *e.Client
	}
}

// replaceLog assigns a part of a log. Where that reaches below what is told of the
// log, nothing is told of what lies before any more.
func (v *ServerView) replaceLog(c *LogChange) {
	first := max(v.First, 1)
	if c.From < first {
		v.Log, first = nil, c.From
	}
	v.Log = append(slices.Clip(v.Log[:c.From-first]), c.Entries...)
	if v.First = first; first == 1 {
		v.First = 0
	}
}
