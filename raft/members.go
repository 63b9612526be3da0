package raft

// What follows for a server when the configuration in force is another.

// configurationsAppended takes note of the configurations among entries that were
// appended, the first of them at an index.
func (s *Server) configurationsAppended(now Time, first Index, entries []Entry) {
	found := false
	for i := range entries {
		if c := entries[i].Configuration; c != (Configuration{}) {
			s.changes, found = append(s.changes, placed{first + Index(i), c}), true
		}
	}
	if found {
		s.adoptConfiguration(now)
	}
}

// configurationsTruncated forgets the configurations from an index on: the former one is
// in force again.
func (s *Server) configurationsTruncated(now Time, from Index) {
	n := len(s.changes)
	for n > 0 && s.changes[n-1].index >= from {
		n--
	}
	if n < len(s.changes) && s.cfg.follows(ConfigurationRollsBack) {
		s.changes = s.changes[:n]
		s.adoptConfiguration(now)
	}
}

// adoptConfiguration puts the configuration in force that the log says.
func (s *Server) adoptConfiguration(now Time) {
	former, newest := s.inForce, s.newest()
	s.inForce = newest
	if former != newest {
		s.counts, s.besides = s.counted(newest.configuration), s.countsToo(newest.configuration)
		s.configurationReplaced(now, former)
	}
}

// configurationReplaced tells which configuration is in force, if that is another one now.
// Who has a vote now, and had none, or the other way round, has an election timer or none;
// and who had one in a configuration that is now known not to come back has none any more.
func (s *Server) configurationReplaced(now Time, former placed) {
	if s.inForce != former {
		kind := ConfigurationInForce
		if s.inForce.index < former.index {
			kind = ConfigurationTakenBack
		}
		s.decided(Decision{Kind: kind, Index: s.inForce.index, Configuration: s.configuration()})
	}
	if s.role != Leader && s.mayStand() != (s.deadline != Never) {
		s.resetElectionTimer(now)
	}
}

// commitsConfigurations is called when commitIndex has moved on.
func (s *Server) commitsConfigurations(now Time) {
	s.adoptConfiguration(now) // what was in the log without being in force
	if s.role == Follower && s.deadline != Never && !s.mayStand() {
		s.resetElectionTimer(now) // it is out of the cluster for good
	}
}

// meet prepares for sending the log to servers that are no members yet. What one of them is
// known to match, since it was a member before in this leadership, it still does.
func (s *Server) meet(now Time, servers ServerSet) {
	for rest := servers.Without(s.cfg.ID); rest != 0; rest &= rest - 1 {
		id := rest.first()
		s.nextIndex[id], s.toldCommit[id], s.answeredAt[id] = s.log.LastIndex()+1, 0, now
		s.probing, s.unanswered = s.probing.Without(id), s.unanswered.Without(id)
	}
}

// standsNot reports whether the server does not stand for election, and leaves the reason.
func (s *Server) standsNot(now Time) bool {
	if s.mayStand() {
		return false
	}
	s.decided(Decision{Kind: NoVoter, Configuration: s.configuration()})
	s.resetElectionTimer(now)
	return true
}
