package lesson

import (
	"fmt"
	"strings"
)

// Error says what is wrong with a lesson's prose, where, and what could stand
// there. A page words it under its code; Error words it in plain English. What is
// wrong with the scenario is a [scenario.Error] instead.
type Error struct {
	Line     int
	Code     string // one of ErrorCodes
	Found    string
	Expected string
}

var wordings = []struct{ code, sentence string }{
	{codeUnknownWord, "{found} cannot stand here; {expected} could"},
	{codeNoLesson, "the prose begins with a line like {example}, not with {found}"},
	{codeBadName, "{found} is no name: it takes 1 to 40 lower-case letters, digits and -"},
	{codeNoText, "{found} has no text: a line {example} is missing"},
	{codeTextTwice, "there is a text in this language already: {found} can stand here once"},
	{codeTextTooLong, "the text has {found} characters; at most {expected} fit"},
	{codeStepTwice, "the step {found} has prose already, on line {expected}"},
	{codeNoProse, "the scenario has a step {found}, and there is no prose for it"},
	{codeNoSuchStep, "the scenario has no step {found}; it has {expected}"},
	{codeNoSteps, "the scenario has no step; a lesson needs a line like {example}"},
	{codeStepOrder, "the step {found} is met before {example}; the prose has them the other way round"},
	{codeStepNever, "the run never comes to the step {found}"},
	{codeBadSubject, "{found} is nothing that can be shown; {expected} could be"},
	{codeNoSuchRun, "there is no run {found} beside the main one"},
	{codeFewChoices, "a question needs two choices at least, each a line like {example}"},
	{codeNoneRight, "none of the choices comes true, but one has to"},
	{codeTwoRight, "more than one of the choices comes true: {found} and {example}"},
}

const (
	codeUnknownWord = "lesson-unknown-word"
	codeNoLesson    = "lesson-no-lesson"
	codeBadName     = "lesson-bad-name"
	codeNoText      = "lesson-no-text"
	codeTextTwice   = "lesson-text-twice"
	codeTextTooLong = "lesson-text-too-long"
	codeStepTwice   = "lesson-step-twice"
	codeNoProse     = "lesson-no-prose"
	codeNoSuchStep  = "lesson-no-such-step"
	codeNoSteps     = "lesson-no-steps"
	codeStepOrder   = "lesson-step-order"
	codeStepNever   = "lesson-step-never"
	codeBadSubject  = "lesson-bad-subject"
	codeNoSuchRun   = "lesson-no-such-run"
	codeFewChoices  = "lesson-few-choices"
	codeNoneRight   = "lesson-none-right"
	codeTwoRight    = "lesson-two-right"
)

// ErrorCodes lists every code of an [Error], for catalogues that must word all of
// them.
var ErrorCodes = func() []string {
	codes := make([]string, len(wordings))
	for i, w := range wordings {
		codes[i] = w.code
	}
	return codes
}()

// Error words the error.
func (e *Error) Error() string {
	for _, w := range wordings {
		if w.code == e.Code {
			said := strings.NewReplacer("{found}", quoted(e.Found), "{expected}", e.Expected, "{example}", quoted(e.Expected)).Replace(w.sentence)
			return fmt.Sprintf("line %d: %s", e.Line, said)
		}
	}
	return e.Code
}

func quoted(found string) string {
	if found == "" {
		return "nothing"
	}
	return fmt.Sprintf("%q", found)
}
