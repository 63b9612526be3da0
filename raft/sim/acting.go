package sim

import (
	"fmt"

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
	w.emit(Event{Kind: ActionEvent, Text: text})
	act()
	return nil
}

// prepare checks an action and returns what carries it out.
func (w *World) prepare(a Action) (func(), *ActionError) {
	switch a := a.(type) {
	case Crash:
		return w.prepareCrash(a)
	case Restart:
		return w.prepareRestart(a)
	case TimeOut:
		return w.prepareTimeOut(a)
	case Cut:
		return w.prepareCuts(pairs(a.From, a.To, a.BothWays), true, "already-cut")
	case Heal:
		return w.prepareCuts(pairs(a.From, a.To, a.BothWays), false, "nothing-to-heal")
	case HealAll:
		return w.prepareCuts(w.allPairs(), false, "nothing-to-heal")
	case Isolate:
		return w.prepareCuts(pairs(a.Server, w.everyone().Without(a.Server), true), true, "already-cut")
	case Partition:
		return w.preparePartition(a)
	case SetLatency:
		return w.prepareLatency(a)
	case SetLoss:
		return w.prepareChance(a.From, a.To, a.Loss, lossSetting)
	case SetDiskSync:
		return w.prepareDiskSync(a)
	case Request:
		return w.prepareRequest(a)
	case Pause:
		return w.preparePause(a)
	case Resume:
		return w.prepareResume(a)
	case Wipe:
		return w.prepareWipe(a)
	case Drift:
		return w.prepareDrift(a)
	case SetTimeout:
		return w.prepareTimeout(a)
	case SetDuplication:
		return w.prepareChance(a.From, a.To, a.Chance, duplicationSetting)
	case SetReordering:
		return w.prepareChance(a.From, a.To, a.Chance, reorderingSetting)
	case CutClient:
		return w.prepareClientCut(a.Client, a.From, true, "already-cut")
	case HealClient:
		return w.prepareClientCut(a.Client, a.From, false, "nothing-to-heal")
	case SetTraffic:
		return w.prepareTraffic(a)
	case Mark:
		return func() {}, nil
	case Tamper:
		return w.prepareTamper(a)
	}
	return nil, &ActionError{Code: "no-change"}
}

// exists returns a refusal when there is no such server.
func (w *World) exists(id raft.ServerID) *ActionError {
	if id < 1 || int(id) > len(w.servers) {
		return &ActionError{Code: "no-such-server", Server: id, Detail: w.serverNames()}
	}
	return nil
}

func (w *World) prepareCrash(a Crash) (func(), *ActionError) {
	if err := w.exists(a.Server); err != nil {
		return nil, err
	}
	p := &w.servers[a.Server-1]
	if p.down {
		return nil, &ActionError{Code: "already-crashed", Server: a.Server}
	}
	return func() { w.crash(p, a.LoseUnsynced) }, nil
}

func (w *World) prepareRestart(a Restart) (func(), *ActionError) {
	if err := w.exists(a.Server); err != nil {
		return nil, err
	}
	p := &w.servers[a.Server-1]
	if !p.down {
		return nil, &ActionError{Code: "already-running", Server: a.Server}
	}
	return func() {
		// The configuration was checked when the world was made, and a disk only
		// ever holds what a server wrote: starting cannot fail.
		if err := w.start(p); err != nil {
			panic(err)
		}
		w.updateRequests()
	}, nil
}

