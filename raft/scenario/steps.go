package scenario

import (
	"raft-playground/raft/sim"
)

// mark is "step NAME": nothing is done, but that the run has come here is part of
// its trace. It marks where prose belongs, or where a variant begins.
type mark struct{ name string }

const stepWord = "step"

func (a mark) String() string              { return stepWord + " " + a.name }
func (a mark) bind(scope) (Action, *Error) { return a, nil }
func (a mark) act() sim.Action             { return sim.Mark{Name: a.name} }

// stepName takes the name of a step or a variant.
func (l *line) stepName() string {
	t := l.peek()
	l.nameColumn = t.column
	if !validName(t.text) {
		l.fail(codeExpectedLabel, "a-name", "")
	}
	l.take()
	return t.text
}

// another returns a name like one that is taken.
func another(name string) string { return name[:min(len(name), MaxNameLength-2)] + "-2" }

// steps returns the names of a script's steps.
func (s *Script) steps() (names []string) {
	for i := range s.Statements {
		if a, ok := s.Statements[i].Action.(mark); ok {
			names = append(names, a.name)
		}
	}
	return names
}

// newStep fails for a step that there is already.
func (p *parser) newStep(l *line, a Action) {
	s, ok := a.(mark)
	if !ok || l.err != nil {
		return
	}
	if p.steps[s.name] > 0 {
		l.failAt(token{text: s.name, column: l.nameColumn}, codeRepeatedStep, another(s.name), "")
	}
	p.steps[s.name] = l.number
}

// StepMark is a step of a scenario: a "step NAME" of one of its runs.
type StepMark struct {
	Name string
	Run  int // 0 is the main run, then come the variants
	Line int
}

// Steps returns the steps that each run has of its own, those of the main run
// first.
func (s *Scenario) Steps() []StepMark {
	list := s.Script.stepsAt(0)
	for i := range s.Variants {
		list = append(list, s.Variants[i].Script.stepsAt(i+1)...)
	}
	return list
}

func (s *Script) stepsAt(run int) (list []StepMark) {
	for i := range s.Statements {
		if a, ok := s.Statements[i].Action.(mark); ok {
			list = append(list, StepMark{Name: a.name, Run: run, Line: s.Statements[i].Line})
		}
	}
	return list
}
