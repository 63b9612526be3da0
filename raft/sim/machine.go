package sim

import (
	"slices"

	"raft-playground/raft"
)

// machine is a process's state machine, and what it still has to apply. It is gone
// when the process ends.
type machine struct {
	store   raft.StateMachine
	waiting []raft.CommittedEntry // handed out and not applied yet
	done    raft.Time             // when the first of these is; raft.Never when none waits
	order   uint64                // when that was scheduled
}

func (m *machine) clone() machine {
	c := *m
	c.store = m.store.Clone()
	c.waiting = slices.Clone(m.waiting)
	return c
}

// takeCommitted gives a process's state machine what its server has handed out, and
// returns what there is to show of it: all is applied at once where that takes no
// time. The server is told either way, so that reads learn what they wait for.
func (w *World) takeCommitted(p *process, committed []raft.CommittedEntry) []Application {
	if w.cfg.Apply == 0 {
		return w.apply(p, committed)
	}
	p.machine.waiting = append(p.machine.waiting, committed...)
	w.beginToApply(p)
	w.tellApplied(p, p.server.LastApplied())
	return nil
}

// beginToApply lets a state machine begin with the next entry, if it is not at one.
func (w *World) beginToApply(p *process) {
	if m := &p.machine; m.done == raft.Never && len(m.waiting) > 0 {
		m.done = w.now + w.cfg.Apply
		m.order = w.agenda.nextOrder()
	}
}

// appliedNext is called when a state machine is done with an entry.
func (w *World) appliedNext(p *process) {
	w.speak()
	w.speech.by = p.id
	m := &p.machine
	next := m.waiting[:1]
	m.waiting, m.done = m.waiting[1:], raft.Never
	w.beginToApply(p)
	for _, a := range w.apply(p, next) {
		w.showApplied(a)
	}
	w.showServer(p)
	w.compactIfDue(p)
}

// apply applies entries, answers the clients that wait for them, and then the reads
// that do. It returns what there is to show, which is valid until the next call.
func (w *World) apply(p *process, committed []raft.CommittedEntry) []Application {
	w.applied = w.applied[:0]
	for i := range committed {
		e := &committed[i]
		c := &e.Entry.Command
		result := p.machine.store.Apply(e.Index, *c)
		if result.Repeated {
			w.showDecisions(p, []raft.Decision{{Kind: raft.RequestDeduplicated, Index: e.Index, Client: c.Client, Request: c.Request}})
		} else if c.Op == raft.Set || c.Op == raft.Add {
			w.applied = append(w.applied, Application{Server: p.id, Index: e.Index, Key: c.Key, Value: result.Value, Version: result.Version})
		}
		if e.Answer {
			w.speech.answer(c.Client, c.Request, result)
		}
	}
	w.tellApplied(p, committed[len(committed)-1].Index)
	return w.applied
}

// tellApplied tells a server how far its state machine has come.
func (w *World) tellApplied(p *process, index raft.Index) {
	out := p.server.Applied(index)
	w.showDecisions(p, out.Decisions)
	w.answerReads(p, out.Reads)
}

// answerReads answers reads with what the state machine holds now.
func (w *World) answerReads(p *process, reads []raft.ReadyRead) {
	for i := range reads {
		r := &reads[i]
		w.speech.answer(r.Client, r.Request, p.machine.store.Read(r.Key))
	}
}
