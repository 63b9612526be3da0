package sim

import (
	"fmt"

	"raft-playground/raft"
)

// Start is what one server's disk holds when a run begins, as if an earlier part
// of its life had been left out: Figure 7 begins like that.
type Start struct {
	Server   raft.ServerID
	Term     raft.Term // currentTerm
	VotedFor raft.ServerID
	Log      []raft.Entry // no client has asked for them
}

// OwnTimeout is the range of one server's election timeouts, where it is not that
// of the others.
type OwnTimeout struct {
	Server  raft.ServerID
	Timeout Span
}

// MaxStartEntries is the longest log that a server can begin with.
const MaxStartEntries = 256

// validate returns what no server could have on its disk.
func (s Start) validate(servers int) error {
	switch {
	case s.Server < 1 || int(s.Server) > servers:
		return fmt.Errorf("start of server %d: there are 1 to %d", s.Server, servers)
	case int(s.VotedFor) > servers:
		return fmt.Errorf("start of %v: a vote for server %d; there are 1 to %d", s.Server, s.VotedFor, servers)
	case len(s.Log) > MaxStartEntries:
		return fmt.Errorf("start of %v: %d entries; at most %d", s.Server, len(s.Log), MaxStartEntries)
	}
	last := raft.Term(1)
	for i, e := range s.Log {
		if e.Term < last {
			return fmt.Errorf("start of %v: entry %d of term %d comes after term %d", s.Server, i+1, e.Term, last)
		}
		last = e.Term
	}
	if len(s.Log) > 0 && s.Term < last {
		return fmt.Errorf("start of %v: term %d is below its last entry's, %d", s.Server, s.Term, last)
	}
	return nil
}

// LogsMatch reports whether two logs can belong to one cluster: where both have an
// entry of the same index and term, they are the same up to there (§5.3). If they
// cannot, index is such an entry.
func LogsMatch(a, b []raft.Entry) (index raft.Index, match bool) {
	i := min(len(a), len(b))
	for i > 0 && a[i-1].Term != b[i-1].Term {
		i--
	}
	for k := range i {
		if a[k] != b[k] {
			return raft.Index(i), false
		}
	}
	return 0, true
}

// validateStarts checks what single servers begin with.
func (c Config) validateStarts() error {
	for i, s := range c.Starts {
		if err := s.validate(c.Servers); err != nil {
			return err
		}
		for _, earlier := range c.Starts[:i] {
			if earlier.Server == s.Server {
				return fmt.Errorf("%v starts twice", s.Server)
			}
			if index, match := LogsMatch(earlier.Log, s.Log); !match {
				return fmt.Errorf("the logs of %v and %v have the same term at index %d, but differ before", earlier.Server, s.Server, index)
			}
		}
	}
	for i, t := range c.Timeouts {
		if t.Server < 1 || int(t.Server) > c.Servers {
			return fmt.Errorf("election timeout of server %d: there are 1 to %d", t.Server, c.Servers)
		}
		if err := t.Timeout.validate("election timeout", raft.Millisecond); err != nil {
			return err
		}
		for _, earlier := range c.Timeouts[:i] {
			if earlier.Server == t.Server {
				return fmt.Errorf("%v has two election timeouts of its own", t.Server)
			}
		}
	}
	return nil
}

// prepare puts on a server's disk, before it starts for the first time, what the
// configuration says.
func (p *process) prepare(cfg *Config) {
	for _, t := range cfg.Timeouts {
		if t.Server == p.id {
			own := t.Timeout
			p.timeout = &own
		}
	}
	for i := range cfg.Starts {
		if s := &cfg.Starts[i]; s.Server == p.id {
			p.disk.durable = raft.DurableState{CurrentTerm: s.Term, VotedFor: s.VotedFor, Log: raft.NewLog(s.Log...)}
		}
	}
}
