package raft

import (
	"errors"
	"fmt"
)

// ErrLogWithoutTerm is returned by [New] for a disk whose log holds a term that
// its metadata does not know: the two were not kept together.
var ErrLogWithoutTerm = errors.New("raft: the log holds a later term than currentTerm: the disk's metadata is missing")

// ErrLogWithoutSnapshot is returned by [New] for a disk whose log begins behind other
// entries than its snapshot stands for: the two were not kept together.
var ErrLogWithoutSnapshot = errors.New("raft: the log does not begin where the snapshot ends")

// New starts a server from what its disk holds, as a follower (§5.2) whose
// commitIndex and lastApplied are those of its snapshot, 0 where it has none. The state
// machine has to be what the snapshot holds. New returns an error for a configuration
// that makes no sense, [ErrLogWithoutTerm] and [ErrLogWithoutSnapshot].
func New(cfg Config, durable DurableState, now Time) (*Server, error) {
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	if durable.Log.LastTerm() > durable.CurrentTerm {
		return nil, ErrLogWithoutTerm
	}
	if durable.Log.Base() != durable.Snapshot.Position() {
		return nil, ErrLogWithoutSnapshot
	}
	s := &Server{
		cfg:         cfg,
		rand:        cfg.Rand,
		currentTerm: durable.CurrentTerm,
		votedFor:    durable.VotedFor,
		log:         durable.Log.Clone(),
	}
	s.beginAt(durable.Snapshot)
	s.disk = disk{
		term: s.currentTerm, votedFor: s.votedFor, snapshot: s.snapshot.Position(),
		durableTerm: s.currentTerm, durableVote: s.votedFor, durableIndex: s.log.LastIndex(),
	}
	s.resetElectionTimer(now)
	return s, nil
}

// Receive handles a message that has arrived.
func (s *Server) Receive(now Time, m Message) Output {
	s.begin()
	if m.To != s.cfg.ID || m.From == s.cfg.ID || m.From < 1 || int(m.From) > s.cfg.Servers {
		s.found(Finding{Kind: MessageFromStranger, Peer: m.From, Term: m.Term})
		return s.end()
	}
	if s.keepsPromise(now, m) {
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
		s.receiveAppendEntriesReply(now, m, body)
	case PreVote:
		s.receivePreVote(now, m, body)
	case PreVoteReply:
		s.receivePreVoteReply(now, m, body)
	case InstallSnapshot:
		s.receiveInstallSnapshot(now, m, body.Snapshot)
	case InstallSnapshotReply:
		s.receiveInstallSnapshotReply(now, m, body)
	case TimeoutNow:
		s.receiveTimeoutNow(now, m)
	}
	return s.end()
}

// Timeout tells the server that its deadline has come: a leader sends heartbeats, or
// steps down where CheckQuorum demands it (D6.2); any other starts an election (§5.2)
// or, with PreVote, asks first whether it could win one. Calling it early is allowed;
// that is what "time out now" does.
func (s *Server) Timeout(now Time) Output {
	s.begin()
	switch {
	case s.role == Leader:
		if s.checkQuorum(now) {
			s.checkTransfer(now)
			s.sendHeartbeats(now)
		}
	case s.standsNot(now):
	case s.cfg.PreVote:
		s.startPreVote(now)
	default:
		s.startElection(now, 0)
	}
	return s.end()
}

// Propose asks the server to replicate a command, and returns the position it
// would have if committed. It comes back later in [Output.Committed], or in
// [Output.Unanswered]. Only a leader accepts; others return a [NotLeaderError], and one
// that hands its leadership over a [TransferringError].
//
// A command that changes the configuration (§6) gets its position later, returned as 0: first
// whoever is to vote catches up, and where more than one voter changes, a joint configuration
// is committed. The error for one that is not begun is a [ChangeRefusedError].
func (s *Server) Propose(now Time, c Command) (Index, Term, Output, error) {
	s.begin()
	if c.Client > MaxClients {
		return 0, 0, s.end(), fmt.Errorf("raft: client %d: there are 1 to %d, or 0 for a command that need not be recognised", c.Client, MaxClients)
	}
	if strangers := c.Servers &^ firstServers(s.cfg.Servers).Voters; c.Op.Reconfigures() && (strangers != 0 || c.Servers == 0) {
		return 0, 0, s.end(), fmt.Errorf("raft: a change to %016b: there are S1 to S%d, bit 1 to %d", c.Servers, s.cfg.Servers, s.cfg.Servers)
	}
	if s.role != Leader {
		s.decided(Decision{Kind: ProposalRefused, Client: c.Client, Request: c.Request, Other: s.leader})
		return 0, 0, s.end(), NotLeaderError{s.leader}
	}
	if s.turnsAway(c.Client, c.Request) {
		return 0, 0, s.end(), TransferringError{s.transfer.to}
	}
	if c.Op.Reconfigures() {
		index, err := s.takeChange(now, c)
		return index, s.currentTerm, s.end(), err
	}
	index := s.appendToOwnLog(c)
	s.decided(Decision{Kind: ProposalAccepted, Client: c.Client, Request: c.Request, Index: index, Term: s.currentTerm})
	s.proposals = append(s.proposals, proposal{index, c.Client, c.Request})
	return index, s.currentTerm, s.end(), nil
}

