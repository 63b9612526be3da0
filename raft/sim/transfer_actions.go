package sim

import "raft-playground/raft"

// Transfer has the leader hand its leadership over to another server (D3.10). Of several
// that take themselves for one it is the one of the highest term that is told.
type Transfer struct{ To raft.ServerID }

func (Transfer) name() string { return "transfer" }

func (a Transfer) args() Args { return Args{Server: a.To} }

func (a Transfer) prepare(w *World) (func(), *ActionError) {
	leader := w.leaderToTell()
	if leader.server.TransferTarget() == a.To {
		return nil, &ActionError{Code: "no-change", Server: a.To}
	}
	return func() {
		// It leads, and the target is another server: it takes this up.
		out, err := leader.server.TransferLeadership(w.readClock(leader), a.To)
		if err != nil {
			panic(err)
		}
		w.speak()
		w.carryOut(leader, out)
		w.speak()
	}, nil
}

// leaderToTell returns the process of the highest term that leads and can be told something, nil
// if there is none.
func (w *World) leaderToTell() (leader *process) {
	for i := range w.servers {
		p := &w.servers[i]
		if p.leads() && (leader == nil || p.server.CurrentTerm() > leader.server.CurrentTerm()) {
			leader = p
		}
	}
	return leader
}

// leads reports whether a process runs and takes itself for the leader.
func (p *process) leads() bool {
	return !p.down && !p.paused && p.server.Role() == raft.Leader
}
