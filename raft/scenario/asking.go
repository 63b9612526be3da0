package scenario

// ParseClaim reads a claim as it stands behind "expect". It can speak of the names
// that the scenario gives to servers. What is wrong with it comes back as an
// [*Error].
func (s *Scenario) ParseClaim(text string) (Claim, error) {
	l := newLine(0, text, s.Config.Servers, s.givenNames())
	claim := l.claim()
	if l.err != nil {
		return nil, l.err
	}
	return claim, nil
}

// givenNames returns the names that statements give to servers.
func (s *Scenario) givenNames() (names []string) {
	for i := range s.Statements {
		if name := s.Statements[i].As; name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Attend has the run take note of what claims can be about from now on, though
// none of its own asks for it: see [Run.Holds].
func (r *Run) Attend() {
	if r.watch != nil {
		return
	}
	w := newWatch(r.scenario.Config.Servers)
	state := r.world.State()
	for i := range state.Servers {
		s := &state.Servers[i]
		w.servers[s.ID] = s.ServerState
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
	r.watch = w
}

// Holds reports whether a claim is true now, and if not what is, in the words of
// claims. A run that has not attended, see [Run.Attend], does so from now on; a claim
// that cannot be read is an [*Error].
func (r *Run) Holds(claim string) (holds bool, instead string, err error) {
	l := newLine(0, claim, r.scenario.Config.Servers, r.given())
	c := l.claim()
	if l.err != nil {
		return false, "", l.err
	}
	r.Attend()
	holds, instead = c.holds(r)
	return holds, instead, nil
}
