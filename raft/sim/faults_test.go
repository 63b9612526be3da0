package sim_test

import (
	"cmp"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

var seeds = flag.Int("seeds", 2000, "how many long runs of random lawful faults to play")

// TestLine44_PropertiesHoldUnderLawfulFaults plays long runs of random lawful
// faults, with the properties checked after every event, and, when everything has
// healed, demands progress (lines 24, 34, 44, 46 and 48).
func TestLine44_PropertiesHoldUnderLawfulFaults(t *testing.T) {
	p := play(t, playFaults, fewerUnderRace(*seeds))
	t.Logf("%d runs, %d events", p.seeds, p.events)
}

// playFaults hurts a cluster for some virtual seconds, then heals it and demands
// that it commits again. Each seed draws which faults it uses and how often.
func playFaults(seed uint64) (events int64, err error) {
	r := rand.New(rand.NewPCG(seed, 44))
	w, err := sim.New(randomConfig(r, seed))
	if err != nil {
		return 0, err
	}
	draw := &drawer{Rand: r, world: w, weights: randomWeights(r)}
	p := watch(w, draw.saw)
	runUntil := func(t raft.Time) error {
		for w.Next() <= t {
			w.Step()
			events++
			if err := p.check(); err != nil {
				return err
			}
		}
		w.RunUntil(t)
		return nil
	}
	for w.Now() < 6*raft.Second {
		if err := runUntil(w.Now() + draw.between(0, 120*raft.Millisecond)); err != nil {
			return events, err
		}
		// A refusal is no failure: the fault would have done nothing now.
		_ = w.Do(draw.action(), "fault")
		if err := p.check(); err != nil {
			return events, err
		}
	}
	if err := healAndCommit(w, runUntil); err != nil {
		return events, err
	}
	return events, p.end()
}

// healAndCommit ends every fault and demands that a write be answered and reach
// every state machine.
func healAndCommit(w *sim.World, runUntil func(raft.Time) error) error {
	endFaults(w)
	if err := runUntil(w.Now() + 8*raft.Second); err != nil { // old requests are answered or given up
		return err
	}
	stopOthers(w)
	if err := runUntil(w.Now() + 2*raft.Second); err != nil { // then nobody disturbs any more
		return err
	}
	stopOthers(w)                 // a change that went on until now is over
	for value := range int64(2) { // a leader that the first one lets go leaves the second to another
		if err := w.Do(sim.Request{Client: 4, Op: raft.Set, Key: "healed", Value: value, To: w.Leader()}, "write"); err != nil {
			return err
		}
		if err := runUntil(w.Now() + 3*raft.Second); err != nil { // it is answered, and there is a leader again
			return err
		}
	}
	members, state := stopOthers(w), w.State() // and what the write has committed with it
	if c := state.Clients[3]; c.Phase != sim.PhaseAnswered {
		return fmt.Errorf("after everything healed the client is at %+v", c)
	}
	var first *sim.ServerView
	for i := range state.Servers {
		s := &state.Servers[i]
		if !members.Has(s.ID) {
			continue
		}
		if first == nil {
			first = s
		}
		if s.LastApplied != first.LastApplied || fmt.Sprint(s.Machine) != fmt.Sprint(first.Machine) {
			return fmt.Errorf("after everything healed %v has applied %d: %v, %v %d: %v", s.ID, s.LastApplied, s.Machine, first.ID, first.LastApplied, first.Machine)
		}
		if configuration, since := w.Server(s.ID).Configuration(); configuration.Joint() || since > s.CommitIndex {
			return fmt.Errorf("after everything healed the configuration of %v is %v at %d, and committed is %d", s.ID, configuration, since, s.CommitIndex)
		}
	}
	return nil
}

// stopOthers stops the servers that do not belong to the cluster any more, as one would:
// who has not heard of that goes on standing for election (§6). It returns who does belong:
// as long as the newest configuration is not committed, everybody may be needed.
func stopOthers(w *sim.World) raft.ServerSet {
	everybody := raft.ServerSet(1<<(w.Config().Servers+1) - 2)
	var newest *raft.Server
	for id := raft.ServerID(1); int(id) <= w.Config().Servers; id++ {
		s := w.Server(id)
		if s != nil && (newest == nil || cmp.Or(
			cmp.Compare(s.Log().LastTerm(), newest.Log().LastTerm()),
			cmp.Compare(s.Log().LastIndex(), newest.Log().LastIndex()),
			cmp.Compare(s.CommitIndex(), newest.CommitIndex()), // only a leader that has left may know it
		) > 0) {
			newest = s
		}
	}
	configuration, since := newest.Configuration()
	if since > newest.CommitIndex() || configuration.Joint() {
		return everybody
	}
	for id := raft.ServerID(1); int(id) <= w.Config().Servers; id++ {
		if !configuration.Members().Has(id) {
			_ = w.Do(sim.Crash{Server: id}, "crash")
		}
	}
	return configuration.Members()
}

// endFaults undoes whatever random actions may have done. What was not done is
// refused, which is no failure.
func endFaults(w *sim.World) {
	cfg := sim.DefaultConfig()
	everyone := raft.ServerSet(1<<(w.Config().Servers+1) - 2)
	for id := raft.ServerID(1); int(id) <= w.Config().Servers; id++ {
		_ = w.Do(sim.Restart{Server: id}, "restart")
		_ = w.Do(sim.Resume{Server: id}, "resume")
		_ = w.Do(sim.Drift{Server: id}, "drift")
		_ = w.Do(sim.SetTimeout{Server: id, Timeout: cfg.ElectionTimeout}, "election timeout")
	}
	for id := raft.ClientID(1); id <= 3; id++ {
		_ = w.Do(sim.HealClient{Client: id, From: everyone}, "heal client")
	}
	_ = w.Do(sim.HealAll{}, "heal all")
	_ = w.Do(sim.SetLoss{}, "loss")
	_ = w.Do(sim.SetDuplication{}, "duplication")
	_ = w.Do(sim.SetReordering{}, "reordering")
	_ = w.Do(sim.SetLatency{Latency: cfg.Latency}, "latency")
	_ = w.Do(sim.SetDiskSync{Sync: cfg.DiskSync}, "disk sync")
}
