package session

import (
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/web/wire"
)

// openLesson replaces all clusters by a built-in lesson at one of its steps; or, of
// the lesson that is played, takes the learner back to its path.
func (s *session) openLesson(by asker, req wire.LessonRequest) error {
	if s.busy {
		return wire.Refuse(wire.RefusedBusy)
	}
	c := s.plan
	step := req.Step
	switch {
	case req.Lesson != "":
		var name string
		name, step = lesson.Now(req.Lesson, req.Step)
		l := lesson.Find(name)
		if l == nil {
			return wire.Refuse(wire.RefusedNoLesson, "lesson", wire.Clip(req.Lesson))
		}
		return s.enterLesson(by, l, step)
	case c == nil:
		return wire.Refuse(wire.RefusedNoLesson, "lesson", "")
	case step == "":
		if step = c.left; step == "" {
			step = c.metBy(s.edge()).Name
		}
	}
	return s.enterLesson(by, c.lesson, step)
}

// enterLesson has a worker play a lesson up to a step, and sets the session to it.
func (s *session) enterLesson(by asker, l *lesson.Lesson, step string) error {
	var scene *scene
	s.inBackground(by, func(j *job) (err error) {
		if scene, err = lessonScene(l, step, j); err != nil {
			return err
		}
		return scene.play(j)
	}, func() (any, error) {
		if s.plan != nil && s.plan.lesson == l {
			scene.plan.keepGoals(s.plan)
		}
		s.enter(scene)
		return wire.Done{T: "done", Re: by.id}, nil
	})
	return nil
}

// lessonScene returns a lesson as it is to stand at a step; its first, if that has
// no name.
func lessonScene(l *lesson.Lesson, step string, j *job) (*scene, error) {
	c, err := newLessonPlan(l, j.meter)
	if err != nil {
		return nil, err
	}
	at := c.step(step)
	if at == nil {
		return nil, wire.Refuse(wire.RefusedNoStep, "step", wire.Clip(step))
	}
	return c.scene(at, j.again().meter)
}

// readLesson returns the scene of a built-in lesson.
func readLesson(name, step string, j *job) (*scene, error) {
	name, step = lesson.Now(name, step)
	l := lesson.Find(name)
	if l == nil {
		return nil, wire.Refuse(wire.RefusedNoLesson, "lesson", wire.Clip(name))
	}
	return lessonScene(l, step, j)
}

// setPlan sets the session to a lesson, or to none.
func (s *session) setPlan(c *lessonPlan) {
	if s.plan == c {
		return
	}
	s.plan, s.planChanged = c, true
	s.breakpoints.steps = nil
	if c == nil {
		return
	}
	s.breakpoints.steps = make(map[string]string)
	for _, step := range c.view.Steps {
		s.breakpoints.steps[step.Name] = step.Cluster
	}
}

// leavePath notes where the learner leaves the lesson's path, to come back there.
func (s *session) leavePath() {
	if s.plan != nil && s.plan.left == "" {
		s.plan.left = s.plan.metBy(s.edge()).Name
	}
}

// goFor leaves the learner alone with a run of their own, in which they go for the
// goal of a step. The lesson's runs wait until they come back: there one would see
// how it is done, and they would pause where nothing happens in the learner's.
func (s *session) goFor(step string) {
	for _, c := range slices.Clone(s.clusters) {
		if s.plan.owns(c.id) {
			s.drop(c)
			s.aside = append(s.aside, c)
		}
	}
	s.plan.left, s.plan.goal, s.planChanged = step, step, true
}

// toldLesson returns the lesson if those who watch are to be told of it.
func (s *session) toldLesson() *wire.Lesson {
	if !s.planChanged {
		return nil
	}
	s.planChanged = false
	if s.plan == nil {
		return &wire.Lesson{}
	}
	return s.plan.told()
}

// judgeGoals judges the goals that have been come to, in the learner's own runs, which
// are the proof.
func (s *session) judgeGoals() {
	if s.plan == nil {
		return
	}
	edge := s.edge()
	for i := range s.plan.view.Steps {
		step := &s.plan.view.Steps[i]
		if step.Goal == nil || step.Goal.Reached != "" || step.At > edge {
			continue
		}
		for _, c := range s.clusters {
			if s.plan.owns(c.id) {
				continue // it may show a way to get there
			}
			if holds, _, err := c.run.Holds(step.Goal.Claim); err == nil && holds {
				steps := slices.Clone(s.plan.view.Steps)
				steps[i].Goal = step.Goal.ReachedIn(c.id, edge)
				s.plan.view.Steps = steps
				s.planChanged = true
				break
			}
		}
	}
}

// Bounds of moving the edge at once.
const (
	goEvents = 4 * maxTickEvents
	goSpan   = 10 * raft.Second
)

// goTo pauses, and moves the edges to a later instant at once, or as far towards
// it as a moment allows.
func (s *session) goTo(req wire.GoRequest) error {
	edge := s.edge()
	if req.At == nil || *req.At < edge || *req.At > edge+goSpan {
		return wire.Refuse(wire.RefusedRange, "from", strconv.Itoa(int(edge)), "to", strconv.Itoa(int(edge+goSpan)))
	}
	s.playback.playing, s.playback.fraction = false, 0
	for begin := eventCount(s.clusters); s.edge() < *req.At && eventCount(s.clusters)-begin < goEvents; {
		due := min(soonest(s.clusters), *req.At-s.edge())
		if err := s.playback.advance(s.clusters, due); err != nil {
			s.stopped(err)
		}
	}
	for _, c := range s.clusters {
		c.checkpoint()
	}
	return nil
}

// openOwnLesson replaces all clusters by a lesson that a page brings.
func (s *session) openOwnLesson(by asker, text, step string) error {
	if s.busy {
		return wire.Refuse(wire.RefusedBusy)
	}
	l, err := lesson.Parse(text)
	if err != nil {
		return err
	}
	return s.enterLesson(by, l, step)
}
