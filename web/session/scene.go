package session

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/link"
	"raft-playground/web/wire"
)

// begin plays what a page brought along, or else a run of its own. Where that
// cannot be played nothing takes its place.
func (s *session) begin(brought wire.HelloRequest, asleep *rest) error {
	s.playback = newPlayback()
	s.playback.more = s.more
	playing, speed, breaks := brought.Playing, brought.Speed, brought.Breaks
	if asleep != nil {
		playing, speed, breaks = &asleep.pace.Playing, &asleep.pace.Speed, asleep.breaks
	}
	if playing != nil {
		s.playback.playing = *playing
	}
	if speed != nil {
		_ = s.playback.set(*speed) // or else smart speed it is
	}
	scene, err := s.bring(brought, asleep)
	if err != nil {
		return err
	}
	s.enter(scene)
	_ = s.setBreakpoints(breaks) // or else there are none
	for _, c := range s.clusters {
		c.fresh = false // who comes gets a snapshot
		c.sent, c.told, c.different = c.edge(), c.judged(), false
	}
	s.planChanged = false
	s.presenter.sent = s.presenter.at
	s.sentPace = s.pace()
	s.lastTick = s.registry.clock.Now()
	return nil
}

// bring returns the scene that a page brought along, played in turns until nobody
// wants it any more; or one of its own.
func (s *session) bring(brought wire.HelloRequest, asleep *rest) (sc *scene, err error) {
	if asleep == nil && brought.Run == nil && brought.Link == "" && brought.Lesson == "" {
		return ownScene(), nil
	}
	err = s.inTurns(s.wanted, s.payer, func(j *job) (err error) {
		switch {
		case asleep != nil:
			sc, err = asleep.wake(j)
			return err
		case brought.Run != nil:
			sc, err = restore(*brought.Run, j)
		case brought.Link != "":
			sc, err = readLink(brought.Link, j)
		default:
			sc, err = readLesson(brought.Lesson, brought.Step, j)
		}
		if err != nil {
			return err
		}
		return sc.play(j)
	})
	return sc, err
}

// refusalOf returns what a page is told whose run cannot be played: of a link what is
// wrong with it, of a run of its own only that, for it has its text still.
func refusalOf(err error, brought wire.HelloRequest) *wire.Refusal {
	if r, expected := wire.AsRefusal(err); expected && brought.Run == nil {
		return r
	}
	return wire.Refuse(wire.RefusedRestore)
}

// scene is what a session can be set to: clusters, how far they are to be played,
// and how they are looked at there.
type scene struct {
	clusters []*cluster
	aside    []*cluster // of a lesson, while the learner is alone with their own,
	waitAt   raft.Time  // where they wait, which is where it left them
	edge     raft.Time
	paused   bool
	look     *raft.Time
	link     *link.Shared // that it came as, nil if it did not
	older    bool         // which tells another hash than the first cluster has
	plan     *lessonPlan  // the lesson that is played, nil for none
}

// restore returns the scene of a run that a page brought along, at the instant
// where it was.
func restore(brought wire.Run, j *job) (*scene, error) {
	c, source, progress, err := restorePlan(brought.Text, j.meter)
	if err != nil {
		return nil, err
	}
	text, err := scenario.Parse(source)
	if err != nil {
		return nil, err
	}
	clusters, err := newClusters(text, j.again().meter)
	if err != nil {
		return nil, err
	}
	sc := &scene{clusters: clusters, edge: brought.Edge, plan: c}
	if c != nil {
		c.resume(progress, clusters)
		c.prepare(clusters)
		if c.goal != "" {
			mine := slices.IndexFunc(clusters, func(other *cluster) bool { return !c.owns(other.id) })
			sc.aside, sc.clusters = clusters[:mine:mine], slices.Clone(clusters[mine:])
			for _, own := range sc.clusters {
				origin := own.run.Origin()
				waits := slices.ContainsFunc(sc.aside, func(c *cluster) bool { return c.run.Name() == origin.Of })
				if waits && origin.Fork != nil {
					sc.waitAt = max(sc.waitAt, *origin.Fork)
				}
			}
		}
	}
	return sc, nil
}

// readLink returns the scene that a link tells: where its text ends, paused there;
// one without an end begins.
func readLink(code string, j *job) (*scene, error) {
	shared, err := link.Decode(code)
	if err != nil {
		return nil, err
	}
	if lesson.Is(shared.Text) {
		l, err := lesson.Parse(shared.Text)
		if err != nil {
			return nil, err
		}
		return lessonScene(l, "", j)
	}
	text, err := scenario.Parse(shared.Text)
	if err != nil {
		return nil, err
	}
	clusters, err := newClusters(text, j.meter)
	if err != nil {
		return nil, err
	}
	scene := &scene{clusters: clusters, look: text.Look}
	if text.HasEnd {
		scene.edge, scene.paused, scene.link = text.End, true, &shared
	}
	return scene, nil
}

// play plays a scene up to where it is to stand. What it makes is weighed meanwhile.
func (sc *scene) play(j *job) error {
	all := append(slices.Clone(sc.aside), sc.clusters...)
	defer j.making(all...)()
	if err := playTogether(sc.aside, min(sc.waitAt, sc.edge)); err != nil {
		return err
	}
	if err := playTogether(sc.clusters, sc.edge); err != nil {
		return err
	}
	if sc.link != nil {
		sc.older = !sc.link.Matches(sc.clusters[0].run.World().Hash())
	}
	return nil
}

// enter sets the session to a scene.
func (s *session) enter(sc *scene) {
	s.setPlan(sc.plan)
	s.replace(sc.clusters)
	s.aside = sc.aside
	s.older = sc.older
	if sc.look != nil && *sc.look < sc.edge {
		s.presenter.at, s.presenter.by = sc.look, nil
	}
	if sc.paused {
		s.playback.playing = false
	}
}
