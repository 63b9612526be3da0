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
	var kept bool
	switch m.Kind {
	case sim.RequestVote:
		kept = s.syncedTerm > m.Term || s.syncedTerm == m.Term && s.syncedVote == from
	case sim.RequestVoteReply:
		kept = !m.OK || s.syncedTerm > m.Term || s.syncedTerm == m.Term && s.syncedVote == m.To.Server()
	case sim.AppendEntriesReply:
		kept = !m.OK || s.term != m.Term || s.synced >= m.MatchIndex && s.syncedTerm >= m.Term
	default:
		return
	}
	if !kept {
		c.violated(PersistBeforeReply, sim.Violation{Server: from, Other: m.To.Server(), Term: m.Term, Index: m.MatchIndex})
	}
}

// progressed checks that a leader never forgets what a follower has shown.
func (c *Checker) progressed(now *sim.Progress) {
	s := &c.servers[now.Server-1]
	if s.matchIn == s.term && len(s.match) == len(now.Match) {
		for i, match := range now.Match {
			if match < s.match[i] {
				c.violated(MatchMonotonic, sim.Violation{Server: now.Server, Other: raft.ServerID(i + 1), Term: s.term, Index: s.match[i], Was: uint64(s.match[i]), Now: uint64(match)})
			}
		}
	}
	s.match, s.matchIn = append(s.match[:0], now.Match...), s.term
}
