package session

import (
	"slices"

	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// findDivergences looks whether the clusters that have been equal to those they came from
// still are. All edges stand at the same instant, and events holds, in each, what
// has happened since they were found equal. The traces' hashes tell at once; only
// when they differ the events are laid side by side.
func findDivergences(clusters []*cluster) {
	for _, c := range clusters {
		other := c.compared
		if other == nil || c.run.World().Hash() == other.run.World().Hash() {
			continue
		}
		c.differs = divergence(other.id, c.events(), other.events())
		c.held, other.held = true, true
		if c.differs == nil { // it was so when they began
			c.differs = &wire.Difference{Cluster: other.id, At: c.edge()}
		}
		c.compared, c.different = nil, true
	}
}

// divergence returns where two stretches of equal length in time differ first, nil
// if they do not.
func divergence(other string, here, there []sim.Event) *wire.Difference {
	n := 0
	for n < len(here) && n < len(there) && same(&here[n], &there[n]) {
		n++
	}
	d := &wire.Difference{Cluster: other}
	if n < len(here) {
		d.Here, d.At = &here[n], here[n].At
	}
	if n < len(there) {
		d.There = &there[n]
		switch {
		case d.Here == nil || d.There.At < d.At:
			d.Here, d.At = nil, d.There.At
		case d.There.At > d.At:
			d.There = nil
		}
	}
	if d.Here == nil && d.There == nil {
		return nil
	}
	return d
}

// same reports whether two events say the same.
func same(a, b *sim.Event) bool {
	return a.At == b.At && a.Kind == b.Kind && a.By == b.By && a.Why == b.Why &&
		both(a.Action, b.Action, func(a, b *sim.Acted) bool { return a.Text == b.Text }) &&
		alikeAt(a.Server, b.Server) && alikeAt(a.Apply, b.Apply) && both(a.Message, b.Message, (*sim.Message).Alike) &&
		alikeAt(a.Network, b.Network) && alikeAt(a.Client, b.Client) && alikeAt(a.Decision, b.Decision) &&
		alikeAt(a.Finding, b.Finding) && both(a.Violation, b.Violation, (*sim.Violation).Alike) &&
		both(a.Log, b.Log, func(a, b *sim.LogChange) bool {
			return a.Server == b.Server && a.From == b.From && slices.Equal(a.Entries, b.Entries)
		}) &&
		both(a.Snapshot, b.Snapshot, func(a, b *sim.SnapshotChange) bool {
			return a.Server == b.Server && a.Doing == b.Doing && a.Index == b.Index && a.Term == b.Term && slices.Equal(a.Machine, b.Machine)
		}) &&
		both(a.Progress, b.Progress, func(a, b *sim.Progress) bool {
			return a.Server == b.Server && slices.Equal(a.Next, b.Next) && slices.Equal(a.Match, b.Match)
		}) &&
		both(a.Link, b.Link, func(a, b *sim.Link) bool {
			return a.From == b.From && a.To == b.To && a.Cut == b.Cut && alikeAt(a.Latency, b.Latency) &&
				alikeAt(a.Loss, b.Loss) && alikeAt(a.Duplication, b.Duplication) && alikeAt(a.Reordering, b.Reordering)
		})
}

func alikeAt[T comparable](a, b *T) bool { return both(a, b, func(a, b *T) bool { return *a == *b }) }

// both compares what two pointers point to, if both do.
func both[T any](a, b *T, alike func(a, b *T) bool) bool {
	if a == nil || b == nil {
		return a == b
	}
	return alike(a, b)
}

// divergenceThrough returns how a cluster differs from another, where is known how it does from a
// third one, which is gone, and of that and the other which came from which; nil if they
// are equal.
func divergenceThrough(d *wire.Difference, gone, other *cluster) *wire.Difference {
	var more *wire.Difference // of the one that is gone from the other
	switch {
	case gone.from == other && gone.differs != nil:
		more = &wire.Difference{At: gone.differs.At, Here: gone.differs.Here, There: gone.differs.There}
	case other.differs != nil:
		more = &wire.Difference{At: other.differs.At, Here: other.differs.There, There: other.differs.Here}
	}
	first := wire.Difference{Cluster: other.id}
	switch {
	case d == nil && more == nil:
		return nil
	case more == nil || d != nil && d.At < more.At:
		first.At, first.Here, first.There = d.At, d.Here, d.There
	case d == nil || more.At < d.At:
		first.At, first.Here, first.There = more.At, more.Here, more.There
	default:
		first.At, first.Here, first.There = d.At, d.Here, more.There
	}
	return &first
}
