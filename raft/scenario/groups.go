package scenario

import (
	"slices"
	"strings"
)

// groups are those of a partition: "S1 S2 | S3 S4 S5".
type groups []serverList

// groups takes groups, of which each server is in one at most.
func (l *line) groups() (gs groups) {
	var seen []Server
	for {
		group := l.serverList(seen...)
		seen = append(seen, group...)
		gs = append(gs, group)
		if l.err != nil || !l.accept("|") {
			return gs.ordered()
		}
	}
}

func (gs groups) String() string {
	texts := make([]string, len(gs))
	for i, g := range gs {
		texts[i] = g.String()
	}
	return strings.Join(texts, " | ")
}

func (gs groups) bind(sc Scope) (bound groups, _ *Error) {
	var seen []Server
	for _, g := range gs {
		group, err := g.bind(sc, seen...)
		if err != nil {
			return gs, err
		}
		seen = append(seen, group...)
		bound = append(bound, group)
	}
	return bound.ordered(), nil
}

// ordered sorts the groups by their first servers.
func (gs groups) ordered() groups {
	slices.SortFunc(gs, func(x, y serverList) int { return slices.CompareFunc(x, y, compareServers) })
	return gs
}
