package session

import (
	"slices"
	"sync"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/web/wire"
)

// lessonPlan is a lesson that a session plays: what pages are told of it, and what it
// is played from when the learner comes back to its path.
type lessonPlan struct {
	lesson  *lesson.Lesson
	view    wire.Lesson
	end     raft.Time      // when the last of its runs ends
	factors []speedFactors // how smart speed goes from each step on
	left    string         // the step at which the learner left the path, "" while there
	goal    string         // the step whose goal the learner goes for alone, "" while on the path
	closed  []string       // of the lesson's own clusters
	acted   bool           // in one of those, so that they are not as the lesson tells them any more
}

// builtInPlans are those of the built-in lessons, which go the same way every time. They
// are never changed: each session has a copy.
var builtInPlans sync.Map // of *lessonPlan by *lesson.Lesson

// newLessonPlan plays a lesson through, to know when its steps come and which
// predictions come true.
func newLessonPlan(l *lesson.Lesson, m play.Meter) (*lessonPlan, error) {
	if known, ok := builtInPlans.Load(l); ok {
		plan := *known.(*lessonPlan)
		return &plan, nil
	}
	plan, err := playThrough(l, m)
	if err == nil && plan.view.BuiltIn {
		own := *plan
		builtInPlans.Store(l, &own)
	}
	return plan, err
}

func playThrough(l *lesson.Lesson, m play.Meter) (*lessonPlan, error) {
	played, err := l.PlayMetered(m)
	if err != nil {
		return nil, err
	}
	plan := &lessonPlan{lesson: l, end: played.End}
	plan.view = wire.Lesson{Name: l.Name, Title: l.Title, Secret: l.Secret}
	for i := range played.Runs {
		plan.view.Clusters = append(plan.view.Clusters, clusterName(i))
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
			told.Goal = &wire.LessonGoal{Claim: step.Goal.Claim.Text, About: goalClaim(step.Goal.Claim.Is), Hint: step.Goal.Hint}
		}
		plan.view.Steps = append(plan.view.Steps, told)
	}
	plan.placeInLibrary()
	return plan, plan.countLegs(m)
}

// goalClaim returns a claim as data, nil if only its text says what it is.
func goalClaim(claim scenario.Claim) *wire.GoalClaim {
	switch c := claim.(type) {
	case scenario.TwoLeaders:
		return &wire.GoalClaim{Kind: wire.GoalTwoLeaders}
	case scenario.Leaderless:
		return &wire.GoalClaim{Kind: wire.GoalLeaderless, For: c.Span}
	case scenario.NoLeader:
		return &wire.GoalClaim{Kind: wire.GoalNoLeader}
	case scenario.Violations:
		switch {
		case c.None:
		case c.Any:
			return &wire.GoalClaim{Kind: wire.GoalAnyViolation}
		default:
			return &wire.GoalClaim{Kind: wire.GoalViolation, Property: c.Property.String()}
		}
	}
	return nil
}

// placeInLibrary finds the lesson among the built-in ones.
func (plan *lessonPlan) placeInLibrary() {
	library := lesson.Library()
	i := slices.Index(library, plan.lesson)
	if plan.view.BuiltIn = i >= 0; !plan.view.BuiltIn {
		return
	}
	plan.view.Number = i + 1
	if i > 0 {
		plan.view.Previous = library[i-1].Name
	}
	if i+1 < len(library) {
		plan.view.Next = library[i+1].Name
	}
}

// step returns the step of that name, or the first; nil when there is none.
func (plan *lessonPlan) step(name string) *wire.LessonStep {
	for i := range plan.view.Steps {
		if name == "" || plan.view.Steps[i].Name == name {
			return &plan.view.Steps[i]
		}
	}
	return nil
}

// metBy returns the newest step that has been met by an instant, or the first.
func (plan *lessonPlan) metBy(at raft.Time) *wire.LessonStep {
	met := &plan.view.Steps[0]
	for i := range plan.view.Steps {
		if plan.view.Steps[i].At <= at {
			met = &plan.view.Steps[i]
		}
	}
	return met
}

// goalAt returns the step whose goal is gone for by whoever acts in one of the
// lesson's runs at an instant, "" if there is none.
func (plan *lessonPlan) goalAt(in *cluster, at raft.Time) string {
	if !plan.owns(in.id) {
		return ""
	}
	if step := plan.metBy(at); step.Goal != nil {
		return step.Name
	}
	return ""
}

// scene returns the lesson's runs as they are to stand at a step.
func (plan *lessonPlan) scene(step *wire.LessonStep, m play.Meter) (*scene, error) {
	clusters, err := newClusters(plan.lesson.Scenario, m)
	if err != nil {
		return nil, err
	}
	plan.prepare(clusters)
	return &scene{clusters: clusters, edge: step.At, paused: true, plan: plan}, nil
}

// prepare makes the runs of a lesson what a lesson needs them to be.
func (plan *lessonPlan) prepare(clusters []*cluster) {
	if plan == nil {
		return
	}
	for _, cluster := range clusters {
		cluster.run.Attend() // goals are claims
		begin := cluster.begin
		cluster.begin = func(m play.Meter) (*play.Run, error) {
			run, err := begin(m)
			if err == nil {
				run.Attend()
			}
			return run, err
		}
		cluster.secret = plan.lesson.Secret
	}
	if plan.closed == nil {
		clusters[0].end = plan.end
	}
}

// owns reports whether a cluster of that ID is one of the lesson's own.
func (plan *lessonPlan) owns(id string) bool {
	return plan != nil && slices.Contains(plan.view.Clusters, id)
}

// away returns how many of the lesson's own clusters are closed. Their IDs stay theirs.
func (plan *lessonPlan) away() int {
	if plan == nil {
		return 0
	}
	return len(plan.closed)
}

// told returns what pages are told of a lesson, nil of none.
func (plan *lessonPlan) told() *wire.Lesson {
	if plan == nil {
		return nil
	}
	view := plan.view
	view.Attempt = plan.goal
	return &view
}

// ofItsOwn reports whether there is a lesson that is none of the built-in ones.
func (plan *lessonPlan) ofItsOwn() bool { return plan != nil && !plan.view.BuiltIn }

// runs returns how many runs the lesson tells of.
func (plan *lessonPlan) runs() int {
	if plan == nil {
		return 0
	}
	return 1 + len(plan.lesson.Scenario.Variants)
}
