package check

import "unsafe"

// Weight returns roughly how many bytes a checker takes, and how many of them are its
// own, where a clone shares the rest.
func (c *Checker) Weight() (all, own int) {
	own = int(unsafe.Sizeof(*c)) + len(c.servers)*int(unsafe.Sizeof(shadow{}))
	indexes := c.entries.byIndex.len()
	elements := c.leaders.len() + c.ledger.len() + indexes
	all = c.ledger.len()*int(unsafe.Sizeof(commitment{})) + indexes*int(unsafe.Sizeof([]seen{})+unsafe.Sizeof(seen{}))
	for i := range c.servers {
		n := c.servers[i].prefixes.len()
		elements += n
		all += n * int(unsafe.Sizeof(mark{}))
	}
	own += elements / 4 // lists of chunks
	return all + own, own
}

// Weight returns roughly how many bytes a history takes; a clone shares nearly all.
func (h *History) Weight() int { return cap(h.settled) * int(unsafe.Sizeof(operation{})) }
