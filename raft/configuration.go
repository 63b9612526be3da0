package raft

// A server uses the newest configuration in its log, committed or not (§6): from the
// moment at which the entry is appended, and until the entry is truncated.

// beginAt has everything up to a snapshot count as committed and applied, since the state
// machine becomes what the snapshot holds. The configuration that was in force there comes
// before those of the log.
func (s *Server) beginAt(snapshot Snapshot) {
	s.snapshot = snapshot
	s.commitIndex, s.lastApplied, s.handedOut = snapshot.Index, snapshot.Index, snapshot.Index
	if first := (placed{snapshot.ConfigurationIndex, snapshot.Configuration}); snapshot.Index > 0 && s.cfg.follows(SnapshotHoldsConfiguration) {
		s.beginsWith(first)
	} else {
		s.beginsWith(placed{0, s.cfg.First()})
	}
}

// beginsWith sets the configuration before every entry of the log, and finds those in it.
func (s *Server) beginsWith(first placed) {
	s.configurations = configurations{first: first}
	for i := s.log.Base().Index + 1; i <= s.log.LastIndex(); i++ {
		if c := s.log.At(i).Configuration; c != (Configuration{}) {
			s.changes = append(s.changes, placed{i, c})
		}
	}
	s.inForce = s.newest()
	s.counts, s.besides = s.counted(s.inForce.configuration), s.countsToo(s.inForce.configuration)
}

// placedAt returns the configuration in force at an index, as the log has it.
func (s *Server) placedAt(index Index) placed {
	at := s.first
	for _, c := range s.changes {
		if c.index <= index {
			at = c
		}
	}
	return at
}

// configurationsCompacted takes note that a snapshot stands for the log up to an index.
func (s *Server) configurationsCompacted(index Index) {
	s.first = s.placedAt(index)
	for len(s.changes) > 0 && s.changes[0].index <= index {
		s.changes = s.changes[1:]
	}
}

// newest returns the configuration that is to be in force.
func (s *Server) newest() placed {
	for i := len(s.changes) - 1; i >= 0; i-- {
		if !s.cfg.follows(ConfigurationWhenAppended) && s.changes[i].index > s.commitIndex {
			continue // it waits until the entry is committed
		}
		return s.changes[i]
	}
	return s.first
}

// counted returns a configuration as its members' words are counted.
func (s *Server) counted(c Configuration) Configuration {
	if !s.cfg.follows(BothMajorities) {
		c.Voters, c.Next = c.Voters|c.Next, 0 // the two together have one majority
	}
	return c
}

// countsToo returns who counts besides the voters: nobody, as long as the rule is followed.
func (s *Server) countsToo(c Configuration) ServerSet {
	if s.cfg.follows(LearnersDoNotCount) {
		return 0
	}
	return c.Learners
}

// Configuration returns the configuration in force, and the index of the entry that it
// comes from, 0 for the one that the cluster began with.
func (s *Server) Configuration() (Configuration, Index) {
	return s.inForce.configuration, s.inForce.index
}

// Needs is how many votes win an election, and how many copies commit an entry: of the
// voters, and of the next ones where a change is under way.
type Needs struct {
	Votes      uint8 `json:"votes,omitempty"`
	Copies     uint8 `json:"copies,omitempty"`
	VotesNext  uint8 `json:"votesNext,omitempty"`
	CopiesNext uint8 `json:"copiesNext,omitempty"`
}

// Needs returns how many votes and copies this server counts to.
func (s *Server) Needs() Needs {
	win, commit := s.counts.tally(0, s.cfg.toWin()), s.counts.tally(0, s.cfg.toCommit())
	return Needs{uint8(win.need), uint8(commit.need), uint8(win.needNext), uint8(commit.needNext)}
}

// mayStand reports whether the server stands for election when it hears no leader: it
// votes in the configuration in force, or in one before that which may come back, since
// nothing after it is known to be committed. Until a change is committed, who is to leave
// may be the only one that can lead (D4.2.2).
func (s *Server) mayStand() bool {
	if s.configuration().Votes(s.cfg.ID) {
		return true
	}
	for i := len(s.changes) - 1; i >= 0; i-- {
		if s.changes[i].configuration.Votes(s.cfg.ID) {
			return true
		}
		if s.changes[i].index <= s.commitIndex {
			return false
		}
	}
	return s.first.configuration.Votes(s.cfg.ID)
}

// asked returns the configuration that a command asks for.
func (c Configuration) asked(by Command) Configuration {
	if c.Joint() {
		c.Voters, c.Next = c.Next, 0
	}
	switch by.Op {
	case AddVoter:
		c.Voters, c.Learners = c.Voters|by.Servers, c.Learners&^by.Servers
	case AddLearner:
		c.Voters, c.Learners = c.Voters&^by.Servers, c.Learners|by.Servers
	case RemoveServer:
		c.Voters, c.Learners = c.Voters&^by.Servers, c.Learners&^by.Servers
	case ChangeServers:
		c.Voters, c.Learners = by.Servers, c.Learners&^by.Servers
	}
	return c
}
