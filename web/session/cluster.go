package session

import (
	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// cluster is a run in a session: its newest instant is the edge, up to and
// including which everything has happened. Checkpoints of older instants make it
// possible to come back to any of them.
type cluster struct {
	id    string
	title string
	end   raft.Time // where the text says that the run ends; raft.Never if it does not
	from  *cluster  // that it came from, nil for a run of its own
	run   *play.Run

	secret      bool                // which rules it goes without is for the learner to find out
	fresh       bool                // nothing of this run has been in a frame
	seen        uint64              // the newest event that has been looked at
	held        bool                // differs, or another one's, is about events since the last frame
	sent        raft.Time           // the edge in the last frame
	slowUntil   raft.Time           // smart speed stays slow up to here
	breaches    []wire.Breach       // of the properties, up to the edge; a checker reports a bounded number
	told        int                 // outcomes in the last frame
	breakpoints *clusterBreakpoints // nil when there is nothing to pause for
	compared    *cluster            // the one that it came from, while the two are equal
	differs     *wire.Difference    // from the one that it came from
	different   bool                // that has just been found

	live   []command                           // what was done at the edge, in order
	points []point                             // checkpoints, oldest first
	begin  func(play.Meter) (*play.Run, error) // the run once more, as it began
	gap    uint64                              // events between two checkpoints
}

// command is something that was done at the edge.
type command struct {
	edge   raft.Time // up to here everything had happened before
	at     raft.Time // when it was done: there, or a microsecond later
	action string    // as it was recorded
	fork   string    // instead of an action: from here on this is a run of that name, and no longer the former one
	part   *parting  // instead of an action: it followed another until then
}

// parting is what a cluster is told when something was done to it, to the one that it
// follows, or to both; or how often those have left what they follow themselves that it
// follows and that parted then.
type parting struct {
	at    raft.Time
	both  bool
	ahead int
}

// newCluster returns a cluster in which a run stands at its beginning, where begin
// can begin it again.
func newCluster(id string, run *play.Run, begin func(play.Meter) (*play.Run, error)) *cluster {
	c := &cluster{id: id, title: run.Title(), end: raft.Never, run: run, fresh: true}
	run.World().TakeEvents() // how the world began is in its state
	c.startCheckpoints(begin)
	return c
}

// edge returns the run's newest instant.
func (c *cluster) edge() raft.Time { return c.run.Now() }

// due returns how long it is until something happens, the text's end included;
// raft.Never when nothing will.
func (c *cluster) due() raft.Duration {
	next := c.run.Next()
	if c.edge() < c.end {
		next = min(next, c.end)
	}
	if next == raft.Never {
		return raft.Never
	}
	return next - c.edge()
}

// advance moves the edge by d. An error comes from a statement that could not be
// carried out; the edge then stands at its instant.
func (c *cluster) advance(d raft.Duration) error {
	err := c.run.RunUntil(c.edge() + d)
	c.collect()
	return err
}

// reach moves the edge to an instant, also behind statements that cannot be carried
// out, so that all clusters stay at one. The error is of the first of them.
func (c *cluster) reach(t raft.Time) error {
	first := c.advance(t - c.edge())
	for err := first; canGoOn(c.run, t, err); {
		err = c.advance(t - c.edge())
	}
	return first
}

// act does something at the edge, and plays that instant to its end. A statement
// of the same instant that cannot be carried out comes up with the next advance.
func (c *cluster) act(action string) error { return c.actFrom(c.run.Free(), action) }

// actFrom does the same at an instant at the earliest.
func (c *cluster) actFrom(earliest raft.Time, action string) error {
	edge := c.edge()
	recorded, err := c.run.DoFrom(earliest, action)
	if err != nil {
		return err
	}
	c.live = append(c.live, command{edge: edge, at: c.edge(), action: recorded})
	c.slowUntil = c.edge() + slowAfterAction
	c.collect()
	return nil
}

// collect looks at what has just happened. The world keeps it until it is told.
func (c *cluster) collect() {
	events := c.run.World().Since(c.seen)
	c.seen = c.run.World().Seq()
	c.note(events)
	if c.breakpoints != nil {
		c.breakpoints.see(c.id, events)
	}
}

// events returns what has happened since the last frame, valid until more does.
func (c *cluster) events() []sim.Event { return c.run.World().Since(0) }

// forget forgets what has happened since the last frame.
func (c *cluster) forget() {
	if c.held {
		c.run.World().TakeEvents()
	} else {
		c.run.World().DropEvents()
	}
	c.held = false
}

// note remembers what broke, for pages that come later.
func (c *cluster) note(events []sim.Event) {
	for i := range events {
		if e := &events[i]; e.Kind == sim.ViolationEvent {
			c.breaches = append(c.breaches, wire.Breach{At: e.At, Violation: *e.Violation})
		}
	}
}

// outcomes returns what became of the claims that have been judged, and of the
// statements that could not be carried out.
func (c *cluster) outcomes() []wire.Outcome {
	var all []wire.Outcome
	for _, o := range c.run.Outcomes() {
		all = append(all, wire.Outcome{Line: o.Line, At: o.At, Claim: o.Claim, Held: o.Held, Instead: o.Instead, Open: o.Open, Late: !o.Reached})
	}
	for _, f := range c.run.Failures() {
		r, _ := wire.AsRefusal(f.Err)
		all = append(all, wire.Outcome{Line: f.Err.Line, At: f.At, Claim: f.Err.Found, Code: r.Code, Values: r.Values, Noted: f.Noted})
	}
	return all
}

// judged is how many outcomes there are.
func (c *cluster) judged() int { return len(c.run.Outcomes()) + len(c.run.Failures()) }

// watched names the properties that are checked with every event of every run.
// Linearizability of a whole history is not among them: that shows at the end.
var watched = func() []string {
	var names []string
	for _, p := range check.Properties() {
		if p != check.Linearizability {
			names = append(names, p.String())
		}
	}
	return names
}()

// tick returns what has happened since the last frame, false when nothing has. Once
// it is told, the cluster can forget that.
func (c *cluster) tick() (wire.ClusterTick, bool) {
	edge, judged := c.edge(), c.judged()
	tick := wire.ClusterTick{ID: c.id, Edge: edge}
	switch {
	case c.fresh:
		view := c.view(wire.MaxMessage / maxClusters)
		tick.Reset = &view
	case len(c.events()) > 0 || edge != c.sent || c.different || judged != c.told:
		if events := c.events(); len(events) > 0 {
			tick.Events = events
			tick.First = c.run.World().Seq() - uint64(len(events)) + 1
		}
		if c.different {
			tick.Differs = c.differs
		}
		if judged != c.told {
			tick.Outcomes = c.outcomes()
		}
	default:
		return tick, false
	}
	c.fresh, c.sent, c.different, c.told = false, edge, false, judged
	return tick, true
}

// view returns everything at once, within so many bytes.
func (c *cluster) view(most int) wire.Cluster {
	cfg := c.run.World().Config()
	if c.secret {
		cfg.Without = 0
	}
	return wire.Cluster{
		ID: c.id, Title: c.title, Edge: c.edge(), State: stateWithin(c.run.World(), most*3/4),
		Properties: watched, Breaches: c.breaches,
		Options: &wire.RunSettings{Settings: wire.Settings{
			Servers: cfg.Servers, Voters: uint8(cfg.Voters.Len()), Seed: cfg.Seed, ElectionTimeout: cfg.ElectionTimeout,
			Heartbeat: cfg.Heartbeat, Apply: cfg.Apply, NoOp: cfg.NoOp, Batch: cfg.Batch, SnapshotEvery: cfg.SnapshotEvery,
			PreVote: cfg.PreVote, ParallelWrites: cfg.ParallelWrites, TellCommits: cfg.TellCommits, CheckQuorum: cfg.CheckQuorum, LeaderPromise: cfg.LeaderPromise, JointChanges: cfg.JointConsensus, ReadIndex: cfg.Reads == sim.ReadIndex, Without: switchedOff(cfg.Without),
		}, VotesNeeded: cfg.VotesNeeded(), CopiesNeeded: cfg.CopiesNeeded()},
		Name: c.run.Name(), Origin: c.origin(), Differs: c.differs, Outcomes: someOutcomes(c.outcomes(), maxOutcomes*most/wire.MaxMessage),
	}
}

// origin returns how the cluster came from another, nil if it did not.
func (c *cluster) origin() *wire.Origin {
	if c.from == nil {
		return nil
	}
	o := c.run.Origin()
	from, own := c.from.run.World().Config(), c.run.World().Config()
	return &wire.Origin{Cluster: c.from.id, Fork: o.Fork, Step: o.Step, Alone: o.Alone, Changes: scenario.Changes(&from, &own)}
}

// switchedOff lists the rules of a set.
func switchedOff(set raft.RuleSet) []raft.Rule {
	var off []raft.Rule
	for _, rule := range raft.Rules() {
		if set.Has(rule) {
			off = append(off, rule)
		}
	}
	return off
}
