package session

import (
	"errors"
	"slices"

	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
)

// keepGoals takes over which goals have been reached, in clusters that are gone.
func (plan *lessonPlan) keepGoals(before *lessonPlan) {
	plan.view.Steps = slices.Clone(plan.view.Steps)
	for i := range plan.view.Steps {
		if goal := before.view.Steps[i].Goal; goal != nil && goal.Reached != "" {
			plan.view.Steps[i].Goal = goal.ReachedIn(nowhere, goal.At)
		}
	}
}

// renamed is called when clusters have other IDs than they had.
func (plan *lessonPlan) renamed(ids map[string]string) {
	if plan == nil {
		return
	}
	for i := range plan.view.Steps {
		if goal := plan.view.Steps[i].Goal; goal != nil && ids[goal.Reached] != "" {
			plan.view.Steps[i].Goal = goal.ReachedIn(ids[goal.Reached], goal.At)
		}
	}
}

// restorePlan returns the lesson that a run belongs to which a page brought along,
// nil if it belongs to none that can be played, the run's own text, and how far the
// learner has got.
func restorePlan(brought string, m play.Meter) (*lessonPlan, string, lesson.Progress, error) {
	source, prose := lesson.Split(brought)
	prose, progress, err := lesson.SplitProgress(prose)
	if prose == "" || err != nil {
		return nil, source, progress, err
	}
	l := lesson.Known(source, prose)
	if told := progress.Source; told != "" || l == nil {
		if told == "" {
			told = source
		}
		if l = lesson.Known(told, prose); l == nil {
			if l, err = lesson.Parse(told + prose); err != nil {
				return nil, source, lesson.Progress{}, nil
			}
		}
	}
	plan, err := newLessonPlan(l, m)
	var text *scenario.Error
	if errors.As(err, &text) { // its runs are still something
		return nil, source, lesson.Progress{}, nil
	}
	return plan, source, progress, err
}

// close notes that a cluster is closed: if it is one of the lesson's own, or one in
// which a goal was reached.
func (plan *lessonPlan) close(gone *cluster) {
	switch {
	case plan == nil:
	case plan.owns(gone.id):
		plan.closed = append(slices.Clip(plan.closed), gone.id)
	default:
		plan.view.Steps = slices.Clone(plan.view.Steps)
		for i := range plan.view.Steps {
			if goal := plan.view.Steps[i].Goal; goal != nil && goal.Reached == gone.id {
				plan.view.Steps[i].Goal = goal.ReachedIn(nowhere, goal.At)
			}
		}
	}
}

// nowhere stands for a cluster that is not there any more.
const nowhere = "-"

// idsOf returns the IDs of so many clusters, in the order of a text: the lesson's own
// have theirs, but for those that are closed, and the others have what comes then.
func (plan *lessonPlan) idsOf(n int, closed []string) (ids []string) {
	if plan != nil {
		for _, id := range plan.view.Clusters {
			if !slices.Contains(closed, id) {
				ids = append(ids, id)
			}
		}
	}
	for i := plan.runs(); len(ids) < n; i++ {
		ids = append(ids, clusterName(i))
	}
	return ids[:n]
}

// resume takes over how far a learner has got, with clusters in the order of a text.
func (plan *lessonPlan) resume(p lesson.Progress, clusters []*cluster) {
	plan.acted = p.Source != ""
	for _, id := range p.Closed {
		if plan.owns(id) && !slices.Contains(plan.closed, id) {
			plan.closed = append(plan.closed, id)
		}
	}
	for i, id := range plan.idsOf(len(clusters), plan.closed) {
		clusters[i].id = id
	}
	plan.view.Steps = slices.Clone(plan.view.Steps)
	for _, reached := range p.Reached {
		for i := range plan.view.Steps {
			if step := &plan.view.Steps[i]; step.Name == reached.Step && step.Goal != nil {
				in := reached.In
				if !slices.ContainsFunc(clusters, func(c *cluster) bool { return c.id == in }) {
					in = nowhere
				}
				step.Goal = step.Goal.ReachedIn(in, reached.At)
			}
		}
	}
	if step := plan.step(p.Left); p.Left != "" && step != nil {
		plan.left = step.Name
	}
	others := slices.ContainsFunc(clusters, func(other *cluster) bool { return !plan.owns(other.id) })
	if step := plan.step(p.Attempt); p.Attempt != "" && step != nil && step.Goal != nil && others {
		plan.goal = step.Name
	}
}