// Read asks the server for what a key holds. Client 0 need not be recognised: each of
// its reads is one of its own. It comes back later in
// [Output.Reads], or in [Output.Unanswered]. Only a leader accepts; others return a
// [NotLeaderError], and one that hands its leadership over a [TransferringError].
func (s *Server) Read(now Time, client ClientID, request uint32, key string) (Output, error) {
	s.begin()
	if s.role != Leader {
		s.decided(Decision{Kind: ProposalRefused, Client: client, Request: request, Other: s.leader})
		return s.end(), NotLeaderError{s.leader}
	}
	if s.turnsAway(client, request) {
		return s.end(), TransferringError{s.transfer.to}
	}
	s.decided(Decision{Kind: ReadAccepted, Client: client, Request: request, Index: s.commitIndex})
	if client == 0 || !s.waitsAlready(client, request) {
		s.round++
		r := read{client: client, request: request, key: key, round: s.round}
		if s.cfg.follows(QuorumReads) {
			s.reads = append(s.reads, r)
			s.peers(s.sendHeartbeat)
		} else { // at once, from what this server holds
			r.index = s.commitIndex
			s.answerRead(r)
		}
	}
	s.serveReads()
	return s.end(), nil
}

// TransferLeadership asks the server to hand its leadership over (D3.10). Asking for the
// same again changes nothing; asking for another target replaces the one before. Only a
// leader can: others return a [NotLeaderError], and for a target that makes no sense the
// error is a [TransferTargetError].
func (s *Server) TransferLeadership(now Time, to ServerID) (Output, error) {
	s.begin()
	if s.role != Leader {
		return s.end(), NotLeaderError{s.leader}
	}
	if to == s.cfg.ID || !s.configuration().Votes(to) {
		return s.end(), TransferTargetError{to}
	}
	if s.transfer.to != to {
		s.transfer = transfer{to: to, until: now + s.cfg.ElectionTimeoutMin}
		s.decided(Decision{Kind: TransferBegun, Peer: to, Term: s.currentTerm, Index: s.log.LastIndex()})
		if s.matchIndex[to] != s.log.LastIndex() {
			s.sendHeartbeat(to) // what the target lacks, and was lost on its way, shows at once
		}
		s.completeTransfer()
	}
	return s.end(), nil
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
		last := s.log.LastIndex()
		s.replicateToAll()
		s.advanceCommitIndex(now)
		if s.role != Leader {
			break // what is committed leaves it out
		}
		if s.log.LastIndex() > last { // another configuration
			s.replicateToAll()
		}
		s.tellCommits()
	}
	return s.end()
}

// Applied tells the server up to where the state machine has applied what was handed
// out, also where that is no further than before: then reads learn what they wait for.
// It asks for nothing but reads to be answered, and leaves what the output before it
// asked to persist, send and apply as it is.
func (s *Server) Applied(index Index) Output {
	s.out.Reads, s.out.Decisions, s.out.Findings = s.out.Reads[:0], s.out.Decisions[:0], s.out.Findings[:0]
	if index > s.handedOut {
		s.found(Finding{Kind: AppliedNotHandedOut, Index: index})
	} else {
		s.lastApplied = max(s.lastApplied, index)
		s.serveReads()
	}
	return Output{Reads: s.out.Reads, Decisions: s.out.Decisions, Findings: s.out.Findings}
}

// Compact gives the server what its state machine holds, with everything applied that it
// has been told of by [Server.Applied], and lets it throw away the entries that led there.
// Where that are none, nothing changes. The machine must not change any more.
func (s *Server) Compact(machine Machine) Output {
	s.begin()
	s.compact(machine)
	return s.end()
}

// begin empties the output for the next input.
func (s *Server) begin() {
	o := &s.out
	o.Persist, o.Restore = Persist{}, nil
	o.Send = o.Send[:0]
	o.SendAfterPersist = o.SendAfterPersist[:0]
	o.Committed = o.Committed[:0]
	o.Reads = o.Reads[:0]
	o.Unanswered = o.Unanswered[:0]
	o.Decisions = o.Decisions[:0]
	o.Findings = o.Findings[:0]
}

// end completes the output, whatever the input was.
func (s *Server) end() Output {
	s.handOutChanges()
	return s.out
}
