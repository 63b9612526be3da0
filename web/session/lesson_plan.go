package session

import (
	"errors"
	"slices"
	"sync"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// course is a lesson that a session plays: what pages are told of it, and what it
// is played from when the learner comes back to its path.
type course struct {
	lesson *lesson.Lesson
	view   wire.Lesson
	end    raft.Time // when the last of its runs ends
	gaits  []gait    // how smart speed goes from each step on
	left   string    // the step at which the learner left the path, "" while there
	goal   string    // the step whose goal the learner goes for alone, "" while on the path
	closed []string  // of the lesson's own clusters
	acted  bool      // in one of those, so that they are not as the lesson tells them any more
}

// courses are those of the built-in lessons, which go the same way every time. They
// are never changed: each session has a copy.
var courses sync.Map // of *course by *lesson.Lesson

// newCourse plays a lesson through, to know when its steps come and which
// predictions come true.
func newCourse(l *lesson.Lesson, m scenario.Meter) (*course, error) {
	if known, ok := courses.Load(l); ok {
		c := *known.(*course)
		return &c, nil
	}
	c, err := planCourse(l, m)
	if err == nil && c.view.BuiltIn {
		own := *c
		courses.Store(l, &own)
	}
	return c, err
}

func planCourse(l *lesson.Lesson, m scenario.Meter) (*course, error) {
	played, err := l.PlayMetered(m)
	if err != nil {
		return nil, err
	}
	c := &course{lesson: l, end: played.End}
	c.view = wire.Lesson{Name: l.Name, Title: l.Title, Secret: l.Secret}
	for i := range played.Runs {
		c.view.Clusters = append(c.view.Clusters, clusterName(i))
	}
	for i := range l.Steps {
		step, met := &l.Steps[i], played.Steps[i]
		told := wire.LessonStep{Name: step.Name, At: met.At, Until: played.End, Cluster: clusterName(met.Run), Text: step.Text}
		if i+1 < len(l.Steps) {
			told.Until = played.Steps[i+1].At
		}
		if step.Show != nil {
			shown := *step.Show
			shown.Run = clusterName(l.Run(shown.Run))
			told.Show = &shown
		}
		if step.Ask != nil {
			told.Ask = &wire.LessonQuestion{Text: step.Ask.Text, Right: met.Right}
			for _, choice := range step.Ask.Choices {
				told.Ask.Choices = append(told.Ask.Choices, choice.Text)
			}
		}
		if step.Goal != nil {
			told.Goal = &wire.LessonGoal{Claim: step.Goal.Claim.Text, Hint: step.Goal.Hint}
		}
		c.view.Steps = append(c.view.Steps, told)
	}
	c.place()
	return c, c.countLegs(m)
}

// place finds the lesson among the built-in ones.
func (c *course) place() {
	library := lesson.Library()
	i := slices.Index(library, c.lesson)
	if c.view.BuiltIn = i >= 0; !c.view.BuiltIn {
		return
	}
	if i > 0 {
		c.view.Previous = library[i-1].Name
	}
	if i+1 < len(library) {
		c.view.Next = library[i+1].Name
	}
}

// step returns the step of that name, or the first; nil when there is none.
func (c *course) step(name string) *wire.LessonStep {
	for i := range c.view.Steps {
		if name == "" || c.view.Steps[i].Name == name {
			return &c.view.Steps[i]
		}
	}
	return nil
}

// metBy returns the newest step that has been met by an instant, or the first.
func (c *course) metBy(at raft.Time) *wire.LessonStep {
	met := &c.view.Steps[0]
	for i := range c.view.Steps {
		if c.view.Steps[i].At <= at {
			met = &c.view.Steps[i]
		}
	}
	return met
}

// goalAt returns the step whose goal is gone for by whoever acts in one of the
// lesson's runs at an instant, "" if there is none.
func (c *course) goalAt(in *cluster, at raft.Time) string {
	if !c.owns(in.id) {
		return ""
	}
	if step := c.metBy(at); step.Goal != nil {
		return step.Name
	}
	return ""
}

// keepGoals takes over which goals have been reached, in clusters that are gone.
func (c *course) keepGoals(before *course) {
	c.view.Steps = slices.Clone(c.view.Steps)
	for i := range c.view.Steps {
		if goal := before.view.Steps[i].Goal; goal != nil && goal.Reached != "" {
			c.view.Steps[i].Goal = goal.ReachedIn(nowhere, goal.At)
		}
	}
}

// renamed is called when clusters have other IDs than they had.
func (c *course) renamed(ids map[string]string) {
	if c == nil {
		return
	}
	for i := range c.view.Steps {
		if goal := c.view.Steps[i].Goal; goal != nil && ids[goal.Reached] != "" {
			c.view.Steps[i].Goal = goal.ReachedIn(ids[goal.Reached], goal.At)
		}
	}
}

// scene returns the lesson's runs as they are to stand at a step.
func (c *course) scene(step *wire.LessonStep, m scenario.Meter) (*scene, error) {
	clusters, err := newClusters(c.lesson.Scenario, m)
	if err != nil {
		return nil, err
	}
	c.prepare(clusters)
	return &scene{clusters: clusters, edge: step.At, paused: true, course: c}, nil
}

// prepare makes the runs of a lesson what a lesson needs them to be.
func (c *course) prepare(clusters []*cluster) {
	if c == nil {
		return
	}
	for _, cluster := range clusters {
		cluster.run.Attend() // goals are claims
		begin := cluster.begin
		cluster.begin = func(m scenario.Meter) (*scenario.Run, error) {
			run, err := begin(m)
			if err == nil {
				run.Attend()
			}
			return run, err
		}
		cluster.secret = c.lesson.Secret
	}
	if c.closed == nil {
		clusters[0].end = c.end
	}
}

// bringCourse returns the lesson that a run belongs to which a page brought along,
// nil if it belongs to none that can be played, the run's own text, and how far the
// learner has got.
func bringCourse(brought string, m scenario.Meter) (*course, string, lesson.Progress, error) {
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
	c, err := newCourse(l, m)
	var text *scenario.Error
	if errors.As(err, &text) { // its runs are still something
		return nil, source, lesson.Progress{}, nil
	}
	return c, source, progress, err
}

// owns reports whether a cluster of that ID is one of the lesson's own.
func (c *course) owns(id string) bool { return c != nil && slices.Contains(c.view.Clusters, id) }

// away returns how many of the lesson's own clusters are closed. Their IDs stay theirs.
func (c *course) away() int {
	if c == nil {
		return 0
	}
	return len(c.closed)
}

// close notes that a cluster is closed: if it is one of the lesson's own, or one in
// which a goal was reached.
func (c *course) close(gone *cluster) {
	switch {
	case c == nil:
	case c.owns(gone.id):
		c.closed = append(slices.Clip(c.closed), gone.id)
	default:
		c.view.Steps = slices.Clone(c.view.Steps)
		for i := range c.view.Steps {
			if goal := c.view.Steps[i].Goal; goal != nil && goal.Reached == gone.id {
				c.view.Steps[i].Goal = goal.ReachedIn(nowhere, goal.At)
			}
		}
	}
}

// nowhere stands for a cluster that is not there any more.
const nowhere = "-"

// told returns what pages are told of a lesson, nil of none.
func (c *course) told() *wire.Lesson {
	if c == nil {
		return nil
	}
	view := c.view
	view.Attempt = c.goal
	return &view
}

// idsOf returns the IDs of so many clusters, in the order of a text: the lesson's own
// have theirs, but for those that are closed, and the others have what comes then.
func (c *course) idsOf(n int, closed []string) (ids []string) {
	if c != nil {
		for _, id := range c.view.Clusters {
			if !slices.Contains(closed, id) {
				ids = append(ids, id)
			}
		}
	}
	for i := c.runs(); len(ids) < n; i++ {
		ids = append(ids, clusterName(i))
	}
	return ids[:n]
}

// resume takes over how far a learner has got, with clusters in the order of a text.
func (c *course) resume(p lesson.Progress, clusters []*cluster) {
	c.acted = p.Source != ""
	for _, id := range p.Closed {
		if c.owns(id) && !slices.Contains(c.closed, id) {
			c.closed = append(c.closed, id)
		}
	}
	for i, id := range c.idsOf(len(clusters), c.closed) {
		clusters[i].id = id
	}
	c.view.Steps = slices.Clone(c.view.Steps)
	for _, reached := range p.Reached {
		for i := range c.view.Steps {
			if step := &c.view.Steps[i]; step.Name == reached.Step && step.Goal != nil {
				in := reached.In
				if !slices.ContainsFunc(clusters, func(c *cluster) bool { return c.id == in }) {
					in = nowhere
				}
				step.Goal = step.Goal.ReachedIn(in, reached.At)
			}
		}
	}
	if step := c.step(p.Left); p.Left != "" && step != nil {
		c.left = step.Name
	}
	others := slices.ContainsFunc(clusters, func(other *cluster) bool { return !c.owns(other.id) })
	if step := c.step(p.Attempt); p.Attempt != "" && step != nil && step.Goal != nil && others {
		c.goal = step.Name
	}
}

// ofItsOwn reports whether there is a lesson that is none of the built-in ones.
func (c *course) ofItsOwn() bool { return c != nil && !c.view.BuiltIn }

// runs returns how many runs the lesson tells of.
func (c *course) runs() int {
	if c == nil {
		return 0
	}
	return 1 + len(c.lesson.Scenario.Variants)
}
