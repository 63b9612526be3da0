package lesson

import "fmt"

// Error says what is wrong with a lesson's prose, where, and what could stand
// there. It is worded by the catalogues, under its code. What is wrong with the scenario
// is a [scenario.Error] instead.
type Error struct {
	Line     int
	Code     string // one of ErrorCodes
	Found    string
	Expected string
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
var ErrorCodes = []string{
	codeUnknownWord, codeNoLesson, codeBadName, codeNoText, codeTextTwice, codeTextTooLong, codeStepTwice,
	codeNoProse, codeNoSuchStep, codeNoSteps, codeStepOrder, codeStepNever, codeBadSubject, codeNoSuchRun,
	codeFewChoices, codeNoneRight, codeTwoRight,
}

// Error says where the error is, its code, and the values that go with it, for logs and
// tests. People are told by the catalogues.
func (e *Error) Error() string {
	text := fmt.Sprintf("line %d: %s", e.Line, e.Code)
	if e.Found != "" {
		text += fmt.Sprintf(" found=%q", e.Found)
	}
	if e.Expected != "" {
		text += fmt.Sprintf(" expected=%q", e.Expected)
	}
	return text
}
