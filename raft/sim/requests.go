package sim

import (
	"errors"

	"raft-playground/raft"
)

// What becomes of a client's request at the servers, and how far it is told to have come.

// receiveRequest hands a client's request to a server. Only a leader takes it;
// others say so at once, with a hint.
func (w *World) receiveRequest(p *process, f *flight) {
	c := w.client(f.view.From.Client())
	if first, again := p.machine.store.Answered(f.command); again && f.command.Op.Reconfigures() && p.server.Role() == raft.Leader {
		w.carryOut(p, raft.Output{})
		w.speech.answer(c.id, f.command.Request, first)
		return
	}
	index, term, out, err := w.take(p, f.command)
	if err == nil && c.shown.Phase == PhaseSent && c.command == f.command && c.shown.Target == p.id {
		s := c.shown
		s.Phase = PhaseReceived
		s.Index = index
		c.term = term
		w.showClient(c, s)
	}
	w.answering = true
	w.carryOut(p, out)
	w.answering = false
	if err != nil {
		refusal := ClientRequestResults{Request: f.command.Request, Status: ReplyNotLeader, Leader: p.server.Leader()}
		if to := p.server.TransferTarget(); to != 0 {
			refusal.Status, refusal.Leader = ReplyTransferring, to
		} else if errors.As(err, new(raft.ChangeRefusedError)) {
			refusal.Status, refusal.Leader = ReplyChangeRefused, p.id
		}
		w.speech.replies = append(w.speech.replies, reply{c.id, refusal})
	}
}

// take gives a leader a command to replicate, or to answer at once if it is a
// read that need not go through the log.
func (w *World) take(p *process, c raft.Command) (raft.Index, raft.Term, raft.Output, error) {
	if c.Op == raft.Get && (w.cfg.Reads == ReadIndex || w.cfg.Without.Has(raft.QuorumReads)) {
		out, err := p.server.Read(w.readClock(p), c.Client, c.Request, c.Key)
		return 0, 0, out, err
	}
	return p.server.Propose(w.readClock(p), c)
}

// readDecided tells what a client's read waits for.
func (w *World) readDecided(d *raft.Decision) {
	var waits ReadWait
	var confirmed int
	var index raft.Index // up to where it must be applied
	switch d.Kind {
	case raft.ReadWaitsForOwnCommit:
		waits = WaitsForOwnCommit
	case raft.ReadWaitsForQuorum:
		waits, confirmed = WaitsForQuorum, d.Have
	case raft.ReadWaitsForApply:
		waits, index = WaitsForApply, d.Index
	default:
		return
	}
	c := w.client(d.Client)
	if s := c.shown; s.Request == d.Request && c.outstanding() {
		s.Phase, s.Waits, s.Copies, s.Index = PhaseReceived, waits, confirmed, index
		w.showClient(c, s)
	}
}

// changeDecided tells where the entry is that changes the configuration as a client has asked.
func (w *World) changeDecided(d *raft.Decision) {
	if d.Kind != raft.ConfigurationAppended || d.Client == 0 {
		return
	}
	c := w.client(d.Client)
	if s := c.shown; s.Request == d.Request && s.Phase == PhaseReceived {
		s.Index, c.term = d.Index, d.Term
		w.showClient(c, s)
	}
}

// reply sends a client an answer.
func (w *World) reply(from raft.ServerID, r reply) {
	c := w.client(r.to)
	w.launch(&flight{
		view:     Envelope{From: ServerAddr(from), To: ClientAddr(r.to), Kind: ClientReply},
		answer:   r.results,
		fate:     c.fateWith(from),
		activity: ActivityImportant,
	}, c.toClient.Between(w.network.Latency.Min, w.network.Latency.Max))
}

// updateRequests tells how far outstanding requests have come: on how many disks
// their entries are, and whether they are committed.
func (w *World) updateRequests() {
	for i := range w.clients {
		c := &w.clients[i]
		if c.shown.Phase != PhaseReceived && c.shown.Phase != PhaseStored || c.term == 0 {
			continue
		}
		index, phase := c.shown.Index, c.shown.Phase
		stored, committed := raft.ServerSet(0), false
		for j := range w.servers {
			p := &w.servers[j]
			if p.disk.durable.Log.TermAt(index) == c.term {
				stored = stored.With(p.id)
			}
			if !p.down && p.server.CommitIndex() >= index && p.server.Log().TermAt(index) == c.term {
				committed = true
			}
		}
		copies, need := w.counting().Count(stored)
		if stored != 0 {
			phase = PhaseStored
		}
		if committed {
			phase = PhaseCommitted
		}
		if phase != c.shown.Phase || copies != c.shown.Copies || need != c.shown.Need {
			s := c.shown
			s.Phase, s.Copies, s.Need = phase, copies, need
			w.showClient(c, s)
		}
	}
}
