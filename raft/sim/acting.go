package sim

import (
	"fmt"
	"strings"

	"raft-playground/raft"
)

// Do carries out an action now. Text is the action as a statement of the
// scenario language; it goes into the trace. An action that cannot be carried
// out, or would change nothing, returns an [*ActionError] and changes nothing.
func (w *World) Do(a Action, text string) error {
	act, refusal := w.prepare(a)
	if refusal != nil {
		return refusal
	}
	w.emit(Event{Kind: ActionEvent, Action: &Acted{Name: a.name(), Text: text, Impact: specOf(a).Impact, Args: a.args()}})
	act()
	return nil
}

// prepare checks an action and returns what carries it out.
func (w *World) prepare(a Action) (func(), *ActionError) {
	if a == nil {
		return nil, &ActionError{Code: "no-change"} // somebody waits
	}
	args, spec := a.args(), specOf(a)
	if refusal := w.strangers(&args, spec.Form); refusal != nil {
		return nil, refusal
	}
	for _, need := range spec.Needs {
		if refusal := w.unmet(need, &args); refusal != nil {
			return nil, refusal
		}
	}
	return a.prepare(w)
}

// strangers returns a refusal when there is no such server or client as an action of
// this form is for.
func (w *World) strangers(a *Args, form string) *ActionError {
	form += " " // what may be left out is followed by a bracket
	for i, id := range [...]raft.ServerID{a.Server, a.From} {
		if id != 0 || strings.Contains(form, [...]string{" SERVER ", " LINKS "}[i]) {
			if refusal := w.exists(id); refusal != nil {
				return refusal
			}
		}
	}
	for _, set := range append([]raft.ServerSet{a.To}, a.Groups...) {
		for id := raft.ServerID(1); id < 16; id++ {
			if set.Has(id) && int(id) > len(w.servers) {
				return w.exists(id)
			}
		}
	}
	if a.Client > raft.MaxClients || a.Client == 0 && strings.Contains(form, "CLIENT") {
		return &ActionError{Code: "no-such-client", Client: a.Client, Detail: fmt.Sprintf("c1…c%d", raft.MaxClients)}
	}
	return nil
}

// exists returns a refusal when there is no such server.
func (w *World) exists(id raft.ServerID) *ActionError {
	if id < 1 || int(id) > len(w.servers) {
		return &ActionError{Code: "no-such-server", Server: id, Detail: w.serverNames()}
	}
	return nil
}
