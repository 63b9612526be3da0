package sim

import "raft-playground/raft"

// messageFigures are the contents of a body between servers, of whatever kind, in the
// places in which traces have always been hashed: what a kind does not have is zero there.
// A body that gets another field gets a place for it, too.
type messageFigures struct {
	lastLog, prevLog raft.Position
	leaderCommit     raft.Index
	entries          int
	yes              bool // granted, succeeded
	match            raft.Index
	conflict         raft.Position
	nextTerm         raft.Term
	round            uint64
	transfer         bool
	included         raft.Position // the last entry that a snapshot stands for
	keys             int           // of it
}

// figures returns what the body of a message between servers says.
func (m *Message) figures() messageFigures {
	switch {
	case m.PreVote != nil:
		b := m.PreVote
		return messageFigures{nextTerm: b.NextTerm, lastLog: raft.Position{Index: b.LastLogIndex, Term: b.LastLogTerm}}
	case m.PreVoteReply != nil:
		b := m.PreVoteReply
		return messageFigures{nextTerm: b.NextTerm, yes: b.VoteGranted}
	case m.RequestVote != nil:
		b := m.RequestVote
		return messageFigures{lastLog: raft.Position{Index: b.LastLogIndex, Term: b.LastLogTerm}, transfer: b.Transfer}
	case m.RequestVoteReply != nil:
		return messageFigures{yes: m.RequestVoteReply.VoteGranted}
	case m.AppendEntries != nil:
		b := m.AppendEntries
		return messageFigures{prevLog: raft.Position{Index: b.PrevLogIndex, Term: b.PrevLogTerm}, leaderCommit: b.LeaderCommit,
			entries: b.Entries, round: b.Round}
	case m.AppendEntriesReply != nil:
		b := m.AppendEntriesReply
		return messageFigures{prevLog: raft.Position{Index: b.PrevLogIndex}, yes: b.Success, match: b.MatchIndex,
			conflict: raft.Position{Index: b.ConflictIndex, Term: b.ConflictTerm}, round: b.Round}
	}
	return m.snapshotFigures()
}

func (m *Message) snapshotFigures() messageFigures {
	switch {
	case m.InstallSnapshot != nil:
		b := m.InstallSnapshot
		return messageFigures{included: raft.Position{Index: b.LastIncludedIndex, Term: b.LastIncludedTerm}, keys: b.Keys}
	case m.InstallSnapshotReply != nil:
		return messageFigures{yes: m.InstallSnapshotReply.Success, match: m.InstallSnapshotReply.LastIncludedIndex}
	}
	return messageFigures{}
}

// Alike reports whether two messages say the same.
func (m *Message) Alike(o *Message) bool {
	return m.Envelope == o.Envelope && m.figures() == o.figures() &&
		alike(m.ClientRequest, o.ClientRequest) && alike(m.ClientReply, o.ClientReply)
}

// alike compares what two pointers point to, if both do.
func alike[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

func (h *hash) message(m *Message) {
	h.number(m.ID)
	h.number(uint64(m.From)<<8 | uint64(m.To))
	h.text(m.Kind.String())
	h.number(uint64(m.Term))
	h.signed(int64(m.Sent))
	h.signed(int64(m.Arrives))
	f := m.figures()
	h.number(uint64(f.lastLog.Index))
	h.number(uint64(f.lastLog.Term))
	h.number(uint64(f.prevLog.Index))
	h.number(uint64(f.prevLog.Term))
	h.number(uint64(f.leaderCommit))
	h.number(uint64(f.entries))
	h.flag(f.yes || m.ClientReply != nil && m.ClientReply.Found)
	h.number(uint64(f.match))
	h.number(uint64(f.conflict.Term))
	h.number(uint64(f.conflict.Index))
	switch {
	case m.ClientRequest != nil:
		h.withClient(m.ClientRequest, &ClientRequestResults{})
	case m.ClientReply != nil:
		h.withClient(&ClientRequestArguments{Request: m.ClientReply.Request}, m.ClientReply)
	}
	h.number(uint64(f.nextTerm))
	h.number(m.Duplicate<<32 | f.round)
	if f.transfer {
		h.flag(true)
	}
	if f.included != (raft.Position{}) || f.keys != 0 {
		h.number(uint64(f.included.Index))
		h.number(uint64(f.included.Term))
		h.number(uint64(f.keys))
	}
}

func (h *hash) withClient(asked *ClientRequestArguments, answer *ClientRequestResults) {
	h.number(uint64(asked.Request))
	h.text(asked.Command)
	h.text(answer.Status.String())
	h.number(uint64(answer.Leader))
	h.signed(answer.Value)
	h.number(uint64(answer.Version))
}
