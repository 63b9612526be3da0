package session

import (
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// branch is a cluster on its way into a session that holds the one which it comes from:
// a worker plays it to the edge while the session goes on.
type branch struct {
	from  *cluster // that it comes from
	taken int      // how many of from's live commands base knows
	base  replayer // from's run once more, to find where the two differ first
	fresh *cluster // nobody else has it yet

	goal string // the step of a lesson whose goal the learner goes for in it

	equal bool
	to    raft.Time // how far it is to be played now
}

// fork opens a branch of a cluster, with the same history up to an instant.
func (s *session) fork(by asker, req wire.ForkRequest) error {
	from, err := s.mayOpen(req.Cluster)
	if err != nil {
		return err
	}
	at := s.edge()
	if req.At != nil {
		at = *req.At
	}
	if at < 0 || at > s.edge() {
		return wire.Refuse(wire.RefusedRange, "from", "0", "to", strconv.FormatInt(int64(s.edge()), 10))
	}
	b := &branch{from: from, taken: len(from.live), base: from.replayFrom(at + 1), to: s.edge(), equal: true, goal: s.plan.goalAt(from, at)}
	points := slices.Clone(from.points)
	live := slices.Clone(from.live)
	name, of := s.freeName(), from.run.Name()
	id, end := s.freeID(), raft.Never
	if at < from.end {
		end = from.end
	}
	s.openBranch(by, b, func(*job) error {
		if err := b.base.playTo(at, nobody); err != nil {
			return err
		}
		run, err := b.base.run.Fork(name)
		if err != nil {
			return err
		}
		run.ComeFrom(of)
		b.fresh = &cluster{
			id: id, title: from.title, secret: from.secret, end: end, run: run, fresh: true, begin: from.begin, gap: from.gap,
			from: from,
		}
		b.fresh.points = points[:max(1, beforeOrAt(points, at))]
		before, _ := slices.BinarySearchFunc(live, at+1, func(c command, t raft.Time) int { return int(c.at - t) })
		b.fresh.live = append(live[:before], command{edge: at, at: at, fork: name})
		if req.Action == "" {
			return nil
		}
		return b.fresh.act(req.Action)
	})
	return nil
}

// compare opens a branch of a cluster: the same run with something changed.
func (s *session) compare(by asker, req wire.CompareRequest) error {
	from, err := s.mayOpen(req.Cluster)
	if err != nil {
		return err
	}
	if _, err := scenario.ParseChange(req.Change, from.run.World().Config()); err != nil {
		return err
	}
	b := &branch{from: from, taken: len(from.live), base: from.replayFrom(0), to: s.edge(), equal: true}
	now, name, id, end := &kept{run: from.run.Clone()}, s.freeName(), s.freeID(), from.end
	begin := func(m play.Meter) (*play.Run, error) {
		run, err := now.clone(m)
		if err != nil {
			return nil, err
		}
		return run.Compare(name, req.Change)
	}
	s.openBranch(by, b, func(j *job) error {
		run, err := begin(j.meter)
		if err != nil {
			return err
		}
		b.fresh = newCluster(id, run, begin)
		b.fresh.from, b.fresh.end, b.fresh.secret = from, end, from.secret
		return nil
	})
	return nil
}

// mayOpen returns the cluster of which a branch is to be opened.
func (s *session) mayOpen(from string) (*cluster, error) {
	c, err := s.cluster(from)
	switch {
	case err != nil:
		return nil, err
	case s.busy:
		return nil, wire.Refuse(wire.RefusedBusy)
	case len(s.clusters)+len(s.aside)+s.plan.away() >= maxClusters:
		return nil, wire.Refuse(wire.RefusedFull, "max", strconv.Itoa(maxClusters))
	case s.events()+c.run.World().Seq() > s.registry.options.maxEvents:
		return nil, tooFar(s.registry.options.maxEvents)
	}
	return c, nil
}

// openBranch has a cluster begun and played to the edge, and takes it into the session.
// While the session plays on, what it is behind gets less and less.
func (s *session) openBranch(by asker, b *branch, begin func(*job) error) {
	round, fits := 0, false
	var now extent
	var work func(*job) error
	var then func() (any, error)
	work = func(j *job) error {
		j.most = 2 * scenario.MaxEvents // its own, and those of what it is compared with
		if round == 0 {
			if err := b.base.start(j.meter); err != nil {
				return err
			}
			if err := begin(j); err != nil {
				return err
			}
		}
		b.base.run.SetMeter(j.meter)
		defer b.base.run.SetMeter(nil)
		defer j.making(b.fresh)()
		return b.play()
	}
	then = func() (_ any, err error) {
		if !slices.Contains(s.clusters, b.from) {
			return nil, wire.Refuse(wire.RefusedOvertaken)
		}
		behind := s.edge() - b.fresh.edge()
		if round++; behind > catchUp && round < maxRounds {
			b.follow(s.edge())
			s.inBackground(by, work, then)
			return nil, nil
		}
		if behind > catchUp {
			return nil, wire.Refuse(wire.RefusedBusy)
		}
		s.flush()
		b.follow(s.edge())
		if err := b.play(); err != nil {
			return nil, err
		}
		if !fits {
			runs, prose := runsOf(append(s.all(), b.fresh)), s.proseSize()
			fits = true // unless it turns out that it does not
			if play.PlaysAhead(runs) {
				runs = copies(runs)
				s.inBackground(by, func(j *job) (err error) {
					if now, err = admitRuns(metered(runs, j), prose); err != nil {
						return err
					}
					return work(j)
				}, then)
				return nil, nil
			}
			if now, err = admitRuns(runs, prose); err != nil {
				return nil, err
			}
		}
		s.extent, s.enough = now, now.next()
		s.leavePath()
		s.take(b)
		if b.goal != "" {
			s.goFor(b.goal)
		}
		return wire.Done{T: "done", Re: by.id, Cluster: b.fresh.id}, nil
	}
	s.inBackground(by, work, then)
}

// Bounds of bringing a cluster to an edge that moves on.
const (
	catchUp   = 100 * raft.Millisecond // is made up for at once
	maxRounds = 10
)

// follow says that the edge has moved on, and what has been done there.
func (b *branch) follow(edge raft.Time) {
	b.to = edge
	b.base.live = append(slices.Clip(b.base.live), b.from.live[b.taken:]...)
	b.taken = len(b.from.live)
}

// play plays the new cluster to where it is to stand, and along with it the run that
// it comes from, as long as the two are equal.
func (b *branch) play() error {
	var there []sim.Event
	take := func(events []sim.Event) bool {
		there = append(there, events...)
		return true
	}
	// At first it is as it has begun, and then all of that instant happens.
	for n := 0; n < 2 || b.fresh.edge() < b.to; n++ {
		c := b.fresh
		if n > 0 {
			next := min(b.to, c.run.Next())
			if b.equal {
				next = min(next, b.base.next())
			}
			if err := c.playInstant(max(next, c.edge())); err != nil {
				return err
			}
		}
		if b.equal {
			if n > 0 || b.base.run.Now() < c.edge() {
				if err := b.base.playTo(c.edge(), take); err != nil {
					return err
				}
			}
			if b.base.run.World().Hash() != c.run.World().Hash() {
				b.equal = false
				c.held = true
				if c.differs = divergence(b.from.id, c.events(), there); c.differs == nil {
					c.differs = &wire.Difference{Cluster: b.from.id, At: c.edge()}
				}
			}
			there = nil
		}
		c.forget()
	}
	return nil
}

// take takes a cluster in that stands at the edge, or a microsecond behind.
func (s *session) take(b *branch) {
	if b.equal {
		b.fresh.compared = b.from
	}
	b.fresh.breakpoints = s.breakpoints.in(b.fresh)
	s.clusters = append(s.clusters, b.fresh)
	s.align()
}
