package sim

import (
	"fmt"
	"math"
	"slices"

	"raft-playground/raft"
)

// process is a server's process and its machine: the algorithm, which is there
// while the process runs, and the disk, which stays.
type process struct {
	id          raft.ServerID
	down        bool
	paused      bool
	drift       int          // percent that its clock runs too fast
	wipes       int          // how often its disk was wiped
	timeout     *Span        // of its elections, when it has one of its own
	inbox       []flight     // arrived while it was paused
	syncedWhile uint64       // the newest write that became durable while it was paused, 0 for none
	unsaid      speech       // what it was about to send when it was paused
	incarnation int          // how often the process was started
	server      *raft.Server // of a process that is down: its last state, for reading
	timerOrder  uint64       // when the running deadline was scheduled
	disk        disk

	shown         ServerState // as the last event told it
	shownLog      raft.Log    // of a process that is down
	shownProgress progress
}

// progress is what a leader knows of its followers.
type progress struct {
	leads       bool                        // else it knows nothing
	next, match [raft.MaxServers]raft.Index // of server i+1
}

func (p *process) cloneParts() {
	p.server = p.server.Clone()
	p.disk = p.disk.clone()
	p.inbox = slices.Clone(p.inbox)
	p.unsaid = p.unsaid.clone()
	p.shownLog = p.shownLog.Clone()
}

// start starts a server's process from what its disk holds. Before it reads
// anything it makes sure that what it reads is durable, as every process that
// recovers must.
func (w *World) start(p *process) error {
	p.disk.flush()
	p.incarnation++
	timeout := w.cfg.ElectionTimeout
	if p.timeout != nil {
		timeout = *p.timeout
	}
	server, err := raft.New(raft.Config{
		ID:                 p.id,
		Servers:            w.cfg.Servers,
		ElectionTimeoutMin: timeout.Min,
		ElectionTimeoutMax: timeout.Max,
		HeartbeatInterval:  w.cfg.Heartbeat,
		NoOpOnElection:     w.cfg.NoOp,
		Batch:              w.cfg.Batch,
		PreVote:            w.cfg.PreVote,
		Without:            w.cfg.Without,
		Rand:               raft.NewRand(w.cfg.Seed, fmt.Sprintf("timeouts %v %d", p.id, p.incarnation)),
	}, p.disk.durable, w.now)
	if err != nil {
		return err
	}
	p.server = server
	p.down = false
	p.shownLog = raft.Log{}
	p.timerOrder = w.agenda.nextOrder()
	w.showServer(p)
	return nil
}

// crash stops a server's process. Volatile state is gone; with loseUnsynced, so
// is what the disk had not made durable yet.
func (w *World) crash(p *process, loseUnsynced bool) {
	p.down = true
	p.paused, p.inbox, p.syncedWhile = false, nil, 0
	p.unsaid = speech{}
	if w.speech.by == p.id {
		w.speech.clear()
	}
	p.disk.held = nil
	p.shownLog = p.server.Log().Clone()
	lost := false
	if loseUnsynced {
		lost = p.server.DurableIndex() < max(p.shownLog.LastIndex(), p.disk.durable.Log.LastIndex())
		p.disk.losePending()
		p.shownLog = p.disk.durable.Log.Clone()
	}
	w.showServer(p)
	if lost {
		from := p.server.DurableIndex() + 1
		w.showLog(p.id, from, p.shownLog.Slice(from, p.shownLog.LastIndex()))
	}
	if len(p.server.Machine().Pairs()) > 0 {
		w.showApplied(Application{Server: p.id})
	}
	w.showProgress(p)
	w.updateRequests()
}

