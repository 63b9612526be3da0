package sim

import "raft-playground/raft"

// messageParts holds what events say of messages. A message and its body are one place,
// so that a message costs no more allocations than if it had no body.
type messageParts struct {
	ends               slab[Message] // without bodies
	preVotes           slab[withBody[PreVoteArguments]]
	preVoteReplies     slab[withBody[PreVoteResults]]
	requestVotes       slab[withBody[RequestVoteArguments]]
	requestVoteReplies slab[withBody[RequestVoteResults]]
	appends            slab[withBody[AppendEntriesArguments]]
	appendReplies      slab[withBody[AppendEntriesResults]]
	timeoutNows        slab[withBody[TimeoutNowArguments]]
	clientRequests     slab[withBody[ClientRequestArguments]]
	clientReplies      slab[withBody[ClientRequestResults]]
	installs           slab[withBody[InstallSnapshotArguments]]
	installReplies     slab[withBody[InstallSnapshotResults]]
}

type withBody[B any] struct {
	message Message
	body    B
}

func putMessage[B any](s *slab[withBody[B]], e *Envelope, body B) (*Message, *B) {
	place := &s.take(1)[0]
	place.message = Message{Envelope: *e}
	place.body = body
	return &place.message, &place.body
}

// known returns what is told of a message that is known already: which, and its
// two ends.
func (p *messageParts) known(f *flight) *Message {
	m := &p.ends.take(1)[0]
	*m = Message{Envelope: Envelope{ID: f.view.ID, From: f.view.From, To: f.view.To}}
	return m
}

// complete returns everything that is told of a message.
func (p *messageParts) complete(f *flight) *Message {
	switch b := f.body.Body.(type) {
	case raft.PreVote:
		m, body := putMessage(&p.preVotes, &f.view, PreVoteArguments{b.NextTerm, b.LastLogIndex, b.LastLogTerm})
		m.PreVote = body
		return m
	case raft.PreVoteReply:
		m, body := putMessage(&p.preVoteReplies, &f.view, PreVoteResults{b.NextTerm, b.Granted})
		m.PreVoteReply = body
		return m
	case raft.RequestVote:
		m, body := putMessage(&p.requestVotes, &f.view, RequestVoteArguments{b.LastLogIndex, b.LastLogTerm, b.Transfer})
		m.RequestVote = body
		return m
	case raft.RequestVoteReply:
		m, body := putMessage(&p.requestVoteReplies, &f.view, RequestVoteResults{b.VoteGranted})
		m.RequestVoteReply = body
		return m
	case raft.AppendEntries:
		m, body := putMessage(&p.appends, &f.view, AppendEntriesArguments{
			PrevLogIndex: b.PrevLogIndex, PrevLogTerm: b.PrevLogTerm, Entries: len(b.Entries), LeaderCommit: b.LeaderCommit, Round: b.Round})
		m.AppendEntries = body
		return m
	case raft.AppendEntriesReply:
		m, body := putMessage(&p.appendReplies, &f.view, AppendEntriesResults{
			Success: b.Success, PrevLogIndex: b.PrevLogIndex, MatchIndex: b.MatchIndex,
			ConflictTerm: b.ConflictTerm, ConflictIndex: b.ConflictIndex, Round: b.Round})
		m.AppendEntriesReply = body
		return m
	case raft.TimeoutNow:
		m, body := putMessage(&p.timeoutNows, &f.view, TimeoutNowArguments{})
		m.TimeoutNow = body
		return m
	case raft.InstallSnapshot:
		m, body := putMessage(&p.installs, &f.view, InstallSnapshotArguments{b.Snapshot.Index, b.Snapshot.Term, b.Snapshot.Machine.Size()})
		m.InstallSnapshot = body
		return m
	case raft.InstallSnapshotReply:
		m, body := putMessage(&p.installReplies, &f.view, InstallSnapshotResults{b.Success, b.Index})
		m.InstallSnapshotReply = body
		return m
	}
	if f.view.Kind == ClientRequest {
		m, body := putMessage(&p.clientRequests, &f.view, f.request)
		m.ClientRequest = body
		return m
	}
	m, body := putMessage(&p.clientReplies, &f.view, f.answer)
	m.ClientReply = body
	return m
}

// kindOf returns the kind of a message between servers.
func kindOf(body raft.Body) MessageKind {
	switch body.(type) {
	case raft.PreVote:
		return PreVote
	case raft.PreVoteReply:
		return PreVoteReply
	case raft.RequestVote:
		return RequestVote
	case raft.RequestVoteReply:
		return RequestVoteReply
	case raft.AppendEntries:
		return AppendEntries
	case raft.AppendEntriesReply:
		return AppendEntriesReply
	case raft.TimeoutNow:
		return TimeoutNow
	case raft.InstallSnapshot:
		return InstallSnapshot
	case raft.InstallSnapshotReply:
		return InstallSnapshotReply
	}
	return NoMessageKind
}

// giveAway, reuse and weight do for all what they do for each: see [slab].
func (p *messageParts) giveAway() {
	p.ends.giveAway()
	p.preVotes.giveAway()
	p.preVoteReplies.giveAway()
	p.requestVotes.giveAway()
	p.requestVoteReplies.giveAway()
	p.appends.giveAway()
	p.appendReplies.giveAway()
	p.timeoutNows.giveAway()
	p.clientRequests.giveAway()
	p.clientReplies.giveAway()
	p.installs.giveAway()
	p.installReplies.giveAway()
}

func (p *messageParts) reuse() {
	p.ends.reuse()
	p.preVotes.reuse()
	p.preVoteReplies.reuse()
	p.requestVotes.reuse()
	p.requestVoteReplies.reuse()
	p.appends.reuse()
	p.appendReplies.reuse()
	p.timeoutNows.reuse()
	p.clientRequests.reuse()
	p.clientReplies.reuse()
	p.installs.reuse()
	p.installReplies.reuse()
}

func (p *messageParts) weight() int {
	return p.ends.weight() + p.preVotes.weight() + p.preVoteReplies.weight() + p.requestVotes.weight() + p.requestVoteReplies.weight() +
		p.appends.weight() + p.appendReplies.weight() + p.timeoutNows.weight() + p.clientRequests.weight() + p.clientReplies.weight() +
		p.installs.weight() + p.installReplies.weight()
}
