package sim

import "raft-playground/raft"

// What is notable is worth a step, and a moment of the reader's time: everything but what
// a quiet cluster does again and again. That is heartbeats that arrive, their answers, and
// timers that are set anew. A step goes from one round of heartbeats to the next, and not
// from delivery to delivery.

// notable reports whether an event is, as far as it says so itself.
func (e *Event) notable() bool {
	switch e.Kind {
	case SendEvent:
		return !e.Message.answersHeartbeat()
	case DecisionEvent:
		switch e.Decision.Kind {
		case raft.AppendAccepted, raft.AppendReplyOutdated, raft.AppendReplyIgnored:
			return false // every heartbeat brings them along
		}
	case ProgressEvent:
		return false
	}
	return true
}

// routine reports whether a message is a heartbeat, or answers one.
func (m *Message) routine() bool {
	return m.AppendEntries != nil && m.AppendEntries.Entries == 0 || m.answersHeartbeat()
}

// answersHeartbeat reports whether a message says no more than that its sender is still
// there: the log matches no further than the leader knew.
func (m *Message) answersHeartbeat() bool {
	b := m.AppendEntriesReply
	return b != nil && b.Success && b.MatchIndex == b.PrevLogIndex
}

// alike reports whether two states of a server differ in nothing but its timer and what
// follows from other events.
func (s *ServerState) alike(o *ServerState) bool {
	return s.Down == o.Down && s.Paused == o.Paused && s.Role == o.Role && s.Term == o.Term && s.VotedFor == o.VotedFor &&
		s.CommitIndex == o.CommitIndex && s.LastApplied == o.LastApplied && s.SyncedIndex == o.SyncedIndex && s.DiskSync == o.DiskSync && s.Wipes == o.Wipes && s.Drift == o.Drift
}
