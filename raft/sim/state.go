package sim

import (
	"cmp"
	"slices"

	"raft-playground/raft"
)

// State is everything that events tell, added up: what a page draws. It is the
// reference for the page's own reducer.
//
// A state is changed in place, so that an event costs the same however long a run
// has become: see [State.Clone] for another that goes its own way.
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

// Clone returns an independent copy.
func (s *State) Clone() State {
	c := *s
	c.Servers = slices.Clone(s.Servers)
	for i := range c.Servers {
		v := &c.Servers[i]
		v.Log, v.Machine = slices.Clone(v.Log), slices.Clone(v.Machine)
	}
	c.Clients, c.Flights, c.Links = slices.Clone(s.Clients), slices.Clone(s.Flights), slices.Clone(s.Links)
	return c
}

// Flight returns the message on its way with an ID, nil if there is none.
func (s *State) Flight(id uint64) *Message {
	if i, found := s.findFlight(id); found {
		return &s.Flights[i]
	}
	return nil
}

func (s *State) findFlight(id uint64) (int, bool) {
	return slices.BinarySearchFunc(s.Flights, id, func(m Message, id uint64) int { return cmp.Compare(m.ID, id) })
}

// lands takes a message off those on their way. The shorter side of the rest moves
// up: messages mostly arrive in the order in which they were sent, or, where old
// ones are stuck on a slow link, soon after.
func (s *State) lands(id uint64) {
	i, found := s.findFlight(id)
	switch {
	case !found:
	case i < len(s.Flights)/2:
		copy(s.Flights[1:i+1], s.Flights[:i])
		s.Flights = s.Flights[1:]
	default:
		s.Flights = slices.Delete(s.Flights, i, i+1)
	}
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
	case SnapshotEvent:
		v := &s.Servers[e.Snapshot.Server-1]
		v.beginBehind(e.Snapshot.Index)
		if e.Snapshot.Doing != SnapshotTaken {
			v.Machine = slices.Clone(e.Snapshot.Machine)
		}
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
		if !found {
			v.Machine = slices.Insert(v.Machine, i, raft.Pair{Key: e.Apply.Key})
		}
		v.Machine[i].Value, v.Machine[i].Version = e.Apply.Value, e.Apply.Version
	case SendEvent:
		s.Flights = append(s.Flights, *e.Message)
	case DelayEvent:
		if m := s.Flight(e.Message.ID); m != nil {
			m.Arrives = e.Message.Arrives
		}
	case DeliverEvent, DropEvent:
		s.lands(e.Message.ID)
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

// beginBehind takes the entries up to an index out of what is told of a log.
func (v *ServerView) beginBehind(base raft.Index) {
	first := max(v.First, 1)
	if v.First = base + 1; v.First < first {
		v.Log = nil
		return
	}
	v.Log = v.Log[min(int(v.First-first), len(v.Log)):]
}

// replaceLog assigns a part of a log. Where that reaches below what is told of the
// log, nothing is told of what lies before any more.
func (v *ServerView) replaceLog(c *LogChange) {
	first := max(v.First, 1)
	if c.From < first {
		v.Log, first = nil, c.From
	}
	v.Log = append(v.Log[:c.From-first], c.Entries...)
	if v.First = first; first == 1 {
		v.First = 0
	}
}
