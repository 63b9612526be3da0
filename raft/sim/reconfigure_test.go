package sim_test

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// TestLine72_AChangeThatIsAskedForAgainIsNotMadeAgain: c1 has S5 removed and does not hear of
// it; meanwhile c2 adds S5 again. When c1 asks once more, it is told that its change is made,
// and S5 stays.
func TestLine72_AChangeThatIsAskedForAgainIsNotMadeAgain(t *testing.T) {
	w, leader := led(t, sim.DefaultConfig())
	w.RunUntil(w.Now() + 100*raft.Millisecond)
	other := leader%5 + 1
	do(t, w, sim.Reconfigure{Client: 1, Op: raft.RemoveServer, Servers: raft.ServerSet(0).With(other)})
	stepUntil(t, w, clientAt(sim.PhaseCommitted))
	do(t, w, sim.CutClient{Client: 1, From: raft.ServerSet(0).With(leader)}) // so that the answer is lost
	do(t, w, sim.Reconfigure{Client: 2, Op: raft.AddVoter, Servers: raft.ServerSet(0).With(other)})
	stepUntil(t, w, func(e *sim.Event) bool { return clientAt(sim.PhaseAnswered)(e) && e.Client.ID == 2 })
	do(t, w, sim.HealClient{Client: 1, From: raft.ServerSet(0).With(leader)})
	answered := stepUntil(t, w, func(e *sim.Event) bool {
		if e.Kind == sim.DecisionEvent && e.Decision.Kind == raft.ChangeAccepted {
			t.Errorf("the change of request %d of c%d is begun again", e.Decision.Request, e.Decision.Client)
		}
		return clientAt(sim.PhaseAnswered)(e) && e.Client.ID == 1
	})
	if c := answered.Client; c.Request != 1 || c.Attempt < 2 {
		t.Errorf("c1 is at %+v", c)
	}
	if c, _ := w.Server(leader).Configuration(); !c.Voters.Has(other) {
		t.Errorf("the voters are %v", c)
	}
}
