package web

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
	if c == nil || !slices.Contains(c.view.Clusters, in.id) {
		return ""
	}
	if step := c.metBy(at); step.Goal != nil {
		return step.Name
	}
	return ""
}

// keepGoals takes over which goals have been reached.
func (c *course) keepGoals(before *course) {
	c.view.Steps = slices.Clone(c.view.Steps)
	for i := range c.view.Steps {
		if goal := before.view.Steps[i].Goal; goal != nil {
			c.view.Steps[i].Goal = goal
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
	if c.goal == "" {
		clusters[0].end = c.end
	}
}

// bringCourse returns the lesson that a run belongs to which a page brought along,
// nil if it belongs to none that can be played, and the run's own text.
func bringCourse(brought string, m scenario.Meter) (*course, string, error) {
	source, prose := lesson.Split(brought)
	if prose == "" {
		return nil, source, nil
	}
	l := lesson.Known(source, prose)
	if l == nil {
		var err error
		if l, err = lesson.Parse(brought); err != nil {
			return nil, source, nil
		}
	}
	c, err := newCourse(l, m)
	var text *scenario.Error
	if errors.As(err, &text) { // its runs are still something
		return nil, source, nil
	}
	return c, source, err
}

// attempted returns the step whose goal the learner goes for in one of these
// clusters, the lesson's first, "" if there is none; see [session.goFor].
func (c *course) attempted(clusters []*cluster) string {
	if c == nil || len(clusters) <= c.runs() {
		return ""
	}
	for _, own := range clusters[c.runs():] {
		from := slices.IndexFunc(clusters, func(other *cluster) bool { return other.id == own.from })
		if at := own.run.Origin().Fork; at != nil && from >= 0 {
			if step := c.goalAt(clusters[from], *at); step != "" {
				return step
			}
		}
	}
	return ""
}

// told returns what pages are told of a lesson, nil of none.
func (c *course) told() *wire.Lesson {
	if c == nil {
		return nil
	}
	view := c.view
	view.Attempt = c.goal
	return &view
}

// prose returns what makes a lesson of its runs' text.
func (c *course) prose() string {
	if c == nil {
		return ""
	}
	return "\n" + c.lesson.ProseText()
}

// ofItsOwn reports whether there is a lesson that is none of the built-in ones.
func (c *course) ofItsOwn() bool { return c != nil && !c.view.BuiltIn }

// runs returns how many runs the lesson tells of.
func (c *course) runs() int { return 1 + len(c.lesson.Scenario.Variants) }
