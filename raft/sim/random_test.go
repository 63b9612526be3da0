package sim_test

import (
	"math/rand/v2"
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// deed is a kind of action that a random run may take.
type deed uint8

const (
	ask deed = iota
	crash
	restart
	timeOut
	cut
	heal
	healAll
	partition
	isolate
	pause
	resume
	drift
	timeouts
	latency
	loss
	duplication
	reordering
	diskSync
	tamperNext
	tamperOnItsWay
	cutClient
	healClient
	wipe // Raft does not survive it: no part of lawful runs
	transfer
	reconfigure
	takeSnapshot
	deeds
)

// weights say how often each deed comes.
type weights [deeds]int

// randomWeights draws which deeds a lawful run takes, and how often: some not at
// all, some often. What undoes others comes as often as they do, or the cluster
// would soon be dead.
func randomWeights(r *rand.Rand) (w weights) {
	for d := range w {
		w[d] = r.IntN(4) * r.IntN(4)
	}
	w[ask] = 16
	w[restart], w[resume], w[healClient] = w[crash], w[pause], w[cutClient]
	w[heal] += w[cut]
	w[healAll] += w[partition] + w[isolate]
	w[wipe] = 0
	return w
}

// drawer draws actions for a world whose events it sees.
type drawer struct {
	*rand.Rand
	world        *sim.World
	weights      weights
	lastMessage  uint64 // the newest message's number
	down, paused raft.ServerSet
	leaders      raft.ServerSet // who take themselves for one
	cuts         []sim.Link     // in the order in which they were made
}

// saw notes an event.
func (r *drawer) saw(e *sim.Event) {
	switch e.Kind {
	case sim.SendEvent:
		r.lastMessage = e.Message.ID
	case sim.ServerEvent:
		r.down = with(r.down, e.Server.ID, e.Server.Down)
		r.paused = with(r.paused, e.Server.ID, e.Server.Paused)
		r.leaders = with(r.leaders, e.Server.ID, !e.Server.Down && e.Server.Role == raft.Leader)
	case sim.LinkEvent:
		l := sim.Link{From: e.Link.From, To: e.Link.To}
		r.cuts = slices.DeleteFunc(r.cuts, func(c sim.Link) bool { return c == l })
		if e.Link.Cut {
			r.cuts = append(r.cuts, l)
		}
	}
}

// with returns the set with id in it, or without.
func with(set raft.ServerSet, id raft.ServerID, in bool) raft.ServerSet {
	if in {
		return set.With(id)
	}
	return set.Without(id)
}

// action draws what to do next. It need not be possible.
func (r *drawer) action() sim.Action {
	n := 0
	for _, weight := range r.weights {
		n += weight
	}
	d, pick := deed(0), r.IntN(n)
	for ; pick >= r.weights[d]; d++ {
		pick -= r.weights[d]
	}
	switch d {
	case ask:
		return sim.Request{Client: r.client(), Op: raft.Op(1 + r.IntN(3)), Key: string(rune('x' + r.IntN(3))), Value: r.Int64N(9), To: r.anyServer(4)}
	case crash:
		return sim.Crash{Server: r.server(), LoseUnsynced: r.IntN(2) == 0}
	case restart:
		return sim.Restart{Server: r.oneOf(r.down)}
	case timeOut:
		return sim.TimeOut{Server: r.server()}
	case transfer:
		return sim.Transfer{To: r.server()}
	case reconfigure:
		op := raft.AddVoter + raft.Op(r.IntN(4))
		if op == raft.ChangeServers {
			return sim.Reconfigure{Client: r.client(), Op: op, Servers: r.group()}
		}
		return sim.Reconfigure{Client: r.client(), Op: op, Servers: raft.ServerSet(0).With(r.server())}
	case takeSnapshot:
		return sim.TakeSnapshot{Server: r.server()}
	case pause:
		return sim.Pause{Server: r.server()}
	case resume:
		return sim.Resume{Server: r.oneOf(r.paused)}
	case drift:
		return sim.Drift{Server: r.server(), Percent: []int{0, -50, -20, 20, 100, 400}[r.IntN(6)]}
	case timeouts:
		low := r.between(50*raft.Millisecond, 300*raft.Millisecond)
		return sim.SetTimeout{Server: r.server(), Timeout: sim.Span{Min: low, Max: low + r.between(0, 200*raft.Millisecond)}}
	case diskSync:
		return sim.SetDiskSync{Server: r.anyServer(2), Sync: r.between(0, []raft.Duration{5, 50, 300}[r.IntN(3)]*raft.Millisecond)}
	case cutClient:
		return sim.CutClient{Client: r.client(), From: r.group()}
	case healClient:
		return sim.HealClient{Client: r.client(), From: r.everyone()}
	case wipe:
		return sim.Wipe{Server: r.server()}
	default:
		return r.networkAction(d)
	}
}

// networkAction draws what to do to links and to messages.
func (r *drawer) networkAction(d deed) sim.Action {
	from := r.server()
	to := r.server()
	link := [2]raft.ServerID{}
	if r.IntN(2) == 0 {
		link = [2]raft.ServerID{from, to}
	}
	switch d {
	case cut:
		return sim.Cut{From: from, To: raft.ServerSet(0).With(to), BothWays: r.IntN(2) == 0}
	case heal:
		if n := len(r.cuts); n > 0 {
			link := r.cuts[r.IntN(n)]
			from, to = link.From, link.To
		}
		return sim.Heal{From: from, To: raft.ServerSet(0).With(to), BothWays: r.IntN(2) == 0}
	case healAll:
		return sim.HealAll{}
	case partition:
		return sim.Partition{Groups: []raft.ServerSet{r.group()}}
	case isolate:
		return sim.Isolate{Server: from}
	case latency:
		low := r.between(0, 30*raft.Millisecond)
		return sim.SetLatency{From: link[0], To: link[1], Latency: sim.Span{Min: low, Max: low + r.between(0, 60*raft.Millisecond)}}
	case loss:
		return sim.SetLoss{From: link[0], To: link[1], Loss: r.chance()}
	case duplication:
		return sim.SetDuplication{From: link[0], To: link[1], Chance: r.chance()}
	case reordering:
		return sim.SetReordering{From: link[0], To: link[1], Chance: r.chance()}
	}
	t := sim.Tamper{How: sim.Tampering(r.IntN(3)), Delay: r.between(1, []raft.Duration{200, 3000}[r.IntN(2)]*raft.Millisecond)}
	if d == tamperOnItsWay {
		t.Message = r.lastMessage - min(r.lastMessage, r.Uint64N(12))
		return t
	}
	t.From, t.To = from, to
	kinds := []sim.MessageKind{sim.AppendEntries, sim.AppendEntriesReply, sim.RequestVote, sim.RequestVoteReply, sim.PreVote, sim.PreVoteReply}
	if r.weights[takeSnapshot] > 0 {
		kinds = append(kinds, sim.InstallSnapshot, sim.InstallSnapshotReply)
	}
	t.Kind = kinds[r.IntN(len(kinds))]
	return t
}

// server draws a server, a leader more often than others.
func (r *drawer) server() raft.ServerID {
	if r.leaders != 0 && r.IntN(3) == 0 {
		return r.oneOf(r.leaders)
	}
	return raft.ServerID(1 + r.IntN(r.world.Config().Servers))
}

// oneOf draws a server of a set, 0 when it is empty.
func (r *drawer) oneOf(set raft.ServerSet) raft.ServerID {
	if set == 0 {
		return 0
	}
	for {
		if id := raft.ServerID(1 + r.IntN(r.world.Config().Servers)); set.Has(id) {
			return id
		}
	}
}

// anyServer draws a server, or, one time in n, none.
func (r *drawer) anyServer(n int) raft.ServerID {
	if r.IntN(n) == 0 {
		return 0
	}
	return r.server()
}

func (r *drawer) client() raft.ClientID { return raft.ClientID(1 + r.IntN(3)) }

func (r *drawer) everyone() raft.ServerSet { return 1<<(r.world.Config().Servers+1) - 2 }

func (r *drawer) group() raft.ServerSet { return raft.ServerSet(r.Uint32()) & r.everyone() }

func (r *drawer) chance() sim.PartsPerMillion {
	return sim.PartsPerMillion(r.Int64N(2) * r.Int64N(400_000))
}

func (r *drawer) between(low, high raft.Duration) raft.Duration {
	return low + raft.Duration(r.Int64N(int64(high-low)+1))
}

// randomConfig draws what a lawful run starts from.
func randomConfig(r *rand.Rand, seed uint64) sim.Config {
	cfg := sim.DefaultConfig()
	cfg.Seed = seed
	cfg.Servers = []int{3, 3, 3, 5, 5, 5, 1, 2, 4, 7}[r.IntN(10)]
	cfg.Clients = 3
	cfg.NoOp = r.IntN(3) > 0
	cfg.PreVote = r.IntN(2) == 0
	cfg.Reads = sim.ReadMode(r.IntN(2))
	cfg.Batch = []int{1, 2, 16}[r.IntN(3)]
	cfg.DiskSync = []raft.Duration{0, 2 * raft.Millisecond, 30 * raft.Millisecond}[r.IntN(3)]
	if r.IntN(2) == 0 {
		cfg.Latency = sim.Span{Min: 1 * raft.Millisecond, Max: 60 * raft.Millisecond}
	}
	cfg.ClientRetries = 5
	cfg.ParallelWrites, cfg.TellCommits, cfg.CheckQuorum, cfg.LeaderPromise = seed%3 == 0, seed%5 == 0, seed%7 == 0, seed%11 == 0
	cfg.JointConsensus = seed%13 == 0
	if seed%6 == 1 {
		cfg.Voters = raft.ServerSet(r.Uint32()) & cfg.First().Voters
	}
	cfg.SnapshotEvery = [...]int{0, 3, 0, 1, 0, 10}[seed/2%6]
	if seed%4 == 0 {
		cfg.Apply = 5 * raft.Millisecond
	}
	return cfg
}
