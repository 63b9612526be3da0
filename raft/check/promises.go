package check

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// sent checks that what a message promises is durable when it leaves.
func (c *Checker) sent(m *sim.Message) {
	from := m.From.Server()
	if from == 0 {
		return
	}
	s := &c.servers[from-1]
	voted := func(candidate raft.ServerID) bool {
		return s.syncedTerm > m.Term || s.syncedTerm == m.Term && s.syncedVote == candidate
	}
	var kept bool
	var acknowledged raft.Index
	switch m.Kind {
	case sim.RequestVote:
		kept = voted(from)
	case sim.RequestVoteReply:
		kept = !m.RequestVoteReply.VoteGranted || voted(m.To.Server())
	case sim.AppendEntriesReply:
		acknowledged = m.AppendEntriesReply.MatchIndex
		kept = !m.AppendEntriesReply.Success || s.keeps(m.Term, acknowledged)
	case sim.InstallSnapshotReply:
		acknowledged = m.InstallSnapshotReply.LastIncludedIndex
		kept = !m.InstallSnapshotReply.Success || s.keeps(m.Term, acknowledged)
	default:
		return
	}
	if kept {
		return
	}
	if v := c.violated(subject{property: PersistBeforeReply, server: from, term: m.Term, index: acknowledged}); v != nil {
		v.PersistBeforeReply = &sim.PersistBeforeReply{Sender: from, Receiver: m.To.Server(), Term: m.Term, Acknowledged: acknowledged}
	}
}

// keeps reports whether a server's disk holds what an acknowledgement in a term promises,
// unless the server is in another term by now.
func (s *shadow) keeps(term raft.Term, acknowledged raft.Index) bool {
	return s.term != term || s.synced >= acknowledged && s.syncedTerm >= term
}

// progressed checks that a leader never forgets what a follower has shown.
func (c *Checker) progressed(now *sim.Progress) {
	s := &c.servers[now.Server-1]
	if s.matchIn == s.term && len(s.match) == len(now.Match) {
		for i, match := range now.Match {
			if match < s.match[i] {
				if v := c.violated(subject{property: MatchMonotonic, server: now.Server, term: s.term, index: s.match[i]}); v != nil {
					v.MatchMonotonic = &sim.MatchMonotonic{Leader: now.Server, Term: s.term, Follower: raft.ServerID(i + 1), Was: s.match[i], Now: match}
				}
			}
		}
	}
	s.match, s.matchIn = append(s.match[:0], now.Match...), s.term
}
