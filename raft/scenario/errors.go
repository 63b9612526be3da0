package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"raft-playground/raft/sim"
)

// Error says what is wrong with a text, where, and what could stand there
// instead. None of its fields is prose, so that a page can word it in every
// language under the key Code; Error words it in plain English.
type Error struct {
	Line       int    // from 1; 0 where there is no text, as for a live action
	Column     int    // of the first character that is wrong, from 1; 0 if it is about the whole line
	Code       string // one of ErrorCodes
	Found      string // what stands there, "" for nothing
	Expected   string // what could: words separated by ", ", an example, or a bound
	Suggestion string // what was most likely meant, if anything is near
	Cause      error  // a *sim.ActionError, where a world refused an action
}

// wordings says each error in English. The braces stand for the fields; what
// could stand there instead is appended where the sentence does not say it.
var wordings = []struct{ code, sentence string }{
	// The text as a whole.
	{codeTextTooLong, "the text has {number} bytes; at most {expected} can be read"},
	{codeRecordTooLong, "written out the text would have {number} bytes; at most {expected} can be read"},
	{codeTooManyStatements, "this is statement {number}; there can be at most {expected}"},
	{codeNotText, "{number} is no character of a text"},
	{codeNoHeader, "a scenario begins with {quoted}, not with {found}"},
	{codeEmpty, "there is no scenario here: one begins with {quoted}"},
	{codeWrongVersion, "version {found} of the language is not known here"},
	{codeTitleTooLong, "the title has {number} characters; at most {expected} fit"},

	// Where a line stands.
	{codeUnknownLine, "unknown setting or statement {found}"},
	{codeRepeatedSetting, "{found} was already set on line {expected}; it can be set once"},
	{codeSettingTooLate, "the setting {found} comes too late: settings stand before the first statement, on line {expected}"},
	{codeAfterEnd, "{found} comes after the end of the run, on line {expected}; after that only claims can stand"},
	{codeTimePast, "{found} is already past; the earliest time that could stand here is {expected}"},

	// Words of a line.
	{codeUnknownAction, "unknown action {found}"},
	{codeUnknownCondition, "unknown condition {found}"},
	{codeUnknownClaim, "unknown claim {found}"},
	{codeUnexpected, "{found} cannot stand here"},
	{codeLineTooShort, "found the end of the line"},
	{codeLineTooLong, "found {found}, but nothing more can stand on this line"},

	// Values.
	{codeExpectedTime, "{found} is no time"},
	{codeTimeTooFine, "{found} is too fine: time is counted in steps of {expected}"},
	{codeTimeOutOfRange, "the time {found} is out of range: {expected} could stand here"},
	{codeRangeReversed, "the range {found} runs backwards"},
	{codeExpectedNumber, "{found} is no whole number"},
	{codeNumberOutOfRange, "the number {found} is out of range: {expected} could stand here"},
	{codeExpectedPercent, "{found} is no percentage"},
	{codePercentTooFine, "{found} is too fine: percentages are counted in steps of {expected}"},
	{codePercentOutOfRange, "the percentage {found} is out of range: {expected} could stand here"},
	{codeExpectedServer, "{found} is no server"},
	{codeUnknownServer, "there is no {found} in this cluster"},
	{codeRepeatedServer, "{found} is named twice, but can stand only in one place"},
	{codeUnknownClient, "there is no client {found}"},
	{codeExpectedKey, fmt.Sprintf("{found} is no key, which is a lower-case letter and up to %d more lower-case letters, digits, - and _", sim.MaxKeyLength-1)},
	{codeExpectedEntry, "{found} is no entry, which is spoken of by its command"},
	{codeExpectedName, fmt.Sprintf("{found} is no name for a server, which is 2 to %d lower-case letters, digits, - and _, the first of them a letter", sim.MaxKeyLength)},
	{codeUnknownRule, "there is no rule {found}"},
	{codeUnknownProperty, "there is no property {found}"},

	// What servers start from.
	{codeTermsFall, "term {number} comes after term {expected}: the terms of a log never fall"},
	{codeTermBelowLog, "a server in term {number} cannot have an entry of term {expected}"},
	{codeLogTooLong, "the log goes on with {found}; a server can start with at most {expected} entries"},
	{codeLogsDiffer, "{found} has the same term as {expected}, but they differ up to there: Log Matching rules that out"},

	// Variants and steps.
	{codeExpectedLabel, fmt.Sprintf("{found} is no name for a step or a variant, which is up to %d lower-case letters, digits and -, the first of them a letter", MaxNameLength)},
	{codeTooManyRuns, "this is run {number}; there can be at most {expected}, the main run among them"},
	{codeRepeatedVariant, "there is a variant {found} already"},
	{codeRepeatedStep, "there is a step {found} already"},
	{codeUnknownStep, "the run that it leaves has no step {found}"},
	{codeUnknownVariant, "there is no variant {found} above this line"},
	{codeUnknownChange, "{found} is nothing that can be changed"},
	{codeNothingChanged, "{found} changes nothing: it is so already"},
	{codeNothingWaits, "nothing in this run waits for {found}, so it cannot be expected never to come; {quoted} would"},

	// Links.
	{codeNoLink, "{found} is no link to a run"},
	{codeNewerLink, "this link was made by a newer version"},
	{codeBrokenLink, "the link is damaged: part of it is missing or has changed"},

	// The run.
	{codeNeverCame, "{found} never came, but {quoted}"},
	{codeNotReached, "{found} was not reached before the end of the run at {expected}"},
	{codeTooLate, "{found} is already past when its turn comes, at {expected}"},
	{codeNoLeader, "found {found}, but no running server leads now"},
	{codeRefused, "{found} was refused"},
	{codeTooManyEvents, "the run has {number} events; it can have at most {expected}"},
	{codeTooManyAtOnce, "more than {expected} things happen at {number}; a run cannot go on from there"},
	{codeRunTooLong, "the run would go on to {found}; it can last at most {expected}"},
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
var ErrorCodes = func() []string {
	codes := make([]string, len(wordings))
	for i, w := range wordings {
		codes[i] = w.code
	}
	return codes
}()

// Error words the error: where it is, what was found, and what could stand there.
func (e *Error) Error() string {
	i := slices.IndexFunc(ErrorCodes, func(code string) bool { return code == e.Code })
	if i < 0 {
		return e.Code
	}
	sentence := wordings[i].sentence
	text := strings.NewReplacer(
		"{found}", quote(e.Found),
		"{number}", e.Found,
		"{expected}", e.Expected,
		"{quoted}", strconv.Quote(e.Expected),
	).Replace(sentence)
	switch {
	case e.Line > 0 && e.Column > 0:
		text = fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, text)
	case e.Line > 0:
		text = fmt.Sprintf("line %d: %s", e.Line, text)
	}
	switch said := strings.Contains(sentence, "{expected}") || strings.Contains(sentence, "{quoted}"); {
	case e.Cause != nil:
		return text + ": " + e.Cause.Error()
	case e.Suggestion != "":
		return text + "; did you mean " + strconv.Quote(e.Suggestion) + "?"
	case e.Expected != "" && !said:
		return text + "; expected " + alternatives(e.Expected)
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

// alternatives joins what could stand somewhere as a sentence does. Words are
// quoted, ranges are not.
func alternatives(expected string) string {
	items := strings.Split(expected, ", ")
	for i, item := range items {
		if !strings.Contains(item, " to ") {
			items[i] = strconv.Quote(item)
		}
	}
	last := len(items) - 1
	if last == 0 {
		return items[0]
	}
	return strings.Join(items[:last], ", ") + " or " + items[last]
}

func quote(found string) string {
	if found == "" {
		return "nothing"
	}
	return strconv.Quote(found)
}
