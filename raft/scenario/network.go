package scenario

import (
	"slices"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// links are the links from one server to others, or also back: "S1 -> S3 S4" or
// "S1 <-> S3 S4".
type links struct {
	from server
	to   serverList
	both bool
}

func (l *line) links() links {
	ends := links{from: l.server()}
	ends.both = l.expect("->", "<->") == "<->"
	ends.to = l.serverList(ends.from)
	return ends.ordered()
}

// ordered puts the smaller end of a single two-way link first, since both orders
// say the same.
func (ls links) ordered() links {
	if ls.both && len(ls.to) == 1 && compareServers(ls.to[0], ls.from) < 0 {
		ls.from, ls.to = ls.to[0], serverList{ls.from}
	}
	return ls
}

func (ls links) String() string {
	arrow := " -> "
	if ls.both {
		arrow = " <-> "
	}
	return ls.from.String() + arrow + ls.to.String()
}

func (ls links) bind(sc scope) (links, *Error) {
	from, err := ls.from.bind(sc)
	if err != nil {
		return ls, err
	}
	to, err := ls.to.bind(sc, from)
	return links{from, to, ls.both}.ordered(), err
}

// cut is "cut S1 -> S3 S4", or "cut S1 <-> S3".
type cut struct{ links links }

func readCut(l *line) Action { return cut{l.links()} }

func (a cut) String() string { return "cut " + a.links.String() }

func (a cut) bind(sc scope) (Action, *Error) {
	ls, err := a.links.bind(sc)
	return cut{ls}, err
}

func (a cut) act() sim.Action {
	return sim.Cut{From: a.links.from.id, To: a.links.to.set(), BothWays: a.links.both}
}

// heal is "heal S1 -> S3 S4", or "heal S1 <-> S3".
type heal struct{ links links }

// healAll is "heal all".
type healAll struct{}

func readHeal(l *line) Action {
	if l.accept("all") {
		return healAll{}
	}
	return heal{l.links()}
}

func (a heal) String() string  { return "heal " + a.links.String() }
func (healAll) String() string { return "heal all" }

func (a heal) bind(sc scope) (Action, *Error) {
	ls, err := a.links.bind(sc)
	return heal{ls}, err
}

func (a healAll) bind(scope) (Action, *Error) { return a, nil }

func (a heal) act() sim.Action {
	return sim.Heal{From: a.links.from.id, To: a.links.to.set(), BothWays: a.links.both}
}

func (healAll) act() sim.Action { return sim.HealAll{} }

// partition is "partition S1 S2 | S3 S4 S5".
type partition struct{ groups []serverList }

func readPartition(l *line) Action {
	var a partition
	var seen []server
	for {
		group := l.serverList(seen...)
		seen = append(seen, group...)
		a.groups = append(a.groups, group)
		if l.err != nil || !l.accept("|") {
			return a.ordered()
		}
	}
}

// ordered sorts the groups by their first servers.
func (a partition) ordered() partition {
	slices.SortFunc(a.groups, func(x, y serverList) int { return slices.CompareFunc(x, y, compareServers) })
	return a
}

func (a partition) String() string {
	groups := make([]string, len(a.groups))
	for i, g := range a.groups {
		groups[i] = g.String()
	}
	return "partition " + strings.Join(groups, " | ")
}

func (a partition) bind(sc scope) (Action, *Error) {
	var bound partition
	var seen []server
	for _, g := range a.groups {
		group, err := g.bind(sc, seen...)
		if err != nil {
			return a, err
		}
		seen = append(seen, group...)
		bound.groups = append(bound.groups, group)
	}
	return bound.ordered(), nil
}

func (a partition) act() sim.Action {
	groups := make([]raft.ServerSet, len(a.groups))
	for i, g := range a.groups {
		groups[i] = g.set()
	}
	return sim.Partition{Groups: groups}
}

// isolate is "isolate S1".
type isolate struct{ server server }

func readIsolate(l *line) Action { return isolate{l.server()} }

func (a isolate) String() string { return "isolate " + a.server.String() }

func (a isolate) bind(sc scope) (Action, *Error) {
	s, err := a.server.bind(sc)
	return isolate{s}, err
}

func (a isolate) act() sim.Action { return sim.Isolate{Server: a.server.id} }

// reach is which links a setting is for: every one, or one direction between two
// servers.
type reach struct {
	every    bool
	from, to server
}

func (l *line) link() reach {
	r := reach{from: l.server()}
	l.expect("->")
	t := l.peek()
	r.to = l.server()
	if l.err == nil && r.to == r.from {
		l.failAt(t, codeRepeatedServer, "", "")
	}
	return r
}

// String returns the words before the value, with a space behind them.
func (r reach) String() string {
	if r.every {
		return ""
	}
	return r.from.String() + " -> " + r.to.String() + " "
}

func (r reach) bind(sc scope) (reach, *Error) {
	if r.every {
		return r, nil
	}
	from, err := r.from.bind(sc)
	if err != nil {
		return r, err
	}
	to, err := serverList{r.to}.bind(sc, from)
	if err != nil {
		return r, err
	}
	return reach{from: from, to: to[0]}, nil
}

// latency is "latency 5ms to 20ms", or "latency S1 -> S2 5ms to 20ms".
type latency struct {
	reach reach
	span  sim.Span
}

func readLatency(l *line) Action {
	a := latency{reach: reach{every: l.quantityNext("8ms to 12ms")}}
	if !a.reach.every {
		a.reach = l.link()
	}
	a.span = l.span(0, sim.MaxDuration)
	return a
}

func (a latency) String() string { return "latency " + a.reach.String() + formatSpan(a.span) }

func (a latency) bind(sc scope) (Action, *Error) {
	r, err := a.reach.bind(sc)
	return latency{r, a.span}, err
}

func (a latency) act() sim.Action {
	return sim.SetLatency{From: a.reach.from.id, To: a.reach.to.id, Latency: a.span}
}

// loss is "loss 10%", or "loss S1 -> S2 10%".
type loss struct {
	reach reach
	loss  sim.PartsPerMillion
}

func readLoss(l *line) Action {
	a := loss{reach: reach{every: l.quantityNext("10%")}}
	if !a.reach.every {
		a.reach = l.link()
	}
	a.loss = l.percent()
	return a
}

func (a loss) String() string { return "loss " + a.reach.String() + formatPercent(a.loss) }

func (a loss) bind(sc scope) (Action, *Error) {
	r, err := a.reach.bind(sc)
	return loss{r, a.loss}, err
}

func (a loss) act() sim.Action {
	return sim.SetLoss{From: a.reach.from.id, To: a.reach.to.id, Loss: a.loss}
}
