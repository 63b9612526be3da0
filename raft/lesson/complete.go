package lesson

import (
	"slices"
	"strings"
)

// complete fails when something is missing that every lesson has. last is the
// number of the text's last line.
func (l *Lesson) complete(last int) error {
	if len(l.Title) == 0 {
		return &Error{Line: last, Code: codeNoText, Found: l.Name, Expected: passageExample}
	}
	marks := l.Scenario.Steps()
	if len(marks) == 0 {
		return &Error{Line: 1, Code: codeNoSteps, Expected: "when leader elected: step leader"}
	}
	var names []string
	for _, mark := range marks {
		names = append(names, mark.Name)
		if l.Step(mark.Name) == nil {
			return &Error{Line: mark.Line, Code: codeNoProse, Found: mark.Name}
		}
	}
	for i := range l.Steps {
		step := &l.Steps[i]
		if !slices.Contains(names, step.Name) {
			return &Error{Line: step.Line, Code: codeNoSuchStep, Found: step.Name, Expected: strings.Join(names, ", ")}
		}
		if err := step.complete(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Step) complete() error {
	if len(s.Text) == 0 {
		return &Error{Line: s.Line, Code: codeNoText, Found: s.Name, Expected: passageExample}
	}
	if s.Ask == nil {
		return nil
	}
	if len(s.Ask.Text) == 0 {
		return &Error{Line: s.Ask.Line, Code: codeNoText, Found: askWord, Expected: passageExample}
	}
	if len(s.Ask.Choices) < 2 {
		return &Error{Line: s.Ask.Line, Code: codeFewChoices, Expected: ifWord + " x=1 acknowledged once"}
	}
	for _, choice := range s.Ask.Choices {
		if len(choice.Text) == 0 {
			return &Error{Line: choice.Line, Code: codeNoText, Found: ifWord + " " + choice.Claim.Text, Expected: passageExample}
		}
	}
	return nil
}
