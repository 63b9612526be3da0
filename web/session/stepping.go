package session

import (
	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// maxStepInstants bounds how far a step looks for something notable: without a
// leader and with a cut network, nothing notable may happen for long.
const maxStepInstants = 10_000

// step pauses, and moves the edges to the next notable instant, all of which
// happens. Most that happens in a quiet cluster is heartbeats: a step goes from
// one round of them to the next, and not from delivery to delivery.
func (p *playback) step(clusters []*cluster) error {
	if soonest(clusters) == raft.Never {
		return wire.Refuse(wire.RefusedNothing)
	}
	p.playing, p.fraction = false, 0
	notes := make([]notes, len(clusters))
	for i, c := range clusters {
		notes[i] = takeNotes(c.run.World().Outline())
	}
	for range maxStepInstants {
		due := soonest(clusters)
		if due == raft.Never {
			return nil
		}
		seen := make([]int, len(clusters))
		for i, c := range clusters {
			seen[i] = len(c.events())
		}
		err := p.advance(clusters, due)
		notable := false
		for i, c := range clusters {
			for _, e := range c.events()[seen[i]:] {
				notable = notes[i].add(&e) || notable
			}
		}
		if err != nil || notable {
			return err
		}
	}
	return nil
}

// notes tell what is notable: everything but what a quiet cluster does again and
// again, which is heartbeats that arrive, their answers, and timers that are set
// anew. The page's own notes agree, so that steps at the edge and behind it are
// alike.
type notes struct {
	routine map[uint64]bool // messages on their way that are heartbeats or their answers
	servers []sim.ServerState
}

func takeNotes(state sim.State) notes {
	n := notes{routine: make(map[uint64]bool)}
	for i := range state.Servers {
		n.servers = append(n.servers, state.Servers[i].ServerState)
	}
	for i := range state.Flights {
		m := &state.Flights[i]
		n.routine[m.ID] = isHeartbeat(m) || isHeartbeatAnswer(m)
	}
	return n
}

// add takes note of an event and reports whether it is notable.
func (n *notes) add(e *sim.Event) bool {
	switch e.Kind {
	case sim.SendEvent:
		answer := isHeartbeatAnswer(e.Message)
		n.routine[e.Message.ID] = answer || isHeartbeat(e.Message)
		return !answer
	case sim.DeliverEvent, sim.DropEvent:
		routine := n.routine[e.Message.ID]
		delete(n.routine, e.Message.ID)
		return !routine && e.Why != sim.LostAtDown
	case sim.ServerEvent:
		before := &n.servers[e.Server.ID-1]
		changed := !alike(before, e.Server)
		*before = *e.Server
		return changed
	case sim.DecisionEvent:
		switch e.Decision.Kind {
		case raft.AppendAccepted, raft.AppendReplyOutdated, raft.AppendReplyIgnored:
			return false
		}
		return true
	case sim.ProgressEvent:
		return false
	}
	return true
}

// alike reports whether two states of a server differ in nothing but its timer
// and what follows from the rest.
func alike(a, b *sim.ServerState) bool {
	return a.Down == b.Down && a.Role == b.Role && a.Term == b.Term && a.VotedFor == b.VotedFor &&
		a.CommitIndex == b.CommitIndex && a.SyncedIndex == b.SyncedIndex && a.DiskSync == b.DiskSync
}

func isHeartbeat(m *sim.Message) bool { return m.Kind == sim.AppendEntries && m.Entries == 0 }

// isHeartbeatAnswer reports whether a message says no more than that its sender
// is still there.
func isHeartbeatAnswer(m *sim.Message) bool {
	return m.Kind == sim.AppendEntriesReply && m.OK && m.MatchIndex == m.PrevLogIndex
}
