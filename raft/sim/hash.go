package sim

import "raft-playground/raft"

// hash is the running hash of a trace. It takes in every field of every event, so
// that two runs with equal hashes are, for all purposes, the same run. It is no
// cryptographic hash.
type hash uint64

func newHash() hash { return 0xcbf29ce484222325 }

func (h *hash) number(n uint64) {
	x := (uint64(*h) ^ n) * 0x9e3779b97f4a7c15
	*h = hash(x ^ x>>29)
}

func (h *hash) signed(n int64) { h.number(uint64(n)) }

func (h *hash) flag(b bool) {
	if b {
		h.number(1)
	} else {
		h.number(2)
	}
}

func (h *hash) text(s string) {
	h.number(uint64(len(s)))
	for len(s) >= 8 {
		h.number(uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56)
		s = s[8:]
	}
	var rest uint64
	for i := 0; i < len(s); i++ {
		rest |= uint64(s[i]) << (8 * i)
	}
	h.number(rest)
}

func (h *hash) event(e *Event) {
	h.signed(int64(e.At))
	h.number(uint64(e.Kind))
	switch e.Kind {
	case ActionEvent:
		h.text(e.Action.Text)
	case ServerEvent:
		h.server(e.Server)
	case LogEvent:
		h.number(uint64(e.Log.Server))
		h.number(uint64(e.Log.From))
		h.number(uint64(len(e.Log.Entries)))
		for i := range e.Log.Entries {
			entry := &e.Log.Entries[i]
			h.number(uint64(entry.Term))
			h.text(entry.Command)
			h.number(uint64(entry.Client)<<32 | uint64(entry.Request))
			h.configuration(entry.Configuration)
		}
	case ProgressEvent:
		h.number(uint64(e.Progress.Server))
		h.number(uint64(len(e.Progress.Next)))
		for i := range e.Progress.Next {
			h.number(uint64(e.Progress.Next[i]))
			h.number(uint64(e.Progress.Match[i]))
		}
	case ApplyEvent:
		h.number(uint64(e.Apply.Server))
		h.number(uint64(e.Apply.Index))
		h.text(e.Apply.Key)
		h.signed(e.Apply.Value)
		h.number(uint64(e.Apply.Version))
	case SendEvent:
		h.message(e.Message)
	case ViolationEvent:
		h.violation(e.Violation)
	case DeliverEvent, DropEvent, DelayEvent:
		h.number(e.Message.ID)
		h.signed(int64(e.Message.Arrives))
		h.number(uint64(e.Message.From)<<8 | uint64(e.Message.To))
		h.text(e.Why.String())
	case LinkEvent:
		h.link(e.Link)
	case NetworkEvent:
		h.span(e.Network.Latency)
		h.signed(int64(e.Network.Loss))
		h.signed(int64(e.Network.Duplication))
		h.signed(int64(e.Network.Reordering))
	case ClientEvent:
		h.client(e.Client)
	case DecisionEvent:
		h.decision(e)
	case SnapshotEvent:
		h.number(uint64(e.Snapshot.Server)<<8 | uint64(e.Snapshot.Doing))
		h.number(uint64(e.Snapshot.Index))
		h.number(uint64(e.Snapshot.Term))
		h.number(uint64(len(e.Snapshot.Machine)))
		for _, pair := range e.Snapshot.Machine {
			h.text(pair.Key)
			h.signed(pair.Value)
			h.number(uint64(pair.Version))
		}
	case FindingEvent:
		h.number(uint64(e.By)<<16 | uint64(e.Finding.Kind)<<8 | uint64(e.Finding.Peer))
		h.number(uint64(e.Finding.Term))
		h.number(uint64(e.Finding.Index))
	}
}

func (h *hash) span(s Span) {
	h.signed(int64(s.Min))
	h.signed(int64(s.Max))
}

