package session

import (
	"math"
	"slices"
	"strconv"

	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// handle does what a page asks for, and answers it. A refused request has changed
// nothing.
func (s *session) handle(v *Viewer, req wire.Request) {
	answer, err := s.answer(v, req)
	s.reply(v, req, answer, err)
}

// reply answers a request, nil: not now. What came of it goes before the answer.
func (s *session) reply(v *Viewer, req wire.Request, answer any, err error) {
	if err != nil {
		answer = s.refusal(req, err)
	}
	s.flush()
	if answer != nil {
		v.send(wire.Marshal(answer))
	}
}

// refusal returns the answer to a request that was not carried out.
func (s *session) refusal(req wire.Request, err error) wire.Refused {
	r, expected := wire.AsRefusal(err)
	if !expected {
		s.registry.metrics.Failed()
		s.log.Error("a request failed", "t", req.T, "err", err)
	}
	s.registry.metrics.Refused(r.Code)
	return r.Answer(req.ID)
}

// Bounds of what one page can command, beyond those of all that it says. Whoever
// plays does not meet them; a class is no page.
const (
	commandRate  = 20 // a second
	commandBurst = 40
)

// costs are what a command takes of its page's allowance: as much as it is dearer
// than an action, which is one.
var costs = map[string]float64{"do": 1, "pace": 1, "step": 1, "breaks": 1, "close": 1, "go": 2, "open": 4, "lesson": 4, "fork": 4, "compare": 4}

// answer returns the answer to a request; nil when there is none, or it will come
// later.
func (s *session) answer(v *Viewer, req wire.Request) (any, error) {
	if cost, command := costs[req.T]; command {
		if !v.Commands() {
			return nil, wire.Refuse(wire.RefusedWatching)
		}
		now := s.registry.clock.Now()
		if !v.commanded.Take(cost, now) {
			return nil, wire.Refuse(wire.RefusedCommands, "seconds", seconds(v.commanded.wait(now)))
		}
	}
	done := wire.Done{T: "done", Re: req.ID}
	var err error
	switch req.T {
	case "do":
		return s.do(v, req)
	case "open":
		if req.Link != "" {
			return nil, s.openLink(v, req)
		}
		if req.New != nil {
			req.Text = begun(req.New)
		}
		if req.Change != "" {
			source, prose := lesson.Split(req.Text)
			if source, err = scenario.Changed(source, req.Change); err != nil {
				return nil, err
			}
			if req.Text = source; prose != "" {
				req.Text += "\n" + prose
			}
		}
		if lesson.Is(req.Text) {
			return nil, s.openOwnLesson(v, req)
		}
		return nil, s.open(v, req)
	case "lesson":
		return nil, s.openLesson(v, req)
	case "go":
		err = s.goTo(req)
	case "fork":
		return nil, s.fork(v, req)
	case "compare":
		return nil, s.compare(v, req)
	case "close":
		return s.closeCluster(v, req)
	case "pace":
		err = s.setPace(req)
	case "step":
		if _, err = s.barred(); err == nil {
			err = s.playback.step(s.clusters)
		}
	case "breaks":
		err = s.setBreakpoints(req)
	case "stretch":
		return nil, s.stretch(v, req)
	case "entries":
		return s.entries(v, req)
	case "text":
		return s.text(v, req)
	case "link":
		return s.link(req)
	case "hello":
		err = wire.Refuse(wire.RefusedHello)
	default:
		err = wire.Refuse(wire.RefusedUnknown, "t", wire.Clip(req.T))
	}
	return done, err
}

// do acts at the edge, of one cluster or of all. Of all, it acts wherever it can,
// and says where it could not.
func (s *session) do(v *Viewer, req wire.Request) (any, error) {
	if s.registry.options.onCommand != nil {
		s.registry.options.onCommand(req.Action)
	}
	addressed := func(c *cluster) bool { return c.id == req.Cluster || req.Cluster == everyCluster }
	if !slices.ContainsFunc(s.clusters, addressed) {
		return nil, wire.Refuse(wire.RefusedNoCluster, "cluster", wire.Clip(req.Cluster))
	}
	return s.admit(v, req, addressed, func() (any, error) {
		missed, err := s.act(req.Action, addressed)
		return wire.Done{T: "done", Re: req.ID, Missed: missed}, err
	})
}

// act does something in some of the clusters, and returns where it could not be done;
// an error, if nowhere.
func (s *session) act(action string, addressed func(*cluster) bool) (missed []wire.Missed, err error) {
	var acted []*cluster
	earliest := s.free(addressed)
	for _, c := range s.clusters {
		if !addressed(c) {
			continue
		}
		if failed := c.actFrom(earliest, action); failed != nil {
			r, expected := wire.AsRefusal(failed)
			if !expected || err == nil {
				err = failed
			}
			missed = append(missed, wire.Missed{Cluster: c.id, Code: r.Code, Values: r.Values})
			continue
		}
		acted = append(acted, c)
		if s.plan.owns(c.id) {
			s.plan.acted = true
		}
	}
	if acted == nil {
		return nil, err
	}
	s.part(acted)
	s.align()
	return missed, nil
}

// everyCluster stands for all clusters of a session.
const everyCluster = "*"

// align moves all edges to the newest of them: what was done in one cluster may
// have taken a microsecond there.
func (s *session) align() {
	edge := s.edge()
	for _, c := range s.clusters {
		edge = max(edge, c.edge())
	}
	for _, c := range s.clusters {
		if err := c.reach(edge); err != nil {
			s.stopped(err)
		}
	}
	s.playback.heed(s.clusters)
}

// open replaces all clusters by the beginning of other runs, and lets them play.
func (s *session) open(v *Viewer, req wire.Request) error {
	if s.busy {
		return wire.Refuse(wire.RefusedBusy)
	}
	text, err := scenario.Parse(req.Text)
	if err != nil {
		return err
	}
	var clusters []*cluster
	s.inBackground(v, req, func(j *job) (err error) {
		if clusters, err = newClusters(text, j.meter); err != nil {
			return err
		}
		defer j.making(clusters...)()
		return playTogether(clusters, 0) // at the edge, everything has happened
	}, func() (any, error) {
		s.setPlan(nil)
		s.replace(clusters)
		s.play(true)
		return wire.Done{T: "done", Re: req.ID}, nil
	})
	return nil
}

// begun returns a new run as a text. Whether its settings can be so shows when that is
// read.
func begun(run *wire.NewRun) string {
	s := scenario.Scenario{Config: sim.DefaultConfig()}
	c := &s.Config
	c.Servers, c.Seed, c.Batch, c.NoOp, c.PreVote = run.Servers, run.Seed, run.Batch, run.NoOp, run.PreVote
	c.ParallelWrites, c.TellCommits, c.CheckQuorum, c.LeaderPromise = run.ParallelWrites, run.TellCommits, run.CheckQuorum, run.LeaderPromise
	c.Latency, c.ElectionTimeout, c.Heartbeat, c.Apply = run.Latency, run.ElectionTimeout, run.Heartbeat, run.Apply
	if run.ReadIndex {
		c.Reads = sim.ReadIndex
	}
	for _, rule := range run.Without {
		c.Without = c.Without.With(rule)
	}
	return s.Format()
}

// setPace plays, pauses, or changes the speed.
func (s *session) setPace(req wire.Request) error {
	if req.Playing != nil && *req.Playing {
		if _, err := s.barred(); err != nil {
			return err
		}
	}
	if req.Speed != nil {
		if err := s.playback.set(*req.Speed); err != nil {
			return err
		}
	}
	if req.Playing != nil {
		s.play(*req.Playing)
	}
	return nil
}

// stretch has an older part of a run regenerated.
func (s *session) stretch(v *Viewer, req wire.Request) error {
	c, err := s.cluster(req.Cluster)
	if err != nil {
		return err
	}
	return s.sendStretch(v, c, req)
}

// seconds writes a wait in whole seconds, at least one.
func seconds(wait float64) string { return strconv.Itoa(max(1, int(math.Ceil(wait)))) }
