package sim

import (
	"fmt"

	"raft-playground/raft"
)

// Do carries out an action now. Text is the action as a statement of the
// scenario language; it goes into the trace. An action that cannot be carried
// out, or would change nothing, returns an [*ActionError] and changes nothing.
func (w *World) Do(a Action, text string) error {
	if a == nil {
		return &ActionError{Code: "no-change"} // somebody waits
	}
	spec, args := specsByName[a.name()], a.args()
	if refusal := w.refusal(spec, &args); refusal != nil {
		return refusal
	}
	act, refusal := a.prepare(w)
	if refusal != nil {
		return refusal
	}
	w.emit(&Event{Kind: ActionEvent, Action: w.trace.parts.actions.put(Acted{Name: spec.Name, Text: text, Impact: spec.Impact, Args: args})})
	act()
	return nil
}

// refusal says why an action can not be carried out, as far as its spec knows.
func (w *World) refusal(spec *knownSpec, args *Args) *ActionError {
	if refusal := w.strangers(spec, args); refusal != nil {
		return refusal
	}
	for i := range spec.Needs {
		if refusal := w.unmet(&spec.Needs[i], args); refusal != nil {
			return refusal
		}
	}
	return nil
}

// strangers returns a refusal when there is no such server or client as an action is for.
func (w *World) strangers(spec *knownSpec, a *Args) *ActionError {
	if a.Server != 0 || spec.forServer {
		if refusal := w.exists(a.Server); refusal != nil {
			return refusal
		}
	}
	if a.From != 0 || spec.forLinks {
		if refusal := w.exists(a.From); refusal != nil {
			return refusal
		}
	}
	named := a.To
	for _, group := range a.Groups {
		named |= group
	}
	if unknown := first(named &^ w.everyone()); unknown != 0 {
		return w.exists(unknown)
	}
	if a.Client > raft.MaxClients || a.Client == 0 && spec.forClient {
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
