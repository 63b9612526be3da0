package wire

import (
	"errors"
	"maps"
	"strconv"

	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// Refusal says why a request was not carried out: a code under which the page
// words it, and the values that fill the sentence in. It changed nothing.
type Refusal struct {
	Code   string
	Values map[string]string
}

// Error returns the code.
func (r *Refusal) Error() string { return r.Code }

// Refuse returns a refusal of the request itself; values come in pairs.
func Refuse(code string, values ...string) *Refusal {
	r := &Refusal{Code: "request." + code}
	for i := 0; i+1 < len(values); i += 2 {
		if r.Values == nil {
			r.Values = make(map[string]string)
		}
		r.Values[values[i]] = values[i+1]
	}
	return r
}

// The codes of requests that are refused as such, with the values of each.
const (
	RefusedMalformed  = "malformed"         // field: which does not have the right type
	RefusedUnknown    = "unknown"           // t
	RefusedHello      = "hello-again"       // it has been said
	RefusedWatching   = "only-watching"     // this page may not command
	RefusedWaiting    = "waiting"           // the session is not here yet
	RefusedTooMany    = "too-many"          // too many requests in too short a time
	RefusedNoCluster  = "no-such-cluster"   // cluster
	RefusedSpeed      = "bad-speed"         // min, max
	RefusedRange      = "bad-range"         // from, to
	RefusedNothing    = "nothing-due"       // there is nothing to step to
	RefusedRestore    = "not-restored"      // a run that a page brought along could not be replayed
	RefusedAtLine     = "run-stopped"       // the run came to a statement that cannot be carried out: line, found, and why with its values
	RefusedBreak      = "bad-break"         // break: nothing that a session can pause for
	RefusedFull       = "too-many-clusters" // max
	RefusedLast       = "last-cluster"      // it stays
	RefusedBusy       = "busy"              // another cluster is being opened
	RefusedOvertaken  = "overtaken"         // the cluster that it was about has gone meanwhile
	RefusedTooLong    = "too-far"           // max: so many events take too long to replay
	RefusedCommands   = "too-many-commands" // seconds: when the next one may be given
	RefusedCrowded    = "crowded"           // too many have something to be done that takes time
	RefusedHeavy      = "too-heavy"         // mb: so much memory is a session's share
	RefusedNoLesson   = "no-such-lesson"    // lesson
	RefusedNoStep     = "no-such-step"      // step
	RefusedInternally = "failed"            // an error in the server
)

var requestCodes = []string{
	RefusedMalformed, RefusedUnknown, RefusedHello, RefusedWatching, RefusedWaiting, RefusedTooMany, RefusedNoCluster, RefusedSpeed,
	RefusedRange, RefusedNothing, RefusedRestore, RefusedAtLine, RefusedBreak, RefusedFull, RefusedLast, RefusedBusy,
	RefusedOvertaken, RefusedTooLong, RefusedCrowded, RefusedHeavy, RefusedCommands, RefusedNoLesson, RefusedNoStep, RefusedInternally,
}

// RefusalCodes returns every code that a refusal can carry, for catalogues that
// must word all of them.
func RefusalCodes() []string {
	var codes []string
	for _, code := range requestCodes {
		codes = append(codes, "request."+code)
	}
	for _, code := range sim.ActionErrorCodes {
		codes = append(codes, "action."+code)
	}
	for _, code := range scenario.ErrorCodes {
		codes = append(codes, "scenario."+code)
	}
	for _, code := range lesson.ErrorCodes {
		codes = append(codes, "scenario."+code)
	}
	return codes
}

// AsRefusal turns an error into a refusal. What is no refusal by design is an
// error in the server, and reported as that.
func AsRefusal(err error) (r *Refusal, expected bool) {
	var action *sim.ActionError
	var text *scenario.Error
	var prose *lesson.Error
	switch {
	case errors.As(err, &r):
		return r, true
	case errors.As(err, &action):
		return &Refusal{"action." + action.Code, present(map[string]string{
			"server": action.Server.String(), "client": action.Client.String(), "detail": action.Detail,
		})}, true
	case errors.As(err, &prose):
		return &Refusal{"scenario." + prose.Code, present(map[string]string{
			"line": number(prose.Line), "found": prose.Found, "expected": prose.Expected,
		})}, true
	case errors.As(err, &text):
		return &Refusal{"scenario." + text.Code, present(map[string]string{
			"line": number(text.Line), "column": number(text.Column),
			"found": text.Found, "expected": text.Expected, "suggestion": text.Suggestion,
		})}, true
	}
	return Refuse(RefusedInternally), false
}

// present leaves out what is empty.
func present(values map[string]string) map[string]string {
	maps.DeleteFunc(values, func(_, value string) bool { return value == "" })
	return values
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Answer is the answer to request re.
func (r *Refusal) Answer(re uint64) Refused {
	return Refused{T: "refused", Re: re, Code: r.Code, Values: r.Values}
}

// Clip shortens what a page said to what an answer may repeat.
func Clip(text string) string {
	const most = 40
	runes := []rune(text)
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
