package sim

import "raft-playground/raft"

// view returns a server's scalar state.
func (w *World) view(p *process) ServerState {
	s := ServerState{
		ID:         p.id,
		Down:       p.down,
		SyncedTerm: p.disk.durable.CurrentTerm,
		SyncedVote: p.disk.durable.VotedFor,
		DiskSync:   p.disk.sync,
		Paused:     p.paused,
		Drift:      p.clock.drift,
		Wipes:      p.wipes,
		Inbox:      len(p.inbox),
	}
	if p.timeout != nil {
		s.Timeout = *p.timeout
	}
	base := p.logOf().Base()
	s.BaseIndex, s.BaseTerm = base.Index, base.Term
	if p.down {
		term, vote := p.disk.newest()
		s.Term, s.VotedFor = term, vote
		s.LastIndex = p.shownLog.LastIndex()
		s.SyncedIndex = min(s.LastIndex, p.server.DurableIndex())
		if p.disk.idle() {
			s.SyncedIndex = s.LastIndex
		}
		return s
	}
	r := p.server
	s.Role = r.Role()
	s.Term = r.CurrentTerm()
	s.VotedFor = r.VotedFor()
	s.Leader = r.Leader()
	s.CommitIndex = r.CommitIndex()
	s.LastApplied = r.LastApplied()
	s.LastIndex = r.Log().LastIndex()
	s.SyncedIndex = r.DurableIndex()
	s.Granted, s.Refused = r.Votes()
	if s.Role != raft.Candidate && s.Role != raft.PreCandidate {
		s.Granted, s.Refused = 0, 0
	}
	if s.TimerSet = p.timerSet; r.Deadline() != raft.Never { // who has no vote has no election timer
		s.Deadline = p.clock.whenShows(r.Deadline())
	}
	s.Reads = r.WaitingReads()
	s.Transfer = r.TransferTarget()
	if c, index := r.Configuration(); index > 0 || w.cfg.Voters != 0 {
		s.Configuration, s.ConfigurationIndex, s.Needs = c, index, r.Needs()
	}
	return s
}

// showServer tells a server's scalar state, if it has changed.
func (w *World) showServer(p *process) {
	w.noteTimer(p)
	s := w.view(p)
	if s == p.shown {
		return
	}
	if s.Deadline != p.shown.Deadline || s.TimerSet != p.shown.TimerSet {
		p.timerOrder = w.agenda.nextOrder()
	}
	notable := !s.alike(&p.shown)
	p.shown = s
	w.record(&Event{Kind: ServerEvent, Server: w.trace.parts.servers.put(s), Notable: notable})
}

// showApplied tells what a state machine now holds.
func (w *World) showApplied(a Application) {
	w.emit(&Event{Kind: ApplyEvent, Apply: w.trace.parts.applications.put(a)})
}

// showLog tells what a log consists of from an index on.
func (w *World) showLog(id raft.ServerID, from raft.Index, entries []raft.Entry) {
	views := w.trace.parts.entries.take(len(entries))
	w.trace.viewEntries(views, entries)
	w.emit(&Event{Kind: LogEvent, Log: w.trace.parts.logs.put(LogChange{Server: id, From: from, Entries: views})})
}

// showProgress tells what a leader knows of its followers, if that has changed.
func (w *World) showProgress(p *process) {
	leads := !p.down && p.server.Role() == raft.Leader
	if !leads && !p.shownProgress.leads {
		return
	}
	now := progress{leads: leads}
	if now.leads {
		for i := range w.servers {
			if id := raft.ServerID(i + 1); id != p.id {
				now.next[i], now.match[i] = p.server.Progress(id)
			}
		}
	}
	if now == p.shownProgress {
		return
	}
	p.shownProgress = now
	view := w.trace.parts.progresses.put(Progress{Server: p.id})
	if n := len(w.servers); now.leads {
		view.Next, view.Match = w.trace.parts.indexes.take(n), w.trace.parts.indexes.take(n)
		copy(view.Next, now.next[:])
		copy(view.Match, now.match[:])
	}
	w.emit(&Event{Kind: ProgressEvent, Progress: view})
}

// viewEntries writes log entries as events carry them.
func (t *trace) viewEntries(views []Entry, entries []raft.Entry) {
	for i := range entries {
		e := &entries[i]
		views[i] = Entry{Term: e.Term, Client: e.Command.Client, Request: e.Command.Request, Configuration: e.Configuration}
		if e.Configuration != (raft.Configuration{}) && !e.Command.Op.Reconfigures() {
			views[i].Command = e.Configuration.String()
		} else {
			views[i].Command = t.texts.of(e.Command)
		}
	}
}

// commandTexts remembers each client's newest command in words, since every
// server of the cluster is about to log it.
type commandTexts [raft.MaxClients + 1]struct {
	command raft.Command
	text    string
}

func (t *commandTexts) of(c raft.Command) string {
	known := &t[c.Client]
	if known.text == "" || known.command != c {
		known.command, known.text = c, c.String()
	}
	return known.text
}

// logOf returns a server's log as it is shown.
func (p *process) logOf() *raft.Log {
	if p.down {
		return &p.shownLog
	}
	return p.server.Log()
}

// Entries returns what is in a server's log, as it is shown, from one index up to
// and including another. What is not there is left out.
func (w *World) Entries(id raft.ServerID, first, last raft.Index) []Entry {
	log := w.servers[id-1].logOf()
	first, last = max(first, log.Base().Index+1), min(last, log.LastIndex())
	if first > last {
		return nil
	}
	views := make([]Entry, last-first+1)
	w.trace.viewEntries(views, log.Slice(first, last))
	return views
}
