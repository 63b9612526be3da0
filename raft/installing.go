package raft

// receiveInstallSnapshot is Figure 13's receiver of InstallSnapshot, its steps in the order
// of the paper. A snapshot comes in one piece, so that steps 2 to 4 are one.
func (s *Server) receiveInstallSnapshot(now Time, m Message, snapshot Snapshot) {
	// 1. Reply immediately if term < currentTerm.
	if m.Term < s.currentTerm {
		s.decided(Decision{Kind: SnapshotRefused, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
		s.sendOnceDurable(m.From, InstallSnapshotReply{Index: snapshot.Index}, 0)
		return
	}
	if !s.followLeader(now, m.From, m.Term, snapshot.Position()) {
		return
	}

	// What is committed here is what the snapshot stands for, and more.
	if s.cfg.follows(RefuseOldSnapshot) && snapshot.Index <= s.commitIndex {
		s.decided(Decision{Kind: SnapshotIgnored, Peer: m.From, Index: snapshot.Index, Ours: Position{Index: s.commitIndex}})
	} else {
		// 5. Save the snapshot, and discard any one with a smaller index.
		s.install(now, m.From, snapshot)
	}
	s.sendOnceDurable(m.From, InstallSnapshotReply{Success: true, Index: snapshot.Index}, snapshot.Index)
}

// install makes a snapshot stand for the log up to its index.
func (s *Server) install(now Time, leader ServerID, snapshot Snapshot) {
	at, last := snapshot.Position(), s.log.LastIndex()
	s.agreesUpTo(s.commitIndex) // what is committed is the same in any log
	matches := s.log.Base().Index <= at.Index && s.log.holds(at.Index, at.Term)
	d := Decision{Peer: leader, Index: at.Index, Term: at.Term}
	switch {
	// 6. If the existing log has an entry with the snapshot's last index and term, retain
	// what follows it, and reply.
	case matches && s.cfg.follows(SnapshotKeepsTheTail), !matches && !s.cfg.follows(SnapshotDiscardsConflict):
		d.Kind, d.Count = SnapshotKeptTail, int(last-min(last, at.Index))
		s.log.Compact(at)

	// 7. Discard the entire log.
	default:
		d.Kind, d.Count = SnapshotReplacedLog, int(last-s.log.Base().Index)
		d.Ours = Position{s.log.TermAt(min(last, at.Index)), min(last, at.Index)}
		s.log.Compact(at)
		s.log.Truncate(at.Index)
	}
	if !matches || s.log.LastIndex() < last {
		s.disk.logChanged(min(s.agrees.Index, at.Index) + 1)
	}
	s.decided(d)

	// 8. Reset the state machine using the snapshot's contents, and load its configuration.
	former := s.inForce
	s.beginAt(snapshot)
	s.configurationReplaced(now, former)
	s.out.Restore = &snapshot
}

// receiveInstallSnapshotReply learns that a follower has what the snapshot stands for.
func (s *Server) receiveInstallSnapshotReply(now Time, m Message, reply InstallSnapshotReply) {
	switch {
	case s.role != Leader || m.Term < s.currentTerm:
		s.decided(Decision{Kind: AppendReplyIgnored, Peer: m.From, Ours: Position{Term: s.currentTerm}, Theirs: Position{Term: m.Term}})
	case !reply.Success: // it was sent in an earlier leadership
		s.decided(Decision{Kind: AppendReplyOutdated, Peer: m.From, Index: reply.Index})
	default:
		s.answeredAt[m.From] = now
		s.followerMatches(now, m.From, reply.Index)
	}
}
