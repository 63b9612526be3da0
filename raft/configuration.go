package raft

// A server uses the newest configuration in its log, committed or not (§6): from the
// moment at which the entry is appended, and until the entry is truncated.

// beginsWith sets the configuration before every entry.
func (s *Server) beginsWith(first Configuration) {
	s.configurations = configurations{first: first, inForce: placed{0, first}, counts: first}
	for i := Index(1); i <= s.log.LastIndex(); i++ {
		if c := s.log.At(i).Configuration; c != (Configuration{}) {
			s.changes = append(s.changes, placed{i, c})
		}
	}
	s.inForce = s.newest()
	s.counts, s.besides = s.counted(s.inForce.configuration), s.countsToo(s.inForce.configuration)
}

// newest returns the configuration that is to be in force.
func (s *Server) newest() placed {
	for i := len(s.changes) - 1; i >= 0; i-- {
		if !s.cfg.follows(ConfigurationWhenAppended) && s.changes[i].index > s.commitIndex {
			continue // it waits until the entry is committed
		}
		return s.changes[i]
	}
	return placed{0, s.first}
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
	Votes      int `json:"votes,omitempty"`
	Copies     int `json:"copies,omitempty"`
	VotesNext  int `json:"votesNext,omitempty"`
	CopiesNext int `json:"copiesNext,omitempty"`
}

// Needs returns how many votes and copies this server counts to.
func (s *Server) Needs() Needs {
	win, commit := s.counts.tally(0, s.cfg.toWin()), s.counts.tally(0, s.cfg.toCommit())
	return Needs{win.need, commit.need, win.needNext, commit.needNext}
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
	return s.first.Votes(s.cfg.ID)
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
