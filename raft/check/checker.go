package check

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// MaxViolations is how many violations a checker keeps; a run that has shown so
// many has made its point.
const MaxViolations = 64

// Checker watches one run. Feed it every event, in order.
type Checker struct {
	servers []shadow

	leaders  raft.Vector[raft.ServerID] // of each term, written once
	entries  entryTable                 // every entry ever seen, by index and term
	ledger   raft.Vector[commitment]    // what is committed, by index
	machines machines                   // what applying that has led to
	floors   []floor                    // what a read of each key must return at least
	requests [raft.MaxClients + 1]invocation
	wiped    raft.ServerID

	reported []subject       // in the order in which they showed
	found    []sim.Violation // by the current event
}

// subject is what a violation is about; each is reported once.
type subject struct {
	property Property
	server   raft.ServerID
	term     raft.Term
	index    raft.Index
	request  uint32
}

// New returns a checker for a cluster that has not begun yet.
func New(servers int) *Checker {
	return &Checker{servers: make([]shadow, servers)}
}

// Clone returns an independent copy.
func (c *Checker) Clone() *Checker {
	d := *c
	d.servers = make([]shadow, len(c.servers))
	for i := range c.servers {
		d.servers[i] = c.servers[i].clone()
	}
	d.leaders = c.leaders.Clone()
	d.entries = c.entries.clone()
	d.ledger = c.ledger.Clone()
	d.machines = c.machines.clone()
	d.floors = slices.Clone(c.floors)
	d.found = nil
	return &d
}

// Broken returns which properties have broken so far, in the order in which that
// showed.
func (c *Checker) Broken() []Property {
	var broken []Property
	for _, s := range c.reported {
		if !slices.Contains(broken, s.property) {
			broken = append(broken, s.property)
		}
	}
	return broken
}

// Event takes the next event of the run and returns the violations that it
// shows, none as a rule. They are valid until the next call.
func (c *Checker) Event(e *sim.Event) []sim.Violation {
	c.found = c.found[:0]
	switch e.Kind {
	case sim.ServerEvent:
		c.serverChanged(e.Server)
	case sim.LogEvent:
		c.logChanged(e.Log)
	case sim.DecisionEvent:
		// A leader may step down and lose entries in one step.
		if e.Decision.Kind == raft.SteppedDown || e.Decision.Kind == raft.Yielded {
			c.servers[e.By-1].role = raft.Follower
		}
	case sim.ProgressEvent:
		c.progressed(e.Progress)
	case sim.ApplyEvent:
		c.applied(e.Apply)
	case sim.SnapshotEvent:
		c.snapshotChanged(e.Snapshot)
	case sim.SendEvent:
		c.sent(e.Message)
	case sim.ClientEvent:
		c.clientChanged(e.Client)
	}
	return c.found
}

// violated reports a violation, once for each subject. It returns what is reported, to be
// given its body; nil when it was reported before, or enough has been.
func (c *Checker) violated(s subject) *sim.Violation {
	if slices.Contains(c.reported, s) || len(c.reported) >= MaxViolations {
		return nil
	}
	c.reported = append(c.reported[:len(c.reported):len(c.reported)], s)
	p := s.property
	c.found = append(c.found, sim.Violation{Property: p.String(), Tier: p.Tier().String(), Section: p.Section(), Wiped: c.wiped})
	return &c.found[len(c.found)-1]
}

// serverChanged compares a server's new scalar state with the former one.
func (c *Checker) serverChanged(now *sim.ServerState) {
	s := &c.servers[now.ID-1]
	if now.Wipes > s.wipes {
		s.wipes, c.wiped = now.Wipes, now.ID
		s.syncedTerm, s.syncedVote = 0, 0 // that they fell is the fault itself
	}
	c.durableTermAndVote(s, now)
	runs := !now.Down && !s.down
	elected := !now.Down && now.Role == raft.Leader && (s.role != raft.Leader || s.term != now.Term || s.down)
	if runs && now.CommitIndex < s.commit {
		if v := c.violated(subject{property: CommitMonotonic, server: now.ID, index: s.commit}); v != nil {
			v.CommitMonotonic = &sim.CommitMonotonic{Server: now.ID, Was: s.commit, Now: now.CommitIndex}
		}
	}
	committed := s.commit
	if !runs {
		committed = 0
	}
	s.down, s.role, s.term, s.commit, s.synced = now.Down, now.Role, now.Term, now.CommitIndex, now.SyncedIndex
	if elected {
		c.elected(s, now)
	}
	for i := committed + 1; i <= now.CommitIndex && !now.Down; i++ {
		c.committed(s, now.ID, i)
	}
}
