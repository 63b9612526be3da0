package scenario

import (
	"raft-playground/raft/sim"
)

// mark is "step NAME": nothing is done, but that the run has come here is part of
// its trace. It marks where prose belongs, or where a variant begins.
type Step struct{ Name string }

// StepWord begins the action and stands in the first line of a fork.
const StepWord = "step"

func (a Step) String() string              { return StepWord + " " + a.Name }
func (a Step) Bind(Scope) (Action, *Error) { return a, nil }
func (a Step) Act() sim.Action             { return sim.ReachStep{Name: a.Name} }

// stepName takes the name of a step or a variant.
func (l *line) stepName() string {
	t := l.peek()
	l.nameColumn = t.column
	if !ValidName(t.text) {
		l.fail(CodeExpectedLabel, "a-name", "")
	}
	l.take()
	return t.text
}

// another returns a name like one that is taken.
func AnotherName(name string) string { return name[:min(len(name), MaxNameLength-2)] + "-2" }

// steps returns the names of a script's steps.
func (s *Script) StepNames() (names []string) {
	for i := range s.Statements {
		if a, ok := s.Statements[i].Action.(Step); ok {
			names = append(names, a.Name)
		}
	}
	return names
}

// newStep fails for a step that there is already.
func (p *parser) newStep(l *line, a Action) {
	s, ok := a.(Step)
	if !ok || l.err != nil {
		return
	}
	if p.steps[s.Name] > 0 {
		l.failAt(token{text: s.Name, column: l.nameColumn}, CodeRepeatedStep, AnotherName(s.Name), "")
	}
	p.steps[s.Name] = l.number
}

// StepAt is a step of a scenario: a "step NAME" of one of its runs.
type StepAt struct {
	Name string
	Run  int // 0 is the main run, then come the variants
	Line int
}

// Steps returns the steps that each run has of its own, those of the main run
// first.
func (s *Scenario) Steps() []StepAt {
	list := s.Script.stepsAt(0)
	for i := range s.Variants {
		list = append(list, s.Variants[i].Script.stepsAt(i+1)...)
	}
	return list
}

func (s *Script) stepsAt(run int) (list []StepAt) {
	for i := range s.Statements {
		if a, ok := s.Statements[i].Action.(Step); ok {
			list = append(list, StepAt{Name: a.Name, Run: run, Line: s.Statements[i].Line})
		}
	}
	return list
}
