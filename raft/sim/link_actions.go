package sim

import (
	"raft-playground/raft"
)

// How links treat what is sent over them from now on.

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

// SetLatency changes how long messages that are sent from now on take. From and
// To zero means every link, client links included.
type SetLatency struct {
	From, To raft.ServerID
	Latency  Span
}

func (SetLatency) name() string { return "latency" }

func (a SetLatency) args() Args { return Args{From: a.From, To: one(a.To), Span: a.Latency} }

func (a SetLatency) prepare(w *World) (func(), *ActionError) {
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
		w.emit(&Event{Kind: NetworkEvent, Network: w.networkView()})
		for _, p := range w.allPairs() {
			if l := w.link(p.from, p.to); l.ownLatency {
				l.ownLatency = false
				w.showLink(p.from, p.to)
			}
		}
	}, nil
}

// SetLoss changes how likely a message that is sent from now on is lost. From
// and To zero means every link between servers.
type SetLoss struct {
	From, To raft.ServerID
	Loss     PartsPerMillion
}

func (SetLoss) name() string { return "loss" }

func (a SetLoss) args() Args { return Args{From: a.From, To: one(a.To), Chance: a.Loss} }

func (a SetLoss) prepare(w *World) (func(), *ActionError) {
	return w.prepareChance(a.From, a.To, a.Loss, lossSetting)
}

// SetDuplication changes how likely a message that is sent from now on arrives
// twice. From and To zero means every link between servers.
type SetDuplication struct {
	From, To raft.ServerID
	Chance   PartsPerMillion
}

func (SetDuplication) name() string { return "duplication" }

func (a SetDuplication) args() Args { return Args{From: a.From, To: one(a.To), Chance: a.Chance} }

func (a SetDuplication) prepare(w *World) (func(), *ActionError) {
	return w.prepareChance(a.From, a.To, a.Chance, duplicationSetting)
}

// SetReordering changes how likely a message that is sent from now on is held up
// for one to three times the longest latency, so that later ones overtake it.
// From and To zero means every link between servers.
type SetReordering struct {
	From, To raft.ServerID
	Chance   PartsPerMillion
}

func (SetReordering) name() string { return "reordering" }

func (a SetReordering) args() Args { return Args{From: a.From, To: one(a.To), Chance: a.Chance} }

func (a SetReordering) prepare(w *World) (func(), *ActionError) {
	return w.prepareChance(a.From, a.To, a.Chance, reorderingSetting)
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
		w.emit(&Event{Kind: NetworkEvent, Network: w.networkView()})
		for _, p := range w.allPairs() {
			if _, own, _ := setting(w, w.link(p.from, p.to)); *own {
				*own = false
				w.showLink(p.from, p.to)
			}
		}
	}, nil
}
