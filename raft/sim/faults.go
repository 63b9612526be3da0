package sim

import "raft-playground/raft"

// resume lets a paused process go on.
func (w *World) resume(p *process) {
	w.speak()
	p.paused = false
	inbox := p.inbox
	p.inbox = nil
	w.showServer(p)
	w.speech, p.unsaid = p.unsaid, speech{}
	w.speak()
	if seq := p.syncedWhile; seq != 0 {
		p.syncedWhile = 0
		w.noticeSync(p, seq)
	}
	for i := range inbox {
		w.receive(p, &inbox[i])
	}
	w.speak()
}

// wipe empties a server's disk; its process, if it runs, does not survive that.
func (w *World) wipe(p *process) {
	p.disk.losePending()
	had := p.logOf().LastIndex()
	if !p.down {
		w.crash(p, true)
		had = p.shownLog.LastIndex()
	}
	p.disk.durable = raft.DurableState{}
	p.wipes++
	p.shownLog = raft.Log{}
	w.showServer(p)
	if had > 0 {
		w.showLog(p.id, 1, nil)
	}
	w.updateRequests()
}

// maxTampers is how many tamperings wait for their message at a time.
const maxTampers = 16

// tamper applies the first tampering that waits for this message, if one does.
func (w *World) tamper(f *flight, took raft.Duration, copies int) (raft.Duration, int) {
	for i, t := range w.tampers {
		if t.Kind != f.view.Kind || t.From != f.view.From.Server() || t.To != f.view.To.Server() {
			continue
		}
		w.tampers = append(w.tampers[:i:i], w.tampers[i+1:]...)
		switch t.How {
		case DropMessage:
			if f.fate == NotLost {
				f.fate = LostByHand
			}
		case DelayMessage:
			took += t.Delay
		case DuplicateMessage:
			copies++
		}
		break
	}
	return took, copies
}

// tamperInFlight does something to a message that is on its way.
func (w *World) tamperInFlight(t Tamper) {
	f := &w.agenda.remove(func(f *flight) bool { return f.view.ID == t.Message })[0]
	switch t.How {
	case DropMessage:
		w.lose(f, LostByHand)
	case DelayMessage:
		f.view.Arrives += t.Delay
		w.agenda.schedule(f, f.view.Arrives)
		view := w.trace.parts.messages.known(f)
		view.Arrives = f.view.Arrives
		w.emit(&Event{Kind: DelayEvent, Message: view})
	case DuplicateMessage:
		w.agenda.schedule(f, f.view.Arrives)
		f.view.Duplicate = f.view.ID
		w.launch(f, f.view.Arrives-w.now+raft.Millisecond)
	}
}
