package sim

import (
	"fmt"
	"slices"

	"raft-playground/raft"
)

// process is a server's process and its machine: the algorithm, which is there
// while the process runs, and the disk, which stays.
type process struct {
	id          raft.ServerID
	down        bool
	paused      bool
	clock       clock
	wipes       int          // how often its disk was wiped
	timeout     *Span        // of its elections, when it has one of its own
	inbox       []flight     // arrived while it was paused
	syncedWhile uint64       // the newest write that became durable while it was paused, 0 for none
	unsaid      speech       // what it was about to send when it was paused
	incarnation int          // how often the process was started
	server      *raft.Server // of a process that is down: its last state, for reading
	machine     machine
	timerOrder  uint64    // when the running deadline was scheduled
	timerRead   raft.Time // what the clock showed when its timer was set
	timerSet    raft.Time // the instant of that
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
	p.machine = p.machine.clone()
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
	cfg := raft.Config{
		ID:                 p.id,
		Servers:            w.cfg.Servers,
		Voters:             w.cfg.Voters,
		ElectionTimeoutMin: timeout.Min,
		ElectionTimeoutMax: timeout.Max,
		HeartbeatInterval:  w.cfg.Heartbeat,
		NoOpOnElection:     w.cfg.NoOp,
		ParallelWrites:     w.cfg.ParallelWrites,
		TellCommits:        w.cfg.TellCommits,
		CheckQuorum:        w.cfg.CheckQuorum,
		LeaderPromise:      w.cfg.LeaderPromise,
		JointConsensus:     w.cfg.JointConsensus,
		Batch:              w.cfg.Batch,
		PreVote:            w.cfg.PreVote,
		Without:            w.cfg.Without,
		Rand:               raft.NewRand(w.cfg.Seed, fmt.Sprintf("timeouts %v %d", p.id, p.incarnation)),
	}
	server, err := raft.New(cfg, p.disk.durable, w.readClock(p))
	if err != nil {
		return err
	}
	p.server = server
	p.machine = machine{store: raft.NewStateMachine(cfg), done: raft.Never}
	p.down = false
	p.shownLog = raft.Log{}
	p.timerOrder = w.agenda.nextOrder()
	w.showServer(p)
	if s := p.server.Snapshot(); s.Index > 0 {
		w.becomesSnapshot(p, SnapshotRestored, &s)
	}
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
	lostFrom := raft.Index(0)
	if loseUnsynced {
		lostFrom = p.losesFrom()
		p.disk.losePending()
		p.shownLog = p.disk.durable.Log.Clone()
	}
	w.showServer(p)
	if lostFrom > 0 {
		w.showLog(p.id, lostFrom, p.shownLog.Slice(lostFrom, p.shownLog.LastIndex()))
	}
	if len(p.machine.store.Pairs()) > 0 {
		w.showApplied(Application{Server: p.id})
	}
	p.machine = machine{done: raft.Never}
	w.showProgress(p)
	w.updateRequests()
}

// losesFrom returns from which index on a log changes when what its disk does not hold yet
// is lost: from the beginning where that is a snapshot, too. It returns 0 where nothing is
// lost.
func (p *process) losesFrom() raft.Index {
	memory, disk := p.server.Log(), &p.disk.durable.Log
	switch {
	case memory.Base() != disk.Base():
		return disk.Base().Index + 1
	case p.server.DurableIndex() < max(memory.LastIndex(), disk.LastIndex()):
		return max(p.server.DurableIndex(), disk.Base().Index) + 1
	}
	return 0
}

// carryOut does what a server's output asks for, and shows what has changed. What
// is then to be sent leaves with the next half step (see [World.HalfStep]).
func (w *World) carryOut(p *process, out raft.Output) {
	w.speak()
	w.speech.by = p.id
	w.showDecisions(p, out.Decisions)
	if len(out.Reads) > 0 {
		w.answerReads(p, out.Reads)
	}
	if out.Restore != nil {
		w.becomesSnapshot(p, SnapshotInstalled, out.Restore)
	}
	var applied []Application
	if len(out.Committed) > 0 {
		applied = w.takeCommitted(p, out.Committed)
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
	for i := range applied {
		w.showApplied(applied[i])
	}
	w.showServer(p)
	w.showProgress(p)
	if out.Persist.From > 0 || out.Restore != nil || len(out.Committed) > 0 {
		w.updateRequests()
	}
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
	for _, u := range out.Unanswered {
		w.speech.replies = append(w.speech.replies, reply{u.Client, ClientRequestResults{Request: u.Request, Status: ReplyUnknown}})
	}
	w.compactIfDue(p)
}

// showDecisions tells what a server has decided.
func (w *World) showDecisions(p *process, decisions []raft.Decision) {
	for i := range decisions {
		d := w.trace.parts.decisions.put(decisions[i])
		w.emit(&Event{Kind: DecisionEvent, By: p.id, Decision: d})
		w.readDecided(d)
		w.changeDecided(d)
	}
}
