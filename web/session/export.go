package session

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/link"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/wire"
)

// Engine is the version of what plays a run. It changes whenever the same text
// plays differently.
const Engine = "1"

// inspectRunsThen has something found out about the runs of clusters, as a text tells them, for
// a command, which then is carried out. That is done at once, unless forks have to be
// played ahead for it: then in turns, on copies of the runs.
func (s *session) inspectRunsThen(by asker, clusters []*cluster, find func([]*play.Run) error, then func() (any, error)) (any, error) {
	runs := runsOf(clusters)
	if !play.PlaysAhead(runs) {
		if err := find(runs); err != nil {
			return nil, err
		}
		return then()
	}
	if s.busy {
		return nil, wire.Refuse(wire.RefusedBusy)
	}
	runs = copies(runs)
	s.inBackground(by, func(j *job) error { return find(metered(runs, j)) }, then)
	return nil, nil
}

// inspectRuns answers a page with what is found in the runs of clusters, likewise, but at the
// same time as whatever is done for commands: one after the other for a page.
func (s *session) inspectRuns(by asker, clusters []*cluster, find func([]*play.Run) (any, error)) (any, error) {
	runs := runsOf(clusters)
	switch {
	case !play.PlaysAhead(runs):
		return find(runs)
	case by.page.inspecting:
		return nil, wire.Refuse(wire.RefusedTooMany)
	}
	by.page.inspecting = true
	runs = copies(runs)
	ctx, payer := by.page.ctx, by.page.payer
	s.registry.background.Go(func() {
		var answer any
		err := s.inTurns(ctx, payer, func(j *job) (err error) {
			answer, err = find(metered(runs, j))
			return err
		})
		s.post(func() {
			by.page.inspecting = false
			if ctx.Err() == nil {
				s.reply(by, answer, err)
			}
		})
	})
	return nil, nil
}

// copies returns copies of runs, on which somebody else can work.
func copies(runs []*play.Run) []*play.Run {
	list := make([]*play.Run, len(runs))
	for i, run := range runs {
		list[i] = run.Clone()
	}
	return list
}

// metered has runs metered by a job.
func metered(runs []*play.Run, j *job) []*play.Run {
	for _, run := range runs {
		run.SetMeter(j.meter)
	}
	return runs
}

// text returns the session as a text: with what is still to come, and ended at
// the edge.
func (s *session) text(by asker, req wire.TextRequest) (any, error) {
	answer := wire.Text{T: "text", Re: by.id, Edge: s.edge(), Hash: s.clusters[0].run.World().HashString()}
	prose, aside := s.prose(), len(s.aside)
	return s.inspectRuns(by, s.all(), func(runs []*play.Run) (_ any, err error) {
		if answer.Text, err = play.Together(runs); err != nil {
			return nil, err
		}
		answer.Text += prose
		answer.Ended, err = play.ExportTogether(runs[aside:])
		answer.Coming = !scenario.SameButEnds(answer.Text, answer.Ended)
		answer.More = req.Text != "" && !scenario.SameButEnds(answer.Text, req.Text)
		return answer, err
	})
}

// prose returns what makes a lesson of the text of the session's runs.
func (s *session) prose() string {
	if s.plan == nil {
		return ""
	}
	progress := s.progress()
	return "\n" + s.plan.lesson.ProseText() + progress.Text()
}

// progress returns how far the learner has got with the lesson.
func (s *session) progress() lesson.Progress {
	c := s.plan
	p := lesson.Progress{Left: c.left, Attempt: c.goal, Closed: c.closed}
	all := s.all()
	ids := c.idsOf(len(all), c.closed)
	for _, step := range c.view.Steps {
		if goal := step.Goal; goal != nil && goal.Reached != "" {
			reached := lesson.ReachedGoal{Step: step.Name, At: goal.At}
			if i := slices.IndexFunc(all, func(other *cluster) bool { return other.id == goal.Reached }); i >= 0 {
				reached.In = ids[i]
			}
			p.Reached = append(p.Reached, reached)
		}
	}
	if c.closed != nil || c.acted || c.ofItsOwn() && len(all) > c.runs() {
		p.Source = c.lesson.SourceText()
	}
	return p
}

// link returns the session as a link, up to the edge.
func (s *session) link(by asker, req wire.LinkRequest) (any, error) {
	runs := s.runs()
	text, err := play.ExportTogether(runs)
	if err != nil {
		return nil, err
	}
	if req.At != nil && *req.At >= 0 && *req.At < s.edge() {
		if text, err = withLook(text, *req.At); err != nil {
			return nil, err
		}
	}
	if s.plan.ofItsOwn() && s.plan.goal == "" && len(s.clusters) == s.plan.runs() {
		text = s.plan.lesson.Text() // the lesson itself, not how far somebody got
	}
	link, err := link.Encode(text, runs[0].World().Hash(), Engine)
	if err != nil {
		return nil, err
	}
	return wire.Shared{T: "link", Re: by.id, Link: link}, nil
}

// withLook returns a text that puts the playhead at an instant.
func withLook(text string, at raft.Time) (string, error) {
	s, err := scenario.Parse(text)
	if err != nil {
		return "", err
	}
	s.Look = &at
	return s.Format(), nil
}

// runs returns the clusters' runs, in order.
func (s *session) runs() []*play.Run { return runsOf(s.clusters) }

func runsOf(clusters []*cluster) []*play.Run {
	var runs []*play.Run
	for _, c := range clusters {
		runs = append(runs, c.run)
	}
	return runs
}
