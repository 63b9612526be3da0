package sim

import (
	"fmt"

	"raft-playground/raft"
)

// client issues one request at a time, and repeats it, under the same number,
// until it is answered or its patience ends (§8).
type client struct {
	id       raft.ClientID
	shown    ClientState
	command  raft.Command // the newest request
	term     raft.Term    // of its entry, since it was received
	deadline raft.Time    // when it tries again or gives up
	order    uint64
	traffic  traffic
	queue    []queued
	toServer raft.Rand // latency of requests
	toClient raft.Rand // latency of answers
}

// queued is a request that waits behind the outstanding one.
type queued struct {
	command raft.Command
	to      raft.ServerID
}

// client returns a client, which comes into being when it is first spoken of,
// and all with lower numbers with it.
func (w *World) client(id raft.ClientID) *client {
	for n := raft.ClientID(len(w.clients) + 1); n <= id; n++ {
		w.clients = append(w.clients, client{
			id:       n,
			deadline: raft.Never,
			traffic:  traffic{next: raft.Never},
			toServer: raft.NewRand(w.cfg.Seed, fmt.Sprintf("link %v to servers", n)),
			toClient: raft.NewRand(w.cfg.Seed, fmt.Sprintf("link servers to %v", n)),
		})
		c := &w.clients[n-1]
		w.showClient(c, ClientState{ID: n, Phase: PhaseIdle})
	}
	return &w.clients[id-1]
}

// outstanding reports whether the client waits for an answer.
func (c *client) outstanding() bool {
	switch c.shown.Phase {
	case PhaseIdle, PhaseAnswered, PhaseGaveUp:
		return false
	}
	return true
}

// request makes a client issue a command, now or when its turn comes.
func (w *World) request(c *client, command raft.Command, to raft.ServerID) {
	c.traffic.wrote(command)
	if c.outstanding() {
		c.queue = append(c.queue, queued{command, to})
		s := c.shown
		s.Queued = len(c.queue)
		w.showClient(c, s)
		return
	}
	command.Client = c.id
	command.Request = c.shown.Request + 1
	c.command = command
	if to == 0 {
		to = c.shown.Leader
	}
	if to == 0 {
		to = 1
	}
	w.attempt(c, ClientState{
		ID:       c.id,
		Request:  command.Request,
		Asks:     askingFor(command.Op),
		Argument: command.Value,
		Command:  w.trace.texts.of(command),
		Key:      command.Key,
		Cut:      c.shown.Cut,
		Attempts: w.cfg.ClientRetries + 1,
		Need:     w.copiesToCount(),
		Leader:   c.shown.Leader,
		Queued:   len(c.queue),
		Traffic:  c.shown.Traffic,
	}, to)
}

// copiesToCount is how many copies clients count to: as many as commit an entry where all
// rules are followed, also where CommitMajority is not. The hashes of traces hold that.
func (w *World) copiesToCount() int {
	_, need := w.counting().Count(0)
	return need
}

// counting returns the configuration by which copies are counted for clients: the leader's,
// and while nobody leads, that in force at a server that has the newest.
func (w *World) counting() raft.Configuration {
	var newest raft.Configuration
	at := raft.Index(0)
	if leader := w.leaderToTell(); leader != nil {
		newest, _ = leader.server.Configuration()
		return newest
	}
	for i := range w.servers {
		if c, index := w.servers[i].server.Configuration(); i == 0 || index > at {
			newest, at = c, index
		}
	}
	return newest
}

// attempt sends the outstanding request to a server, for the first time or
// again.
func (w *World) attempt(c *client, s ClientState, to raft.ServerID) {
	s.Phase = PhaseSent
	s.Attempt++
	s.Target = to
	s.Index, s.Copies, s.Waits, s.Pausing = 0, 0, "", false
	c.term = 0
	w.wait(c, &s, w.cfg.ClientPatience)
	w.showClient(c, s)
	w.launch(&flight{
		view:     Envelope{From: ClientAddr(c.id), To: ServerAddr(to), Kind: ClientRequest},
		command:  c.command,
		request:  ClientRequestArguments{Request: s.Request, Command: s.Command},
		fate:     c.fateWith(to),
		activity: ActivityImportant,
	}, c.toServer.Between(w.network.Latency.Min, w.network.Latency.Max))
}

// fateWith says whether what travels between the client and a server is lost.
func (c *client) fateWith(id raft.ServerID) DropReason {
	if c.shown.Cut.Has(id) {
		return LostAtCut
	}
	return NotLost
}

func (w *World) wait(c *client, s *ClientState, d raft.Duration) {
	c.deadline = w.now + d
	c.order = w.agenda.nextOrder()
	s.Deadline = c.deadline
}

// clientWaited is called when a client's deadline has come: it tries the next
// server, or gives up.
func (w *World) clientWaited(c *client) {
	s := c.shown
	if s.Attempt >= s.Attempts {
		s.Phase = PhaseGaveUp
		s.Leader = 0
		w.settle(c, s)
		return
	}
	if !s.Pausing {
		s.Retry = RetryTimeout
	}
	next := s.Target%raft.ServerID(w.cfg.Servers) + 1
	if s.Pausing && s.Leader != 0 {
		next = s.Leader
	}
	s.Leader = 0
	w.attempt(c, s, next)
}

// retryAfter says why a client asks again that was told this.
var retryAfter = map[ReplyStatus]RetryReason{ReplyNotLeader: RetryNotLeader, ReplyUnknown: RetryUnknown, ReplyTransferring: RetryTransferring, ReplyChangeRefused: RetryChangeRefused}

// receiveReply tells a client what a server answered. An answer to an earlier
// request, or a refusal of an earlier attempt, is of no interest any more.
func (w *World) receiveReply(c *client, from raft.ServerID, answer *ClientRequestResults) {
	if !c.outstanding() || answer.Request != c.shown.Request {
		return
	}
	s := c.shown
	if answer.Status == ReplyOK {
		s.Phase = PhaseAnswered
		s.Value, s.Found, s.Version = answer.Value, answer.Found, answer.Version
		s.Waits = ""
		s.Leader = from
		w.settle(c, s)
		return
	}
	if from != s.Target || s.Pausing {
		return
	}
	s.Retry = retryAfter[answer.Status]
	s.Leader = 0
	if hint := answer.Leader; answer.Status == ReplyTransferring || answer.Status == ReplyChangeRefused {
		s.Leader = hint // where it asks once it has waited
	} else if hint != 0 && hint != s.Target && s.Attempt < s.Attempts {
		s.Leader = hint
		w.attempt(c, s, hint)
		return
	}
	// Nobody knows a leader, or another is about to be one: an election is likely to be under way. Wait a little
	// before asking the next server.
	s.Phase = PhaseSent
	s.Index, s.Copies, s.Waits, s.Pausing = 0, 0, "", true
	c.term = 0
	w.wait(c, &s, w.cfg.ClientPatience/4)
	w.showClient(c, s)
}

// settle ends the outstanding request and begins the next one that waits.
func (w *World) settle(c *client, s ClientState) {
	c.deadline, s.Deadline = raft.Never, 0
	s.Pausing = false
	w.showClient(c, s)
	if len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		w.request(c, next.command, next.to)
	}
}

// showClient tells a client's state, if it has changed.
func (w *World) showClient(c *client, s ClientState) {
	if s == c.shown {
		return
	}
	c.shown = s
	w.emit(&Event{Kind: ClientEvent, Client: w.trace.parts.clients.put(s)})
}
