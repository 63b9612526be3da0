package scenario

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error says what is wrong with a text, where, and what could stand there
// instead. None of its fields is prose: it is worded by the catalogues, in every
// language, under the key Code.
type Error struct {
	Line       int    // from 1; 0 where there is no text, as for a live action
	Column     int    // of the first character that is wrong, from 1; 0 if it is about the whole line
	Code       string // one of ErrorCodes
	Found      string // what stands there, "" for nothing
	Expected   string // what could: words separated by ", ", an example, or a bound
	Suggestion string // what was most likely meant, if anything is near
	Cause      error  // a *sim.ActionError, where a world refused an action
}

// The codes. They are keys of catalogues, and stay what they are.
const (
	CodeTextTooLong       = "text-too-long"
	CodeRecordTooLong     = "record-too-long"
	CodeTooManyStatements = "too-many-statements"
	CodeNotText           = "not-text"
	CodeNoHeader          = "no-header"
	CodeEmpty             = "empty"
	CodeWrongVersion      = "wrong-version"
	CodeTitleTooLong      = "title-too-long"
	CodeUnknownLine       = "unknown-line"
	CodeRepeatedSetting   = "repeated-setting"
	CodeSettingTooLate    = "setting-too-late"
	CodeAfterEnd          = "after-end"
	CodeTimePast          = "time-past"
	CodeUnknownAction     = "unknown-action"
	CodeUnknownCondition  = "unknown-condition"
	CodeUnknownClaim      = "unknown-claim"
	CodeUnexpected        = "unexpected"
	CodeLineTooShort      = "line-too-short"
	CodeLineTooLong       = "line-too-long"
	CodeExpectedTime      = "expected-time"
	CodeTimeTooFine       = "time-too-fine"
	CodeTimeOutOfRange    = "time-out-of-range"
	CodeRangeReversed     = "range-reversed"
	CodeExpectedNumber    = "expected-number"
	CodeNumberOutOfRange  = "number-out-of-range"
	CodeExpectedPercent   = "expected-percent"
	CodePercentTooFine    = "percent-too-fine"
	CodePercentOutOfRange = "percent-out-of-range"
	CodeExpectedServer    = "expected-server"
	CodeUnknownServer     = "unknown-server"
	CodeRepeatedServer    = "repeated-server"
	CodeUnknownClient     = "unknown-client"
	CodeExpectedKey       = "expected-key"
	CodeExpectedEntry     = "expected-entry"
	CodeExpectedName      = "expected-name"
	CodeUnknownRule       = "unknown-rule"
	CodeUnknownProperty   = "unknown-property"
	CodeTermsFall         = "terms-fall"
	CodeTermBelowLog      = "term-below-log"
	CodeLogTooLong        = "log-too-long"
	CodeLogsDiffer        = "logs-differ"
	CodeExpectedLabel     = "expected-label"
	CodeTooManyRuns       = "too-many-runs"
	CodeRepeatedVariant   = "repeated-variant"
	CodeRepeatedStep      = "repeated-step"
	CodeUnknownStep       = "unknown-step"
	CodeUnknownVariant    = "unknown-variant"
	CodeUnknownChange     = "unknown-change"
	CodeNothingChanged    = "nothing-changed"
	CodeNothingWaits      = "nothing-waits"
	CodeNoLink            = "no-link"
	CodeNewerLink         = "newer-link"
	CodeBrokenLink        = "broken-link"
	CodeNeverCame         = "never-came"
	CodeNotReached        = "not-reached"
	CodeTooLate           = "too-late"
	CodeNoLeader          = "no-leader"
	CodeRefused           = "refused"
	CodeTooManyEvents     = "too-many-events"
	CodeTooManyAtOnce     = "too-many-at-once"
	CodeRunTooLong        = "run-too-long"
)

// ErrorCodes lists every code of an [Error], for catalogues that must word all
// of them. None of them is a code of a [sim.ActionError].
var ErrorCodes = []string{
	CodeTextTooLong, CodeRecordTooLong, CodeTooManyStatements, CodeNotText, CodeNoHeader, CodeEmpty,
	CodeWrongVersion, CodeTitleTooLong, CodeUnknownLine, CodeRepeatedSetting, CodeSettingTooLate, CodeAfterEnd,
	CodeTimePast, CodeUnknownAction, CodeUnknownCondition, CodeUnknownClaim, CodeUnexpected, CodeLineTooShort,
	CodeLineTooLong, CodeExpectedTime, CodeTimeTooFine, CodeTimeOutOfRange, CodeRangeReversed, CodeExpectedNumber,
	CodeNumberOutOfRange, CodeExpectedPercent, CodePercentTooFine, CodePercentOutOfRange, CodeExpectedServer,
	CodeUnknownServer, CodeRepeatedServer, CodeUnknownClient, CodeExpectedKey, CodeExpectedEntry,
	CodeExpectedName, CodeUnknownRule, CodeUnknownProperty, CodeTermsFall, CodeTermBelowLog, CodeLogTooLong,
	CodeLogsDiffer, CodeExpectedLabel, CodeTooManyRuns, CodeRepeatedVariant, CodeRepeatedStep, CodeUnknownStep,
	CodeUnknownVariant, CodeUnknownChange, CodeNothingChanged, CodeNothingWaits, CodeNoLink, CodeNewerLink,
	CodeBrokenLink, CodeNeverCame, CodeNotReached, CodeTooLate, CodeNoLeader, CodeRefused, CodeTooManyEvents,
	CodeTooManyAtOnce, CodeRunTooLong,
}

// Error says where the error is, its code, and the values that go with it, for logs and
// tests. People are told by the catalogues.
func (e *Error) Error() string {
	text := e.Code
	for _, v := range []struct{ name, value string }{{"found", e.Found}, {"expected", e.Expected}, {"suggestion", e.Suggestion}} {
		if v.value != "" {
			text += fmt.Sprintf(" %s=%q", v.name, v.value)
		}
	}
	switch {
	case e.Line > 0 && e.Column > 0:
		text = fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, text)
	case e.Line > 0:
		text = fmt.Sprintf("line %d: %s", e.Line, text)
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap returns why a world refused the action.
func (e *Error) Unwrap() error { return e.Cause }

// maxFound is how many characters of a text an error repeats.
const maxFound = 40

// Excerpt shortens what was found to what an error can repeat.
func Excerpt(text string) string {
	if utf8.RuneCountInString(text) <= maxFound {
		return text
	}
	return string([]rune(text)[:maxFound-1]) + "…"
}

// join lists what could stand somewhere.
func join(texts []string) string { return strings.Join(texts, ", ") }
