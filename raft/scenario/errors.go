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
	codeTextTooLong       = "text-too-long"
	codeRecordTooLong     = "record-too-long"
	codeTooManyStatements = "too-many-statements"
	codeNotText           = "not-text"
	codeNoHeader          = "no-header"
	codeEmpty             = "empty"
	codeWrongVersion      = "wrong-version"
	codeTitleTooLong      = "title-too-long"
	codeUnknownLine       = "unknown-line"
	codeRepeatedSetting   = "repeated-setting"
	codeSettingTooLate    = "setting-too-late"
	codeAfterEnd          = "after-end"
	codeTimePast          = "time-past"
	codeUnknownAction     = "unknown-action"
	codeUnknownCondition  = "unknown-condition"
	codeUnknownClaim      = "unknown-claim"
	codeUnexpected        = "unexpected"
	codeLineTooShort      = "line-too-short"
	codeLineTooLong       = "line-too-long"
	codeExpectedTime      = "expected-time"
	codeTimeTooFine       = "time-too-fine"
	codeTimeOutOfRange    = "time-out-of-range"
	codeRangeReversed     = "range-reversed"
	codeExpectedNumber    = "expected-number"
	codeNumberOutOfRange  = "number-out-of-range"
	codeExpectedPercent   = "expected-percent"
	codePercentTooFine    = "percent-too-fine"
	codePercentOutOfRange = "percent-out-of-range"
	codeExpectedServer    = "expected-server"
	codeUnknownServer     = "unknown-server"
	codeRepeatedServer    = "repeated-server"
	codeUnknownClient     = "unknown-client"
	codeExpectedKey       = "expected-key"
	codeExpectedEntry     = "expected-entry"
	codeExpectedName      = "expected-name"
	codeUnknownRule       = "unknown-rule"
	codeUnknownProperty   = "unknown-property"
	codeTermsFall         = "terms-fall"
	codeTermBelowLog      = "term-below-log"
	codeLogTooLong        = "log-too-long"
	codeLogsDiffer        = "logs-differ"
	codeExpectedLabel     = "expected-label"
	codeTooManyRuns       = "too-many-runs"
	codeRepeatedVariant   = "repeated-variant"
	codeRepeatedStep      = "repeated-step"
	codeUnknownStep       = "unknown-step"
	codeUnknownVariant    = "unknown-variant"
	codeUnknownChange     = "unknown-change"
	codeNothingChanged    = "nothing-changed"
	codeNothingWaits      = "nothing-waits"
	codeNoLink            = "no-link"
	codeNewerLink         = "newer-link"
	codeBrokenLink        = "broken-link"
	codeNeverCame         = "never-came"
	codeNotReached        = "not-reached"
	codeTooLate           = "too-late"
	codeNoLeader          = "no-leader"
	codeRefused           = "refused"
	codeTooManyEvents     = "too-many-events"
	codeTooManyAtOnce     = "too-many-at-once"
	codeRunTooLong        = "run-too-long"
)

// ErrorCodes lists every code of an [Error], for catalogues that must word all
// of them. None of them is a code of a [sim.ActionError].
var ErrorCodes = []string{
	codeTextTooLong, codeRecordTooLong, codeTooManyStatements, codeNotText, codeNoHeader, codeEmpty,
	codeWrongVersion, codeTitleTooLong, codeUnknownLine, codeRepeatedSetting, codeSettingTooLate, codeAfterEnd,
	codeTimePast, codeUnknownAction, codeUnknownCondition, codeUnknownClaim, codeUnexpected, codeLineTooShort,
	codeLineTooLong, codeExpectedTime, codeTimeTooFine, codeTimeOutOfRange, codeRangeReversed, codeExpectedNumber,
	codeNumberOutOfRange, codeExpectedPercent, codePercentTooFine, codePercentOutOfRange, codeExpectedServer,
	codeUnknownServer, codeRepeatedServer, codeUnknownClient, codeExpectedKey, codeExpectedEntry,
	codeExpectedName, codeUnknownRule, codeUnknownProperty, codeTermsFall, codeTermBelowLog, codeLogTooLong,
	codeLogsDiffer, codeExpectedLabel, codeTooManyRuns, codeRepeatedVariant, codeRepeatedStep, codeUnknownStep,
	codeUnknownVariant, codeUnknownChange, codeNothingChanged, codeNothingWaits, codeNoLink, codeNewerLink,
	codeBrokenLink, codeNeverCame, codeNotReached, codeTooLate, codeNoLeader, codeRefused, codeTooManyEvents,
	codeTooManyAtOnce, codeRunTooLong,
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

// excerpt shortens what was found to what an error can repeat.
func excerpt(text string) string {
	if utf8.RuneCountInString(text) <= maxFound {
		return text
	}
	return string([]rune(text)[:maxFound-1]) + "…"
}

// join lists what could stand somewhere.
func join(texts []string) string { return strings.Join(texts, ", ") }
