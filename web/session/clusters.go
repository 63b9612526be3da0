package session

import (
	"slices"
	"strconv"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/wire"
)

// This file is about which clusters a session has.

// all returns the session's clusters, and those that wait aside.
func (s *session) all() []*cluster { return append(slices.Clone(s.aside), s.clusters...) }

// freeID returns an ID that no cluster has, nor had one of the lesson's own.
func (s *session) freeID() string {
	for i := range maxClusters {
		id := clusterName(i)
		if s.plan.owns(id) {
			continue // also when it is closed
		}
		if !slices.ContainsFunc(s.all(), func(c *cluster) bool { return c.id == id }) {
			return id
		}
	}
	return "" // there is room, or nobody would ask
}

// freeName returns the name of a variant that no run has.
func (s *session) freeName() string {
	for n := 1; ; n++ {
		name := strings.ToLower(s.freeID())
		if n > 1 {
			name += "-" + strconv.Itoa(n)
		}
		if !slices.ContainsFunc(s.all(), func(c *cluster) bool { return c.run.Name() == name }) {
			return name
		}
	}
}

// free returns the first instant at which something can be done to clusters. That of
// a fork is history, which both have in common.
func (s *session) free(addressed func(*cluster) bool) raft.Time {
	free := s.edge()
	for _, c := range s.clusters {
		if addressed(c) || c.from != nil && addressed(c.from) {
			free = max(free, c.run.Free())
		}
	}
	return free
}

// part has clusters that follow another part with it when something was done just now
// to one of the two.
func (s *session) part(acted []*cluster) {
	for _, c := range s.clusters {
		here, there := slices.Contains(acted, c), slices.Contains(acted, c.from)
		p := &parting{at: acted[0].edge(), both: here && there}
		ahead := c.run.Ahead()
		if (here || there) && c.run.Part(p.at, p.both) {
			c.live = append(c.live, command{edge: c.edge(), at: c.edge(), part: p})
			c.fresh = true // its origin is another
			s.unbranch(c, ahead, ahead)
		}
	}
}

// unbranch has those that follow a cluster to where they leave it do what it does, which
// has parted: it was to leave what it followed so often.
func (s *session) unbranch(from *cluster, ahead, parted int) {
	for _, c := range s.clusters {
		if parted > 0 && c.from == from && c.run.Ahead() == ahead+1 {
			c.run.Unbranch(parted)
			c.live = append(c.live, command{edge: c.edge(), at: c.edge(), part: &parting{at: c.edge(), ahead: parted}})
			s.unbranch(c, ahead+1, parted)
		}
	}
}

// closeCluster takes a cluster away. Those that came from it come from another then:
// what they say of themselves is true of one that is there.
func (s *session) closeCluster(by asker, req wire.CloseRequest) (any, error) {
	c, err := s.cluster(req.Cluster)
	switch {
	case err != nil:
		return nil, err
	case len(s.clusters) == 1:
		return nil, wire.Refuse(wire.RefusedLast)
	}
	all := s.all()
	gone := slices.Index(all, c)
	var joins []play.Rejoining
	var now extent
	prose := s.proseSize()
	return s.inspectRunsThen(by, all, func(runs []*play.Run) (err error) {
		if joins, err = play.Without(runs, gone); err != nil {
			return err
		}
		// What it told, others may have to tell by themselves.
		now, err = admitRuns(slices.Delete(slices.Clone(runs), gone, gone+1), prose)
		return err
	}, func() (any, error) {
		s.extent, s.enough = now, now.next()
		s.plan.close(c)
		s.drop(c)
		s.rejoin(c, joins)
		return wire.Done{T: "done", Re: by.id}, nil
	})
}

// rejoin has those that came from a cluster that is gone come from another one.
func (s *session) rejoin(gone *cluster, joins []play.Rejoining) {
	all := s.all()
	for _, join := range joins {
		c := all[join.Run]
		c.run.Rejoin(join)
		c.fresh = true // its origin is another
		former := c.from
		if c.from = nil; join.Run > 0 {
			c.from = all[join.From]
		}
		switch {
		case c.from == nil:
			c.compared, c.differs = nil, nil
		case former == gone:
			c.differs = divergenceThrough(c.differs, gone, c.from)
			if c.compared = nil; c.differs == nil {
				c.compared = c.from
			}
		}
	}
}

// drop takes a cluster out of the session.
func (s *session) drop(c *cluster) {
	s.flush() // whether it differs from others is only known while it is here
	s.clusters = slices.DeleteFunc(s.clusters, func(other *cluster) bool { return other == c })
	s.closed = append(s.closed, c.id)
	for _, other := range s.clusters {
		if other.compared == c {
			other.compared = nil
		}
	}
}

// replace lets other clusters take the place of all.
func (s *session) replace(clusters []*cluster) {
	for _, old := range s.clusters {
		if !slices.ContainsFunc(clusters, func(c *cluster) bool { return c.id == old.id }) {
			s.closed = append(s.closed, old.id)
		}
	}
	s.clusters, s.aside, s.extent = clusters, nil, extent{}
	for _, c := range clusters {
		c.breakpoints = s.breakpoints.in(c)
	}
	s.presenter.at = nil
	s.older = false
	s.playback.fraction = 0
}

// newClusters returns clusters in which the runs that a text tells stand at their
// beginning: the first is its main run, and each other is compared with the one that
// it comes from.
func newClusters(text *scenario.Scenario, m play.Meter) ([]*cluster, error) {
	runs, err := play.RunsMetered(text, m)
	if err != nil {
		return nil, err
	}
	var clusters []*cluster
	for i, run := range runs {
		c := newCluster(clusterName(i), run, func(m play.Meter) (*play.Run, error) {
			again, err := play.RunsMetered(text, m)
			if err != nil {
				return nil, err
			}
			return again[i], nil
		})
		switch {
		case i > 0:
			own := &text.Variants[i-1]
			other := clusters[1+slices.IndexFunc(text.Variants, func(v scenario.Variant) bool { return v.Name == own.From.Of })]
			c.compared, c.from, c.end = other, other, other.end
			if own.HasEnd {
				c.end = own.End
			}
		case text.HasEnd:
			c.end = text.End
		}
		clusters = append(clusters, c)
	}
	return clusters, nil
}

func clusterName(i int) string { return string(rune('A' + i)) }
