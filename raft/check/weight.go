package check

import (
	"unsafe"

	"raft-playground/raft"
)

// Weight returns roughly how many bytes a checker takes, and how many of them are its
// own, where a clone shares the rest.
func (c *Checker) Weight() (all, own int) {
	own = int(unsafe.Sizeof(*c)) + cap(c.servers)*int(unsafe.Sizeof(shadow{})) + cap(c.floors)*int(unsafe.Sizeof(floor{})) + cap(c.machines.pairs)*int(unsafe.Sizeof(raft.Pair{}))
	shared := c.entries.byIndex.Len() * int(unsafe.Sizeof(seen{})) // few indexes have seen more than one term
	add := func(all, its int) { shared, own = shared+all-its, own+its }
	add(c.leaders.Weight())
	add(c.ledger.Weight())
	add(c.machines.changes.Weight())
	add(c.entries.byIndex.Weight())
	for i := range c.servers {
		add(c.servers[i].prefixes.Weight())
		own += cap(c.servers[i].match) * 8
	}
	return shared + own, own
}

// Weight returns roughly how many bytes a history takes, and how many of them are its
// own, where a clone shares the rest.
func (h *History) Weight() (all, own int) {
	operations, its := h.settled.Weight()
	effects, theirs := h.effects.made.Weight()
	own = int(unsafe.Sizeof(*h)) + its + theirs + cap(h.effects.tail)*int(unsafe.Sizeof(entryOf{}))
	for _, op := range h.open {
		if op != nil {
			own += int(unsafe.Sizeof(*op))
		}
	}
	return own + operations - its + effects - theirs, own
}
