package raft

// Output is what the caller has to do after an input, and what an observer may
// want to know. Its slices are valid until the server's next input.
type Output struct {
	// Persist must be written to the disk, in the order of Seq, and reported with
	// [Server.Persisted] once it is durable. Seq 0 means there is nothing.
	Persist Persist

	// Send promises nothing durable and may leave at once.
	Send []Message

	// SendAfterPersist may leave only when everything handed out to be persisted so
	// far is durable: votes, and acknowledgements.
	SendAfterPersist []Message

	Applied []Applied // entries that reached the state machine, in order
	Answers []Answer  // what clients are to be told

	Decisions []Decision
	Findings  []Finding
}

// Receive handles a message that has arrived.
func (s *Server) Receive(now Time, m Message) Output {
	s.begin()
	if m.To != s.cfg.ID || m.From == s.cfg.ID || m.From < 1 || int(m.From) > s.cfg.Servers {
		s.found(Finding{Kind: MessageFromStranger, Peer: m.From, Term: m.Term})
		return s.end()
	}
	s.termGate(now, m)
	switch body := m.Body.(type) {
	case RequestVote:
		s.receiveRequestVote(now, m, body)
	case RequestVoteReply:
		s.receiveRequestVoteReply(now, m, body)
	case AppendEntries:
		s.receiveAppendEntries(now, m, body)
	case AppendEntriesReply:
		s.receiveAppendEntriesReply(m, body)
	case PreVote:
		s.receivePreVote(now, m, body)
	case PreVoteReply:
		s.receivePreVoteReply(now, m, body)
	}
	return s.end()
}

// Timeout tells the server that its deadline has come: a follower or candidate
// starts an election (§5.2), a leader sends heartbeats. Calling it early is
// allowed; that is what "time out now" does.
func (s *Server) Timeout(now Time) Output {
	s.begin()
	switch {
	case s.role == Leader:
		s.sendHeartbeats(now)
	case s.cfg.PreVote:
		s.startPreVote(now)
	default:
		s.startElection(now)
	}
	return s.end()
}

// Persisted tells the server that everything handed out up to and including seq
// is durable.
func (s *Server) Persisted(now Time, seq uint64) Output {
	s.begin()
	if !s.disk.persisted(seq) {
		s.found(Finding{Kind: PersistedNotHandedOut, Index: Index(seq)})
		return s.end()
	}
	switch s.role {
	case Candidate:
		s.countOwnVote(now)
	case Leader:
		s.replicateToAll()
		s.advanceCommitIndex()
	}
	return s.end()
}

func (s *Server) begin() {
	o := &s.out
	o.Persist = Persist{}
	o.Send = o.Send[:0]
	o.SendAfterPersist = o.SendAfterPersist[:0]
	o.Applied = o.Applied[:0]
	o.Answers = o.Answers[:0]
	o.Decisions = o.Decisions[:0]
	o.Findings = o.Findings[:0]
}

// end derives what is to persist by comparing state, once, whatever the input
// was, so that no path can forget it.
func (s *Server) end() Output {
	s.out.Persist = s.disk.collect(s)
	return s.out
}

// send sends what promises nothing durable.
func (s *Server) send(to ServerID, body Body) {
	s.out.Send = append(s.out.Send, Message{From: s.cfg.ID, To: to, Term: s.currentTerm, Body: body})
}

// sendAfterPersist sends what must not leave before it is durable.
func (s *Server) sendAfterPersist(to ServerID, body Body) {
	s.out.SendAfterPersist = append(s.out.SendAfterPersist, Message{From: s.cfg.ID, To: to, Term: s.currentTerm, Body: body})
}

func (s *Server) decided(d Decision) { s.out.Decisions = append(s.out.Decisions, d) }

func (s *Server) found(f Finding) { s.out.Findings = append(s.out.Findings, f) }

// peers calls f for every other server, in order.
func (s *Server) peers(f func(ServerID)) {
	for id := ServerID(1); int(id) <= s.cfg.Servers; id++ {
		if id != s.cfg.ID {
			f(id)
		}
	}
}
