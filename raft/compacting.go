package raft

import "math"

// Each server compacts its log by itself (§7): what it has applied is in its state
// machine, and a snapshot of that stands for the entries. A leader that would have to
// send what is gone sends its snapshot instead.

// compact replaces the log's beginning with a snapshot of what is applied.
func (s *Server) compact(machine Machine) {
	index := s.lastApplied
	if !s.cfg.follows(SnapshotOnlyApplied) {
		index = s.handedOut // the state machine will get there, but has not yet
	}
	if index <= s.snapshot.Index {
		return
	}
	gone := index - s.snapshot.Index
	s.configurationsCompacted(index)
	s.snapshot = Snapshot{
		Index: index, Term: s.log.TermAt(index), Machine: machine,
		Configuration: s.first.configuration, ConfigurationIndex: s.first.index,
	}
	s.log.Compact(s.snapshot.Position())
	s.decided(Decision{Kind: SnapshotTaken, Index: index, Term: s.snapshot.Term, Count: int(gone)})
	if s.role == Leader {
		s.peers(s.probeBehindSnapshot)
	}
}

// probeBehindSnapshot has a follower that was still to be sent what is gone now say
// whether it needs it: it is asked for what follows, and will refuse that if it does. So
// none is sent a snapshot that does not answer.
func (s *Server) probeBehindSnapshot(follower ServerID) {
	if s.nextIndex[follower] <= s.snapshot.Index && !s.sending.Has(follower) {
		s.nextIndex[follower] = s.snapshot.Index + 1
		s.probing, s.unanswered = s.probing.With(follower), s.unanswered.Without(follower)
	}
}

// sendSnapshot sends a follower the snapshot, in place of the entry at nextIndex and what
// else of the log is gone.
func (s *Server) sendSnapshot(to ServerID) {
	s.decided(Decision{Kind: SnapshotSent, Peer: to, Index: s.snapshot.Index, Term: s.snapshot.Term, Ours: Position{Index: s.nextIndex[to]}})
	s.nextIndex[to] = s.snapshot.Index + 1
	s.sending, s.beats[to] = s.sending.With(to), 0
	s.send(to, InstallSnapshot{s.snapshot})
}

// snapshotOverdue reports whether a snapshot is taken for lost: an election timeout has
// passed, and the follower refuses still what follows it.
func (s *Server) snapshotOverdue(follower ServerID) bool {
	beats := s.beats[follower]
	return beats == math.MaxUint8 || Duration(beats)*s.cfg.HeartbeatInterval >= s.cfg.ElectionTimeoutMin
}

// countBeat notes a further heartbeat since a follower was sent a snapshot.
func (s *Server) countBeat(follower ServerID) {
	if s.beats[follower] < math.MaxUint8 {
		s.beats[follower]++
	}
}
