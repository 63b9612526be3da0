package raft

// How a change of the configuration comes into the log.

// catchUp asks whether the joining servers have the log. They are brought up to where it
// ended when the round began; if that took as long as an election timeout, so much may have
// been written meanwhile that there is another round (D4.2.1).
func (s *Server) catchUp(now Time) {
	for rest := s.change.joining.Without(s.cfg.ID); rest != 0; rest &= rest - 1 {
		if s.matchIndex[rest.first()] < s.change.goal {
			return
		}
	}
	if s.change.joining != 0 {
		if now-s.change.since >= s.cfg.ElectionTimeoutMin && s.log.LastIndex() > s.change.goal {
			s.change.goal, s.change.since = s.log.LastIndex(), now
			s.catchUp(now)
			return
		}
		s.decided(Decision{Kind: CaughtUp, Index: s.change.goal, Configuration: Configuration{Voters: s.change.joining}})
	}
	s.appendChange(now)
}

// appendChange puts the asked configuration into the log, or first the joint one that leads
// to it. With one voter more or less every two majorities share a server (D4.1).
func (s *Server) appendChange(now Time) {
	c, from := s.change, s.configuration()
	known := from.Members() | c.joining
	differ := (from.Voters ^ c.to.Voters).Len()
	if through := differ > 1 || differ == 1 && s.cfg.JointConsensus; through && !from.Joint() && s.cfg.follows(OverlappingMajorities) {
		s.change.joining = 0
		s.appendConfiguration(now, Configuration{Voters: from.Voters, Next: c.to.Voters, Learners: c.to.Learners}, Command{}, known)
		return
	}
	s.change = change{}
	s.appendConfiguration(now, c.to, c.command, known)
}

// appendConfiguration appends an entry with a configuration, which is in force from now on.
// Those that are known are sent the log already.
func (s *Server) appendConfiguration(now Time, c Configuration, asked Command, known ServerSet) {
	index := s.log.LastIndex() + 1
	if asked.Client != 0 {
		s.proposals = append(s.proposals, proposal{index, asked.Client, asked.Request})
	}
	s.decided(Decision{Kind: ConfigurationAppended, Client: asked.Client, Request: asked.Request, Index: index, Term: s.currentTerm, Configuration: c})
	e := Entry{Term: s.currentTerm, Configuration: c, Command: asked}
	s.log.Append(e)
	s.disk.logChanged(index)
	s.configurationsAppended(now, index, []Entry{e})
	s.meet(now, c.Members()&^known)
}

// configurationCommitted is called when a leader's commitIndex has moved on. Once a joint
// configuration is committed, the one that it leads to is next (§6), whoever began the
// change. Once a configuration is committed to which the leader does not belong, it steps
// down (D4.2.2).
func (s *Server) configurationCommitted(now Time) {
	switch c := s.configuration(); {
	case s.role != Leader || s.inForce.index > s.commitIndex:
	case c.Joint():
		command := s.change.command
		s.change = change{}
		s.appendConfiguration(now, Configuration{Voters: c.Next, Learners: c.Learners}, command, c.Members())
	case !c.Votes(s.cfg.ID):
		s.decided(Decision{Kind: RemovedLeaderSteppedDown, Term: s.currentTerm, Index: s.inForce.index, Configuration: c})
		s.stepDown(now, s.currentTerm)
		s.leader = 0
	}
}
