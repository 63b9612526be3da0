package web

import (
	"encoding/json"
	"errors"
	"maps"
	"strconv"

	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// refusal says why a request was not carried out: a code under which the page
// words it, and the values that fill the sentence in. It changed nothing.
type refusal struct {
	code   string
	values map[string]string
}

func (r *refusal) Error() string { return r.code }

// refuse returns a refusal of the request itself; values come in pairs.
func refuse(code string, values ...string) *refusal {
	r := &refusal{code: "request." + code}
	for i := 0; i+1 < len(values); i += 2 {
		if r.values == nil {
			r.values = make(map[string]string)
		}
		r.values[values[i]] = values[i+1]
	}
	return r
}

// The codes of requests that are refused as such, with the values of each.
const (
	refusedMalformed  = "malformed"         // field: which does not have the right type
	refusedUnknown    = "unknown"           // t
	refusedHello      = "hello-again"       // it has been said
	refusedWatching   = "only-watching"     // this page may not command
	refusedWaiting    = "waiting"           // the session is not here yet
	refusedTooMany    = "too-many"          // too many requests in too short a time
	refusedNoCluster  = "no-such-cluster"   // cluster
	refusedSpeed      = "bad-speed"         // min, max
	refusedRange      = "bad-range"         // from, to
	refusedNothing    = "nothing-due"       // there is nothing to step to
	refusedRestore    = "not-restored"      // a run that a page brought along could not be replayed
	refusedAtLine     = "run-stopped"       // the run came to a statement that cannot be carried out: line, found, and why with its values
	refusedBreak      = "bad-break"         // break: nothing that a session can pause for
	refusedFull       = "too-many-clusters" // max
	refusedLast       = "last-cluster"      // it stays
	refusedBusy       = "busy"              // another cluster is being opened
	refusedOvertaken  = "overtaken"         // the cluster that it was about has gone meanwhile
	refusedTooLong    = "too-far"           // max: so many events take too long to replay
	refusedCommands   = "too-many-commands" // seconds: when the next one may be given
	refusedCrowded    = "crowded"           // too many have something to be done that takes time
	refusedHeavy      = "too-heavy"         // mb: so much memory is a session's share
	refusedNoLesson   = "no-such-lesson"    // lesson
	refusedNoStep     = "no-such-step"      // step
	refusedInternally = "failed"            // an error in the server
)

var requestCodes = []string{
	refusedMalformed, refusedUnknown, refusedHello, refusedWatching, refusedWaiting, refusedTooMany, refusedNoCluster, refusedSpeed,
	refusedRange, refusedNothing, refusedRestore, refusedAtLine, refusedBreak, refusedFull, refusedLast, refusedBusy,
	refusedOvertaken, refusedTooLong, refusedCrowded, refusedHeavy, refusedCommands, refusedNoLesson, refusedNoStep, refusedInternally,
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

// asRefusal turns an error into a refusal. What is no refusal by design is an
// error in the server, and reported as that.
func asRefusal(err error) (r *refusal, expected bool) {
	var action *sim.ActionError
	var text *scenario.Error
	var prose *lesson.Error
	switch {
	case errors.As(err, &r):
		return r, true
	case errors.As(err, &action):
		return &refusal{"action." + action.Code, present(map[string]string{
			"server": action.Server.String(), "client": action.Client.String(), "detail": action.Detail,
		})}, true
	case errors.As(err, &prose):
		return &refusal{"scenario." + prose.Code, present(map[string]string{
			"line": number(prose.Line), "found": prose.Found, "expected": prose.Expected,
		})}, true
	case errors.As(err, &text):
		return &refusal{"scenario." + text.Code, present(map[string]string{
			"line": number(text.Line), "column": number(text.Column),
			"found": text.Found, "expected": text.Expected, "suggestion": text.Suggestion,
		})}, true
	}
	return refuse(refusedInternally), false
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

// answer is the answer to request re.
func (r *refusal) answer(re uint64) wire.Refused {
	return wire.Refused{T: "refused", Re: re, Code: r.code, Values: r.values}
}

// marshal returns a message as JSON. The types of package wire can always be
// marshalled.
func marshal(message any) []byte {
	text, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	return text
}
