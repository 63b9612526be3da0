package play

import "slices"

// disown is called when a statement that was to give a name has not acted. What
// speaks of that name cannot act either: it does nothing, and a condition that
// speaks of it never comes.
func (r *Run) disown() {
	names, servers := r.given(), r.scenario.Config.Servers
	pending := slices.Clone(r.pending)
	for i := range pending {
		st := &pending[i]
		when, what := st.CanSay(servers, names)
		if !when {
			r.leaveOut(pending[i:])
			pending = pending[:i]
			break
		}
		if !what {
			r.leaveOut(pending[i : i+1])
			doNothing(&st.Statement)
		}
		if st.As != "" {
			names = append(names, st.As)
		}
	}
	r.pending = pending
}

// leaveOut notes the claims among statements that will never have their turn.
func (r *Run) leaveOut(statements []statement) {
	for i := range statements {
		if st := &statements[i]; st.Claim != nil && !st.shared {
			r.outcomes = append(r.outcomes, Outcome{Line: st.Line, Claim: st.Claim.String(), At: r.Now()})
		}
	}
}