func (h *hash) server(s *ServerState) {
	h.number(uint64(s.ID)<<48 | uint64(s.Role)<<40 | uint64(s.VotedFor)<<32 | uint64(s.Leader)<<24 | uint64(s.SyncedVote)<<16)
	h.flag(s.Down)
	h.number(uint64(s.Term))
	h.number(uint64(s.CommitIndex))
	h.number(uint64(s.LastApplied))
	h.number(uint64(s.LastIndex))
	h.number(uint64(s.SyncedIndex))
	h.number(uint64(s.SyncedTerm))
	h.number(uint64(s.Granted)<<16 | uint64(s.Refused))
	h.signed(int64(s.TimerSet))
	h.signed(int64(s.Deadline))
	h.signed(int64(s.DiskSync))
	h.number(uint64(s.Wipes))
	h.flag(s.Paused)
	h.span(s.Timeout)
	h.signed(int64(s.Drift)<<32 | int64(s.Inbox)<<16 | int64(s.Reads))
	if s.Transfer != 0 {
		h.number(uint64(s.Transfer))
	}
	if s.BaseIndex != 0 {
		h.number(uint64(s.BaseIndex))
		h.number(uint64(s.BaseTerm))
	}
	if s.Configuration != (raft.Configuration{}) {
		h.number(uint64(s.ConfigurationIndex))
		h.configuration(s.Configuration)
		h.number(uint64(s.Needs.Votes)<<24 | uint64(s.Needs.Copies)<<16 | uint64(s.Needs.VotesNext)<<8 | uint64(s.Needs.CopiesNext))
	}
}

// configuration takes in nothing where there is none.
func (h *hash) configuration(c raft.Configuration) {
	if c != (raft.Configuration{}) {
		h.number(uint64(c.Voters)<<32 | uint64(c.Next)<<16 | uint64(c.Learners))
	}
}

func (h *hash) link(l *Link) {
	h.number(uint64(l.From)<<8 | uint64(l.To))
	h.flag(l.Cut)
	h.flag(l.Latency != nil)
	if l.Latency != nil {
		h.span(*l.Latency)
	}
	for _, chance := range [...]*PartsPerMillion{l.Loss, l.Duplication, l.Reordering} {
		h.flag(chance != nil)
		if chance != nil {
			h.signed(int64(*chance))
		}
	}
}

func (h *hash) client(c *ClientState) {
	h.number(uint64(c.ID)<<32 | uint64(c.Request))
	h.text(c.Command)
	h.text(string(c.Phase))
	h.text(string(c.Retry))
	h.number(uint64(c.Attempt)<<32 | uint64(c.Attempts))
	h.number(uint64(c.Target)<<8 | uint64(c.Leader))
	h.number(uint64(c.Index))
	h.number(uint64(c.Copies)<<32 | uint64(c.Need))
	h.signed(c.Value)
	h.flag(c.Found)
	h.number(uint64(c.Queued)<<32 | uint64(c.Cut))
	h.text(string(c.Waits))
	h.text(c.Key)
	h.number(uint64(c.Version))
	h.signed(int64(c.Deadline))
	if t := c.Traffic; t.Every > 0 {
		h.flag(t.Writes)
		h.flag(t.Reads)
		h.signed(int64(t.Every))
	}
}

func (h *hash) decision(e *Event) {
	d := e.Decision
	h.number(uint64(e.By)<<56 | uint64(d.Kind)<<48 | uint64(d.Kind.Rule())<<40 | uint64(d.Peer)<<32 | uint64(d.Other)<<24 | uint64(d.Client)<<16)
	h.number(uint64(d.Term))
	h.number(uint64(d.Index))
	h.number(uint64(d.Ours.Term))
	h.number(uint64(d.Ours.Index))
	h.number(uint64(d.Theirs.Term))
	h.number(uint64(d.Theirs.Index))
	h.number(uint64(d.Count)<<40 | uint64(d.Have)<<20 | uint64(d.Need))
	h.number(uint64(d.Request))
	if d.HaveNext|d.NeedNext != 0 {
		h.number(uint64(d.HaveNext)<<20 | uint64(d.NeedNext))
	}
	h.configuration(d.Configuration)
}
