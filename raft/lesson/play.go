package lesson

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
)

// Played says how a lesson goes: it is the same every time.
type Played struct {
	Runs  []*play.Run // as they ended, the main one first
	Steps []Met       // in the order of [Lesson.Steps]
	End   raft.Time   // when the last of the runs ended
}

// Met is a step as it was met.
type Met struct {
	At    raft.Time
	Run   int // which of the runs came to it
	Right int // the choice that came true, counted from 0; -1 where nothing is asked
}

// Play plays all runs of the lesson to their ends, and finds out when each step
// comes and which choice of each question comes true. What is wrong with the
// lesson is an [*Error]; a statement that cannot be carried out is the
// scenario's. Claims of the scenario are in the runs' outcomes, held or not.
func (l *Lesson) Play() (*Played, error) { return l.PlayMetered(nil) }

// PlayMetered does the same, and can be given up: see [play.Meter].
func (l *Lesson) PlayMetered(m play.Meter) (*Played, error) {
	runs, err := play.RunsMetered(l.Scenario, m)
	if err != nil {
		return nil, err
	}
	p := player{lesson: l, runs: runs, played: &Played{Runs: runs, Steps: make([]Met, len(l.Steps))}, left: l.Scenario.Steps()}
	for _, run := range runs {
		run.Attend()
	}
	for !p.ended() {
		if err := p.instant(); err != nil {
			return nil, err
		}
	}
	return p.played, p.complete()
}

// player plays the runs of a lesson in lock step.
type player struct {
	lesson *Lesson
	runs   []*play.Run
	played *Played
	left   []scenario.StepAt // that have not been met
	met    int               // how many of the lesson's steps have been met
}

func (p *player) ended() bool {
	return !slices.ContainsFunc(p.runs, func(r *play.Run) bool { return !r.Ended() })
}

// instant plays the next instant at which something is due in one of the runs.
func (p *player) instant() error {
	next := raft.Never
	for _, run := range p.runs {
		if !run.Ended() {
			next = min(next, run.Next(), run.Ends())
		}
	}
	var met []string
	for i, run := range p.runs {
		if err := run.RunUntil(next); err != nil {
			return err
		}
		run.World().DrainEvents(func(e *sim.Event) {
			if e.Kind != sim.ActionEvent || e.Action.Name != sim.StepName {
				return
			}
			if name := e.Action.Args.Name; p.take(i, name) {
				met = append(met, name)
			}
		})
	}
	p.played.End = next
	for _, name := range met {
		if err := p.meet(name, next); err != nil {
			return err
		}
	}
	return nil
}

// take reports whether a step of that name belongs to a run, and was not met yet.
func (p *player) take(run int, name string) bool {
	i := slices.IndexFunc(p.left, func(mark scenario.StepAt) bool { return mark.Run == run && mark.Name == name })
	if i < 0 {
		return false
	}
	p.left = slices.Delete(p.left, i, i+1)
	p.played.Steps[p.index(name)].Run = run
	return true
}

func (p *player) index(name string) int {
	return slices.IndexFunc(p.lesson.Steps, func(s Step) bool { return s.Name == name })
}

// meet comes to a step, where the question of the step before is judged.
func (p *player) meet(name string, at raft.Time) error {
	i := p.index(name)
	if i != p.met {
		step := p.lesson.Steps[p.met]
		return &Error{Line: step.Line, Code: codeStepOrder, Found: name, Expected: step.Name}
	}
	p.played.Steps[i].At, p.played.Steps[i].Right = at, -1
	p.met++
	if i > 0 {
		return p.judge(i - 1)
	}
	return nil
}

// judge finds out which choice of a step's question holds now.
func (p *player) judge(i int) error {
	ask := p.lesson.Steps[i].Ask
	if ask == nil {
		return nil
	}
	right := -1
	for n, choice := range ask.Choices {
		holds, err := p.holds(choice.Claim)
		switch {
		case err != nil:
			return atLine(err, choice.Line)
		case holds && right >= 0:
			return &Error{Line: choice.Line, Code: codeTwoRight, Found: ask.Choices[right].Claim.Text, Expected: choice.Claim.Text}
		case holds:
			right = n
		}
	}
	if right < 0 {
		return &Error{Line: ask.Line, Code: codeNoneRight}
	}
	p.played.Steps[i].Right = right
	return nil
}

func (p *player) holds(claim Claim) (bool, error) {
	for _, run := range p.runs {
		if run.Name() == claim.Run {
			holds, _, err := run.Holds(claim.Text)
			return holds, err
		}
	}
	return false, &Error{Code: codeNoSuchRun, Found: claim.Run}
}

// complete judges the last question, at the end of the runs.
func (p *player) complete() error {
	if len(p.left) > 0 {
		mark := p.left[0]
		return &Error{Line: p.lesson.Step(mark.Name).Line, Code: codeStepNever, Found: mark.Name}
	}
	return p.judge(len(p.lesson.Steps) - 1)
}
