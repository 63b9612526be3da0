package sim

import (
	"fmt"
	"slices"

	"raft-playground/raft"
)

// World is a cluster with its network, disks and clients, at one instant of
// virtual time. It is not safe for concurrent use.
type World struct {
	cfg Config

	now      raft.Time
	happened raft.Time // instant of the last thing that was due and done; -1 before the first

	agenda  agenda
	servers []process
	clients []client
	links   []link // between servers, see [World.link]
	network Network

	nextMessage uint64
	compacted   raft.Vector[raft.Entry]    // what any server has thrown away, for those who look back
	tampers     []Tamper                   // that wait for their message to be sent
	underWay    [ActivityImportant + 1]int // messages in flight by what they mean
	answering   bool                       // whatever is sent now answers something that matters
	speech      speech                     // what is sent in the second half of a step
	applied     []Application              // room for what one step applies

	trace trace
}

// New returns a world at time 0, all servers started. It returns an error for a
// configuration that is out of bounds.
func New(cfg Config) (*World, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	w := &World{
		cfg:      cfg,
		happened: -1,
		network:  Network{Latency: cfg.Latency, Loss: cfg.Loss},
		servers:  make([]process, cfg.Servers),
		links:    make([]link, cfg.Servers*cfg.Servers),
		trace:    trace{hash: newHash()},
	}
	for from := raft.ServerID(1); int(from) <= cfg.Servers; from++ {
		for to := raft.ServerID(1); int(to) <= cfg.Servers; to++ {
			w.link(from, to).rand = raft.NewRand(cfg.Seed, fmt.Sprintf("link %v %v", from, to))
			w.link(from, to).faults = raft.NewRand(cfg.Seed, fmt.Sprintf("faults %v %v", from, to))
		}
	}
	w.emit(&Event{Kind: NetworkEvent, Network: w.networkView()})
	for i := range w.servers {
		p := &w.servers[i]
		p.id = raft.ServerID(i + 1)
		p.disk = disk{sync: cfg.DiskSync, done: raft.Never}
		p.prepare(&cfg)
		if begun := &p.disk.durable.Log; begun.LastIndex() > 0 {
			w.showLog(p.id, 1, begun.Slice(1, begun.LastIndex()))
		}
		if err := w.start(p); err != nil {
			return nil, err
		}
	}
	for id := raft.ClientID(1); int(id) <= cfg.Clients; id++ {
		w.client(id)
	}
	return w, nil
}

// Clone returns an independent copy, without the events that nobody has taken
// yet.
func (w *World) Clone() *World {
	c := *w
	c.agenda = w.agenda.clone()
	c.servers = slices.Clone(w.servers)
	for i := range c.servers {
		c.servers[i].cloneParts()
	}
	c.links = slices.Clone(w.links)
	c.clients = slices.Clone(w.clients)
	for i := range c.clients {
		c.clients[i].queue = slices.Clone(c.clients[i].queue)
	}
	c.compacted = w.compacted.Clone()
	c.tampers = slices.Clone(w.tampers)
	c.speech = w.speech.clone()
	c.applied = nil
	c.trace = w.trace.clone()
	return &c
}

// Config returns what the run started from.
func (w *World) Config() Config { return w.cfg }

// Now returns the instant up to which everything has happened.
func (w *World) Now() raft.Time { return w.now }

// Server returns a server's algorithm for reading, nil while it is down.
func (w *World) Server(id raft.ServerID) *raft.Server {
	if p := &w.servers[id-1]; !p.down {
		return p.server
	}
	return nil
}

// Leader returns the running leader of the highest term, 0 when there is none.
func (w *World) Leader() raft.ServerID {
	var leader raft.ServerID
	var term raft.Term
	for i := range w.servers {
		p := &w.servers[i]
		if !p.down && p.server.Role() == raft.Leader && p.server.CurrentTerm() >= term {
			leader, term = p.id, p.server.CurrentTerm()
		}
	}
	return leader
}

// Next returns when the next thing is due, [raft.Never] when nothing is.
func (w *World) Next() raft.Time { return w.due().at }

// Step does the next thing that is due. It does nothing when nothing is.
func (w *World) Step() {
	if d := w.due(); d.at != raft.Never {
		w.do(d)
		w.speak()
	}
}

// HalfStep does half of the next thing that is due up to and including t, and
// reports whether there was any. In the first half of a step something arrives or
// runs out, and a server changes; in the second it sends what follows from that.
// Two half steps do what a [World.Step] does, unless something is done to the
// world in between.
func (w *World) HalfStep(t raft.Time) bool {
	d := w.due()
	if d.at > t || d.at == raft.Never {
		return false
	}
	w.do(d)
	return true
}

// RunUntil does everything that is due up to and including t, and moves on to t.
func (w *World) RunUntil(t raft.Time) {
	for d := w.due(); d.at <= t && d.at != raft.Never; d = w.due() {
		w.do(d)
	}
	w.now = max(w.now, t)
}

// AdvanceTo does everything that is due before t, and moves on to t. What is
// then done with [World.Do] comes before all else at t.
func (w *World) AdvanceTo(t raft.Time) {
	for d := w.due(); d.at < t; d = w.due() {
		w.do(d)
	}
	w.now = max(w.now, t)
}

// ActionTime returns the earliest instant at which an action can be recorded so
// that a replay, where actions come before all else at their instant, plays the
// same.
func (w *World) ActionTime() raft.Time { return max(w.now, w.happened+1) }

func (w *World) do(d due) {
	w.now, w.happened = d.at, d.at
	switch d.kind {
	case dueFlight:
		w.arrive()
	case dueTimer:
		p := &w.servers[d.which]
		w.carryOut(p, p.server.Timeout(w.readClock(p)))
	case dueDisk:
		w.synced(&w.servers[d.which])
	case dueMachine:
		w.appliedNext(&w.servers[d.which])
	case dueClient:
		w.clientWaited(&w.clients[d.which])
	case dueTraffic:
		w.trafficDue(&w.clients[d.which])
	case dueSpeech:
		w.speak()
	}
}

// Activity is how much what is under way matters to someone who watches.
type Activity int

// What can be under way, from least to most.
const (
	ActivityNone      Activity = iota // timers run, nothing travels
	ActivityHeartbeat                 // heartbeats and their replies
	ActivityImportant                 // votes, entries, clients, disk writes, entries being applied
)

// Activity returns how important the most important thing is that is under way, and
// how long the quickest of that importance takes in all: a message from being sent
// to its arrival or loss, a disk from beginning to write to the end, a state machine
// likewise. The duration
// is in microseconds, and 0 when nothing is under way.
func (w *World) Activity() (Activity, raft.Duration) {
	most := ActivityNone
	if w.underWay[ActivityHeartbeat] > 0 {
		most = ActivityHeartbeat
	}
	quickest := raft.Never
	for i := range w.servers {
		p := &w.servers[i]
		if p.disk.done != raft.Never {
			most = ActivityImportant
			quickest = min(quickest, p.disk.took)
		}
		if p.machine.done != raft.Never {
			most = ActivityImportant
			quickest = min(quickest, w.cfg.Apply)
		}
	}
	if w.underWay[ActivityImportant] > 0 {
		most = ActivityImportant
	}
	if most == ActivityNone {
		return ActivityNone, 0
	}
	for _, due := range w.agenda.heap {
		if f := &w.agenda.flights[due.which]; f.activity == most {
			quickest = min(quickest, due.at-f.view.Sent)
		}
	}
	return most, quickest
}