func (w *World) prepareTimeOut(a TimeOut) (func(), *ActionError) {
	if err := w.exists(a.Server); err != nil {
		return nil, err
	}
	p := &w.servers[a.Server-1]
	if p.down {
		return nil, &ActionError{Code: "not-running", Server: a.Server}
	}
	if p.paused {
		return nil, &ActionError{Code: "paused", Server: a.Server}
	}
	if p.server.Role() == raft.Leader {
		return nil, &ActionError{Code: "leader-no-timeout", Server: a.Server}
	}
	return func() {
		w.speak()
		w.carryOut(p, p.server.Timeout(w.now))
		w.speak()
	}, nil
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

func (w *World) preparePartition(a Partition) (func(), *ActionError) {
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

// forLink checks the two ends of a link setting, and reports whether it is for
// all links.
func (w *World) forLink(from, to raft.ServerID) (all bool, err *ActionError) {
	if from == 0 && to == 0 {
		return true, nil
	}
	if err := w.exists(from); err != nil {
		return false, err
	}
	if err := w.exists(to); err != nil {
		return false, err
	}
	if from == to {
		return false, &ActionError{Code: "no-change", Server: from}
	}
	return false, nil
}

func (w *World) prepareLatency(a SetLatency) (func(), *ActionError) {
	if a.Latency.Min < 0 || a.Latency.Max < a.Latency.Min || a.Latency.Max > MaxDuration {
		return nil, &ActionError{Code: "bad-range", Detail: "0 ms … 60000 ms"}
	}
	all, err := w.forLink(a.From, a.To)
	if err != nil {
		return nil, err
	}
	if !all {
		l := w.link(a.From, a.To)
		if l.ownLatency && l.latency == a.Latency {
			return nil, &ActionError{Code: "no-change"}
		}
		return func() {
			l.ownLatency, l.latency = true, a.Latency
			w.showLink(a.From, a.To)
		}, nil
	}
	own := false
	for _, p := range w.allPairs() {
		own = own || w.link(p.from, p.to).ownLatency
	}
	if w.network.Latency == a.Latency && !own {
		return nil, &ActionError{Code: "no-change"}
	}
	return func() {
		w.network.Latency = a.Latency
		w.emit(Event{Kind: NetworkEvent, Network: w.networkView()})
		for _, p := range w.allPairs() {
			if l := w.link(p.from, p.to); l.ownLatency {
				l.ownLatency = false
				w.showLink(p.from, p.to)
			}
		}
	}, nil
}

// chanceSetting is one of the probabilities that a link has, or takes from the
// network.
type chanceSetting func(w *World, l *link) (network *PartsPerMillion, own *bool, chance *PartsPerMillion)

func lossSetting(w *World, l *link) (network *PartsPerMillion, own *bool, chance *PartsPerMillion) {
	return &w.network.Loss, &l.ownLoss, &l.loss
}

func duplicationSetting(w *World, l *link) (network *PartsPerMillion, own *bool, chance *PartsPerMillion) {
	return &w.network.Duplication, &l.ownDuplication, &l.duplication
}

func reorderingSetting(w *World, l *link) (network *PartsPerMillion, own *bool, chance *PartsPerMillion) {
	return &w.network.Reordering, &l.ownReordering, &l.reordering
}

func (w *World) prepareChance(from, to raft.ServerID, chance PartsPerMillion, setting chanceSetting) (func(), *ActionError) {
	if chance < 0 || chance > Certain {
		return nil, &ActionError{Code: "bad-range", Detail: "0 % … 100 %"}
	}
	all, err := w.forLink(from, to)
	if err != nil {
		return nil, err
	}
	if !all {
		_, own, mine := setting(w, w.link(from, to))
		if *own && *mine == chance {
			return nil, &ActionError{Code: "no-change"}
		}
		return func() {
			*own, *mine = true, chance
			w.showLink(from, to)
		}, nil
	}
	anyOwn := false
	for _, p := range w.allPairs() {
		_, own, _ := setting(w, w.link(p.from, p.to))
		anyOwn = anyOwn || *own
	}
	network, _, _ := setting(w, &link{})
	if *network == chance && !anyOwn {
		return nil, &ActionError{Code: "no-change"}
	}
	return func() {
		*network = chance
		w.emit(Event{Kind: NetworkEvent, Network: w.networkView()})
		for _, p := range w.allPairs() {
			if _, own, _ := setting(w, w.link(p.from, p.to)); *own {
				*own = false
				w.showLink(p.from, p.to)
			}
		}
	}, nil
}

func (w *World) prepareDiskSync(a SetDiskSync) (func(), *ActionError) {
	if a.Sync < 0 || a.Sync > MaxDuration {
		return nil, &ActionError{Code: "bad-range", Detail: "0 ms … 60000 ms"}
	}
	if a.Server != 0 {
		if err := w.exists(a.Server); err != nil {
			return nil, err
		}
	}
	changes := false
	for i := range w.servers {
		if p := &w.servers[i]; a.Server == 0 || a.Server == p.id {
			changes = changes || p.disk.sync != a.Sync
		}
	}
	if !changes {
		return nil, &ActionError{Code: "no-change", Server: a.Server}
	}
	return func() {
		for i := range w.servers {
			if p := &w.servers[i]; a.Server == 0 || a.Server == p.id {
				p.disk.sync = a.Sync
				w.showServer(p)
			}
		}
	}, nil
}

func (w *World) prepareRequest(a Request) (func(), *ActionError) {
	if a.Client < 1 || a.Client > raft.MaxClients {
		return nil, &ActionError{Code: "no-such-client", Client: a.Client, Detail: fmt.Sprintf("c1…c%d", raft.MaxClients)}
	}
	if a.To != 0 {
		if err := w.exists(a.To); err != nil {
			return nil, err
		}
	}
	if !ValidKey(a.Key) {
		return nil, &ActionError{Code: "bad-key", Detail: fmt.Sprintf("a…z 0…9 - _, ≤ %d", MaxKeyLength)}
	}
	if a.Value > MaxValue || a.Value < -MaxValue || a.Op == raft.NoOp || a.Op > raft.Get {
		return nil, &ActionError{Code: "bad-value", Detail: fmt.Sprintf("±%d", MaxValue)}
	}
	if int(a.Client) <= len(w.clients) && len(w.clients[a.Client-1].queue) >= MaxQueue {
		return nil, &ActionError{Code: "client-queue-full", Client: a.Client, Detail: fmt.Sprint(MaxQueue)}
	}
	return func() {
		command := raft.Command{Op: a.Op, Key: a.Key, Value: a.Value}
		if a.Op == raft.Get {
			command.Value = 0
		}
		w.request(w.client(a.Client), command, a.To)
	}, nil
}
