package play

import "raft-playground/raft/scenario"

// Attend has the run take note of what claims can be about from now on, though
// none of its own asks for it: see [Run.Holds].
func (r *Run) Attend() {
	if r.observer != nil {
		return
	}
	w := newObserver(&r.scenario.Config)
	state := r.world.State()
	for i := range state.Servers {
		s := &state.Servers[i]
		w.servers[s.ID] = s.ServerState
		for _, e := range r.world.Compacted(s.BaseIndex) {
			w.logs[s.ID].Push(e)
		}
		for _, e := range s.Log {
			w.logs[s.ID].Push(e)
		}
		w.term = max(w.term, s.Term)
	}
	for i := range state.Clients {
		w.clients[state.Clients[i].ID] = state.Clients[i]
	}
	w.names = r.names
	w.noteLeaderless(state.At)
	r.observer = w
}

// Holds reports whether a claim is true now, and if not what is, in the words of
// claims. A run that has not attended, see [Run.Attend], does so from now on; a claim
// that cannot be read is an [*scenario.Error].
func (r *Run) Holds(claim string) (holds bool, instead string, err error) {
	c, err := scenario.ParseClaim(claim, r.scenario.Config.Servers, r.given())
	if err != nil {
		return false, "", err
	}
	r.Attend()
	holds, instead = r.holds(c)
	return holds, instead, nil
}
