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

func readCut(l *line) Action {
	if isClientName(l.peek().text) {
		return cutClient{l.clientLinks()}
	}
	return cut{l.links()}
}

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

const allWord = "all"

func readHeal(l *line) Action {
	switch {
	case l.accept(allWord):
		return healAll{}
	case isClientName(l.peek().text):
		return healClient{l.clientLinks()}
	}
	return heal{l.links()}
}

func (a heal) String() string  { return "heal " + a.links.String() }
func (healAll) String() string { return "heal " + allWord }

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
