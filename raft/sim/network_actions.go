package sim

import (
	"raft-playground/raft"
)

// What is done to the network, and to messages on their way.

// Cut stops everything that travels from one server to each of others, and
// BothWays also what travels back. What is on its way there is lost.
type Cut struct {
	From     raft.ServerID
	To       raft.ServerSet
	BothWays bool
}

func (Cut) name() string { return "cut" }

func (a Cut) args() Args { return Args{From: a.From, To: a.To, BothWays: a.BothWays} }

func (a Cut) prepare(w *World) (func(), *ActionError) {
	return w.prepareCuts(pairs(a.From, a.To, a.BothWays), true, "already-cut")
}

// Heal undoes cuts.
type Heal struct {
	From     raft.ServerID
	To       raft.ServerSet
	BothWays bool
}

func (Heal) name() string { return "heal" }

func (a Heal) args() Args { return Args{From: a.From, To: a.To, BothWays: a.BothWays} }

func (a Heal) prepare(w *World) (func(), *ActionError) {
	return w.prepareCuts(pairs(a.From, a.To, a.BothWays), false, "nothing-to-heal")
}

// HealAll undoes every cut between servers.
type HealAll struct{}

func (HealAll) name() string { return "heal-all" }

func (HealAll) args() Args { return Args{} }

func (HealAll) prepare(w *World) (func(), *ActionError) {
	return w.prepareCuts(w.allPairs(), false, "nothing-to-heal")
}

// Isolate cuts all links between a server and the others. Clients still reach
// it.
type Isolate struct{ Server raft.ServerID }

func (Isolate) name() string { return "isolate" }

func (a Isolate) args() Args { return Args{Server: a.Server} }

func (a Isolate) prepare(w *World) (func(), *ActionError) {
	return w.prepareCuts(pairs(a.Server, w.everyone().Without(a.Server), true), true, "already-cut")
}

// pair is one direction between two servers.
type pair struct{ from, to raft.ServerID }

func pairs(from raft.ServerID, to raft.ServerSet, bothWays bool) []pair {
	var list []pair
	for id := raft.ServerID(1); id < 16; id++ {
		if to.Has(id) {
			list = append(list, pair{from, id})
			if bothWays {
				list = append(list, pair{id, from})
			}
		}
	}
	return list
}

func (w *World) everyone() raft.ServerSet {
	var all raft.ServerSet
	for i := range w.servers {
		all = all.With(raft.ServerID(i + 1))
	}
	return all
}

func (w *World) allPairs() []pair {
	var list []pair
	for i := range w.servers {
		id := raft.ServerID(i + 1)
		list = append(list, pairs(id, w.everyone().Without(id), false)...)
	}
	return list
}

// prepareCuts checks a list of directions to cut or to heal. It is refused with
// code when all are so already.
func (w *World) prepareCuts(list []pair, cut bool, code string) (func(), *ActionError) {
	changes := false
	for _, l := range list {
		for _, id := range [2]raft.ServerID{l.from, l.to} {
			if err := w.exists(id); err != nil {
				return nil, err
			}
		}
		if l.from == l.to {
			return nil, &ActionError{Code: "no-change", Server: l.from}
		}
		changes = changes || w.link(l.from, l.to).cut != cut
	}
	if !changes {
		return nil, &ActionError{Code: code}
	}
	return func() {
		for _, l := range list {
			w.setCut(l.from, l.to, cut)
		}
	}, nil
}

// Partition cuts all links between servers of different groups, and heals all
// within a group. Each server is in at most one group; those in none form one
// more.
type Partition struct{ Groups []raft.ServerSet }

func (Partition) name() string { return "partition" }

func (a Partition) args() Args { return Args{Groups: a.Groups} }

func (a Partition) prepare(w *World) (func(), *ActionError) {
	var seen raft.ServerSet
	group := [raft.MaxServers + 1]int{}
	for i, set := range a.Groups {
		for id := raft.ServerID(0); id < 16; id++ {
			if !set.Has(id) {
				continue
			}
			if err := w.exists(id); err != nil {
				return nil, err
			}
			if seen.Has(id) {
				return nil, &ActionError{Code: "bad-partition", Server: id}
			}
			seen = seen.With(id)
			group[id] = i + 1
		}
	}
	changes, cuts := false, false
	for _, l := range w.allPairs() {
		cut := group[l.from] != group[l.to]
		cuts = cuts || cut
		changes = changes || w.link(l.from, l.to).cut != cut
	}
	if !cuts {
		return nil, &ActionError{Code: "bad-partition"}
	}
	if !changes {
		return nil, &ActionError{Code: "already-cut"}
	}
	return func() {
		for _, l := range w.allPairs() {
			w.setCut(l.from, l.to, group[l.from] != group[l.to])
		}
	}, nil
}
