package raft

import "slices"

// Server is one Raft server: Figure 2's state, and the functions that change it.
// It is not safe for concurrent use.
type Server struct {
	cfg  Config
	rand Rand

	configurations // that the log has, and the one in force

	// Persistent state on all servers. In memory it may run ahead of the disk.
	currentTerm Term     // latest term this server has seen
	votedFor    ServerID // candidate that received this server's vote in currentTerm
	log         Log
	snapshot    Snapshot // of what the log does not hold any more; its position is the log's base

	// Volatile state on all servers.
	commitIndex Index // highest entry known to be committed
	lastApplied Index // highest entry applied to the state machine, as the caller says
	handedOut   Index // highest entry handed out to be applied
	role        Role
	leader      ServerID // whom this server takes for the leader of currentTerm
	deadline    Time     // when Timeout wants to be called
	deadlineSet Time     // when that deadline was chosen
	heard       Time     // when it last heard from the leader of its term
	agrees      Position // the log is that of this term's leader up to this index

	// Volatile state on candidates and on leaders, which a role begins with and
	// leaves behind (roles.go).
	candidacy
	leadership

	disk disk   // what has been handed out to be persisted
	out  Output // reused by every input
}

// Clone returns an independent copy, which behaves the same from here on.
func (s *Server) Clone() *Server {
	c := *s
	c.log = s.log.Clone()
	c.configurations = s.configurations.clone()
	c.proposals = slices.Clone(s.proposals)
	c.reads = slices.Clone(s.reads)
	c.disk.pending = slices.Clone(s.disk.pending)
	c.out = Output{}
	return &c
}

// ID returns which server this is.
func (s *Server) ID() ServerID { return s.cfg.ID }

// Role returns what the server currently is.
func (s *Server) Role() Role { return s.role }

// CurrentTerm returns the latest term this server has seen.
func (s *Server) CurrentTerm() Term { return s.currentTerm }

// VotedFor returns who received this server's vote in the current term, 0 for
// nobody.
func (s *Server) VotedFor() ServerID { return s.votedFor }

// Leader returns whom the server takes for the leader of the current term, 0
// when it knows none.
func (s *Server) Leader() ServerID { return s.leader }

// Log returns the log in memory, for reading; it may run ahead of the disk.
func (s *Server) Log() *Log { return &s.log }

// Snapshot returns what stands for the entries that the log does not hold any more.
func (s *Server) Snapshot() Snapshot { return s.snapshot }

// DurableIndex returns up to which index the log in memory is also on the disk.
func (s *Server) DurableIndex() Index { return s.disk.durableIndex }

// CommitIndex returns the highest entry known to be committed.
func (s *Server) CommitIndex() Index { return s.commitIndex }

// LastApplied returns the highest entry applied to the state machine.
func (s *Server) LastApplied() Index { return s.lastApplied }

// Deadline returns when [Server.Timeout] wants to be called.
func (s *Server) Deadline() Time { return s.deadline }

// DeadlineSet returns when that deadline was chosen, so that one can tell how
// much of the wait is over.
func (s *Server) DeadlineSet() Time { return s.deadlineSet }

// Votes returns who granted and who refused a candidate its vote in this term.
func (s *Server) Votes() (granted, refused ServerSet) { return s.granted, s.refused }

// Progress returns a leader's nextIndex and matchIndex for one follower.
func (s *Server) Progress(follower ServerID) (nextIndex, matchIndex Index) {
	return s.nextIndex[follower], s.matchIndex[follower]
}

// WaitingReads returns how many reads have not been answered yet.
func (s *Server) WaitingReads() int { return len(s.reads) }

// SetElectionTimeout changes the range from which later timeouts are drawn. It
// returns an error for what is no range, and then changes nothing.
func (s *Server) SetElectionTimeout(low, high Duration) error {
	cfg := s.cfg
	cfg.ElectionTimeoutMin, cfg.ElectionTimeoutMax = low, high
	if err := cfg.validate(); err != nil {
		return err
	}
	s.cfg = cfg
	return nil
}

// become changes the server's role: what belonged to the former one is gone, and
// what belongs to the new one begins empty. Only the rounds of reads go on being
// counted, so that one process uses no number twice.
func (s *Server) become(role Role) {
	s.role = role
	s.candidacy = candidacy{}
	s.leadership = leadership{round: s.round}
}

// send sends what promises nothing durable.
func (s *Server) send(to ServerID, body Body) {
	s.out.Send = append(s.out.Send, Message{From: s.cfg.ID, To: to, Term: s.currentTerm, Body: body})
}

// decided leaves a decision for observers.
func (s *Server) decided(d Decision) { s.out.Decisions = append(s.out.Decisions, d) }

// found leaves an assertion that failed.
func (s *Server) found(f Finding) { s.out.Findings = append(s.out.Findings, f) }

// others returns every other member of the configuration, and whoever is to join it.
func (s *Server) others() ServerSet {
	return (s.configuration().Members() | s.change.joining).Without(s.cfg.ID)
}

// peers calls f for each of the others, in order.
func (s *Server) peers(f func(ServerID)) {
	for rest := s.others(); rest != 0; rest &= rest - 1 {
		f(rest.first())
	}
}
