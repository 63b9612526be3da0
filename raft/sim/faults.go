package sim

import (
	"fmt"

	"raft-playground/raft"
)

// deadline returns when a process's timer runs out, by the world's time: its
// clock may run too fast or too slowly.
func (p *process) deadline() raft.Time {
	set, at := p.server.DeadlineSet(), p.server.Deadline()
	if p.drift == 0 || at == raft.Never {
		return at
	}
	return set + (at-set)*100/raft.Time(100+p.drift)
}

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
			if f.fate == "" {
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
		view := w.ends(f)
		view.Arrives = f.view.Arrives
		w.emit(Event{Kind: DelayEvent, Message: view})
	case DuplicateMessage:
		w.agenda.schedule(f, f.view.Arrives)
		f.view.Duplicate = f.view.ID
		w.launch(f, f.view.Arrives-w.now+raft.Millisecond)
	}
}

func (w *World) prepareTamper(t Tamper) (func(), *ActionError) {
	if t.Delay < 0 || t.Delay > MaxDuration || t.How == DelayMessage && t.Delay == 0 {
		return nil, &ActionError{Code: "bad-range", Detail: "0 ms … 60000 ms"}
	}
	if t.Message != 0 {
		for _, d := range w.agenda.heap {
			if f := &w.agenda.flights[d.which]; f.view.ID == t.Message && f.fate == "" && f.view.From.Server() != 0 && f.view.To.Server() != 0 {
				return func() { w.tamperInFlight(t) }, nil
			}
		}
		return nil, &ActionError{Code: "no-such-message", Detail: fmt.Sprint(t.Message)}
	}
	if _, err := w.forLink(t.From, t.To); err != nil {
		return nil, err
	}
	if t.From == 0 {
		return nil, &ActionError{Code: "no-such-server"}
	}
	if len(w.tampers) >= maxTampers {
		return nil, &ActionError{Code: "too-many-waiting", Detail: fmt.Sprint(maxTampers)}
	}
	return func() { w.tampers = append(w.tampers[:len(w.tampers):len(w.tampers)], t) }, nil
}

func (w *World) preparePause(a Pause) (func(), *ActionError) {
	if err := w.exists(a.Server); err != nil {
		return nil, err
	}
	p := &w.servers[a.Server-1]
	switch {
	case p.down:
		return nil, &ActionError{Code: "not-running", Server: a.Server}
	case p.paused:
		return nil, &ActionError{Code: "already-paused", Server: a.Server}
	}
	return func() {
		p.paused = true
		if w.speech.by == p.id {
			p.unsaid, w.speech = w.speech, speech{}
		}
		w.showServer(p)
	}, nil
}

func (w *World) prepareResume(a Resume) (func(), *ActionError) {
	if err := w.exists(a.Server); err != nil {
		return nil, err
	}
	p := &w.servers[a.Server-1]
	if !p.paused {
		return nil, &ActionError{Code: "not-paused", Server: a.Server}
	}
	return func() { w.resume(p) }, nil
}

func (w *World) prepareWipe(a Wipe) (func(), *ActionError) {
	if err := w.exists(a.Server); err != nil {
		return nil, err
	}
	p := &w.servers[a.Server-1]
	if d := &p.disk.durable; p.down && p.disk.idle() && d.CurrentTerm == 0 && d.Log.LastIndex() == 0 {
		return nil, &ActionError{Code: "no-change", Server: a.Server}
	}
	return func() { w.wipe(p) }, nil
}

func (w *World) prepareDrift(a Drift) (func(), *ActionError) {
	if err := w.exists(a.Server); err != nil {
		return nil, err
	}
	if a.Percent < MinDrift || a.Percent > MaxDrift {
		return nil, &ActionError{Code: "bad-range", Detail: fmt.Sprintf("%d %% … %d %%", MinDrift, MaxDrift)}
	}
	p := &w.servers[a.Server-1]
	if p.drift == a.Percent {
		return nil, &ActionError{Code: "no-change", Server: a.Server}
	}
	return func() {
		p.drift = a.Percent
		w.showServer(p)
	}, nil
}

func (w *World) prepareTimeout(a SetTimeout) (func(), *ActionError) {
	if err := w.exists(a.Server); err != nil {
		return nil, err
	}
	if a.Timeout.Min < raft.Millisecond || a.Timeout.Max < a.Timeout.Min || a.Timeout.Max > MaxDuration {
		return nil, &ActionError{Code: "bad-range", Detail: "1 ms … 60000 ms"}
	}
	p := &w.servers[a.Server-1]
	if p.timeout != nil && *p.timeout == a.Timeout {
		return nil, &ActionError{Code: "no-change", Server: a.Server}
	}
	return func() {
		timeout := a.Timeout
		p.timeout = &timeout
		if !p.down {
			// The range was checked, so the server takes it.
			_ = p.server.SetElectionTimeout(timeout.Min, timeout.Max)
		}
		w.showServer(p)
	}, nil
}

// prepareClientCut checks which servers a client is to be cut off from, or
// reached by again.
func (w *World) prepareClientCut(id raft.ClientID, from raft.ServerSet, cut bool, code string) (func(), *ActionError) {
	if id < 1 || id > raft.MaxClients {
		return nil, &ActionError{Code: "no-such-client", Client: id, Detail: fmt.Sprintf("c1…c%d", raft.MaxClients)}
	}
	if strangers := from &^ w.everyone(); strangers != 0 || from == 0 {
		return nil, &ActionError{Code: "no-such-server", Detail: w.serverNames()}
	}
	var now raft.ServerSet
	if int(id) <= len(w.clients) {
		now = w.clients[id-1].shown.Cut
	}
	next := now | from
	if !cut {
		next = now &^ from
	}
	if next == now {
		return nil, &ActionError{Code: code, Client: id}
	}
	return func() {
		c := w.client(id)
		s := c.shown
		s.Cut = next
		w.showClient(c, s)
		if !cut {
			return
		}
		w.loseAtCut(func(f *flight) bool {
			other := f.view.From.Server() | f.view.To.Server()
			return from.Has(other) && (f.view.From == ClientAddr(id) || f.view.To == ClientAddr(id))
		})
	}, nil
}
