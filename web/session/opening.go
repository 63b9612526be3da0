package session

import (
	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// open replaces all clusters by what a page brings: a link, a new run, a text, a lesson.
func (s *session) open(by asker, req wire.OpenRequest) error {
	if req.Link != "" {
		return s.openLink(by, req.Link)
	}
	text := req.Text
	if req.New != nil {
		text = begun(req.New)
	}
	if req.Change != "" {
		source, prose := lesson.Split(text)
		source, err := scenario.Changed(source, req.Change)
		if err != nil {
			return err
		}
		if text = source; prose != "" {
			text += "\n" + prose
		}
	}
	if lesson.Is(text) {
		return s.openOwnLesson(by, text, req.Step)
	}
	return s.openText(by, text)
}

// openText replaces all clusters by the beginning of the runs that a text tells, and lets
// them play.
func (s *session) openText(by asker, source string) error {
	if s.busy {
		return wire.Refuse(wire.RefusedBusy)
	}
	text, err := scenario.Parse(source)
	if err != nil {
		return err
	}
	var clusters []*cluster
	s.inBackground(by, func(j *job) (err error) {
		if clusters, err = newClusters(text, j.meter); err != nil {
			return err
		}
		defer j.making(clusters...)()
		return playTogether(clusters, 0) // at the edge, everything has happened
	}, func() (any, error) {
		s.setPlan(nil)
		s.replace(clusters)
		s.play(true)
		return wire.Done{T: "done", Re: by.id}, nil
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
	c.Voters = firstServers(run)
	c.SnapshotEvery, c.JointConsensus = run.SnapshotEvery, run.JointChanges
	c.Latency, c.ElectionTimeout, c.Heartbeat, c.Apply = run.Latency, run.ElectionTimeout, run.Heartbeat, run.Apply
	if run.ReadIndex {
		c.Reads = sim.ReadIndex
	}
	for _, rule := range run.Without {
		c.Without = c.Without.With(rule)
	}
	return s.Format()
}

// firstServers returns the voters of a new run: so many of the first servers, none where
// all of them vote.
func firstServers(run *wire.NewRun) (voters raft.ServerSet) {
	if int(run.Voters) == run.Servers {
		return 0
	}
	for id := raft.ServerID(1); uint8(id) <= min(run.Voters, raft.MaxServers+1); id++ {
		voters = voters.With(id)
	}
	return voters
}

// openLink replaces all clusters by what a link tells.
func (s *session) openLink(by asker, code string) error {
	if s.busy {
		return wire.Refuse(wire.RefusedBusy)
	}
	var scene *scene
	s.inBackground(by, func(j *job) (err error) {
		if scene, err = readLink(code, j); err != nil {
			return err
		}
		return scene.play(j)
	}, func() (any, error) {
		s.enter(scene)
		if !scene.paused {
			s.play(true)
		}
		return wire.Done{T: "done", Re: by.id, Older: scene.older}, nil
	})
	return nil
}
