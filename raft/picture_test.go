package raft

import "slices"

// picture is what a snapshot of a test's state machine holds: the machine, and for the
// checks all that was applied to it.
type picture struct {
	*Frozen
	applied *[]applying
}

// compact lets a server take a snapshot.
func (c *cluster) compact(id ServerID) {
	c.t.Helper()
	m := c.members[id]
	applied := slices.Clip(m.applied)
	c.took(id, m.Compact(picture{m.machine.Freeze(), &applied}))
}

// restore makes a server's state machine what a snapshot holds.
func (m *member) restore(snapshot *Snapshot) {
	if snapshot.Machine == nil {
		return
	}
	p := snapshot.Machine.(picture)
	m.machine, m.applied, m.requests = p.Thaw(), slices.Clip(*p.applied), map[request]bool{}
	for _, a := range m.applied {
		if c := a.Entry.Command; c.Client != 0 {
			m.requests[request{c.Client, c.Request}] = true
		}
	}
}

// whole returns a log with what a snapshot stands for.
func whole(snapshot *Snapshot, log *Log) (entries []Entry) {
	if p, ok := snapshot.Machine.(picture); ok {
		for _, a := range (*p.applied)[:snapshot.Index] {
			entries = append(entries, a.Entry)
		}
	} else {
		entries = make([]Entry, snapshot.Index)
	}
	return append(entries, log.Slice(log.Base().Index+1, log.LastIndex())...)
}

func (m *member) whole() []Entry { return whole(&m.snapshot, &m.log) }