// carryOut does what a server's output asks for, and shows what has changed. What
// is then to be sent leaves with the next half step (see [World.HalfStep]).
func (w *World) carryOut(p *process, out raft.Output) {
	w.speak()
	for i := range out.Decisions {
		d := w.trace.parts.decisions.put(out.Decisions[i])
		w.emit(&Event{Kind: DecisionEvent, By: p.id, Decision: d})
		w.readDecided(d)
	}
	for i := range out.Findings {
		f := out.Findings[i]
		w.emit(&Event{Kind: FindingEvent, By: p.id, Finding: &f})
	}
	if out.Persist.From > 0 {
		w.showLog(p.id, out.Persist.From, out.Persist.Entries)
	}
	if out.Persist.Seq > 0 {
		w.write(p, out.Persist)
	}
	for _, a := range out.Applied {
		if a.Entry.Command.Op == raft.Set || a.Entry.Command.Op == raft.Add {
			if !a.Result.Repeated {
				w.showApplied(Application{Server: p.id, Index: a.Index, Key: a.Entry.Command.Key, Value: a.Result.Value, Version: a.Result.Version})
			}
		}
	}
	w.showServer(p)
	w.showProgress(p)
	if out.Persist.From > 0 || len(out.Applied) > 0 {
		w.updateRequests()
	}
	w.speech.by = p.id
	for _, m := range out.Send {
		w.speech.messages = append(w.speech.messages, held{m, 0, w.answering})
	}
	for _, m := range out.SendAfterPersist {
		if p.disk.idle() {
			w.speech.messages = append(w.speech.messages, held{m, 0, w.answering})
		} else {
			p.disk.held = append(p.disk.held, held{m, p.disk.lastSeq(), w.answering})
		}
	}
	for _, a := range out.Answers {
		w.speech.answer(a)
	}
}

// view returns a server's scalar state.
func (p *process) view() ServerState {
	s := ServerState{
		ID:         p.id,
		Down:       p.down,
		SyncedTerm: p.disk.durable.CurrentTerm,
		SyncedVote: p.disk.durable.VotedFor,
		DiskSync:   p.disk.sync,
		Paused:     p.paused,
		Drift:      p.drift,
		Wipes:      p.wipes,
		Inbox:      len(p.inbox),
	}
	if p.timeout != nil {
		s.Timeout = *p.timeout
	}
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
	s.TimerSet, s.Deadline = r.DeadlineSet(), p.deadline()
	s.Reads = r.WaitingReads()
	return s
}

// showServer tells a server's scalar state, if it has changed.
func (w *World) showServer(p *process) {
	s := p.view()
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
		views[i] = Entry{Term: e.Term, Command: t.texts.of(e.Command), Client: e.Command.Client, Request: e.Command.Request}
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
	first, last = max(first, 1), min(last, log.LastIndex())
	if first > last {
		return nil
	}
	views := make([]Entry, last-first+1)
	w.trace.viewEntries(views, log.Slice(first, last))
	return views
}

// State returns everything at once: what all events so far add up to.
func (w *World) State() State { return w.StateWithTail(math.MaxInt) }

// StateWithTail returns the same, but of each log the newest entries alone, as many
// as most.
func (w *World) StateWithTail(most int) State {
	s := w.Outline()
	for i := range w.servers {
		p, v := &w.servers[i], &s.Servers[i]
		last := p.logOf().LastIndex()
		first := last - min(last, raft.Index(most)) + 1
		if v.Log = w.Entries(p.id, first, last); first > 1 {
			v.First = first
		}
		if !p.down {
			v.Machine = slices.Clone(p.server.Machine().Pairs())
		}
	}
	return s
}

// Outline returns what [World.State] does but for the logs and what the state machines
// hold, so that it costs no more when a run has become long.
func (w *World) Outline() State {
	s := State{At: w.now, Seq: w.trace.seq, Hash: w.HashString(), Network: *w.networkView()}
	for i := range w.servers {
		p := &w.servers[i]
		v := ServerView{ServerState: p.shown}
		if p.shownProgress.leads {
			v.Next = slices.Clone(p.shownProgress.next[:len(w.servers)])
			v.Match = slices.Clone(p.shownProgress.match[:len(w.servers)])
		}
		s.Servers = append(s.Servers, v)
	}
	for i := range w.clients {
		s.Clients = append(s.Clients, w.clients[i].shown)
	}
	for _, d := range w.agenda.heap {
		s.Flights = append(s.Flights, w.agenda.flights[d.which].view)
	}
	slices.SortFunc(s.Flights, func(a, b Message) int { return int(int64(a.ID) - int64(b.ID)) })
	for _, p := range w.allPairs() {
		if w.link(p.from, p.to).shown {
			s.Links = append(s.Links, *w.linkView(p.from, p.to))
		}
	}
	return s
}
