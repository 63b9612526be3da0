package sim

import (
	"raft-playground/raft"
)

// link is one direction between two servers.
type link struct {
	cut   bool
	shown bool // it has settings of its own, or once had

	ownLatency, ownLoss, ownDuplication, ownReordering bool

	loss, duplication, reordering PartsPerMillion
	latency                       Span

	rand   raft.Rand
	faults raft.Rand // for duplication and reordering, drawn only where these are set
}

// link returns the direction from one server to another.
func (w *World) link(from, to raft.ServerID) *link {
	return &w.links[(int(from)-1)*len(w.servers)+int(to)-1]
}

// flight is a message on its way.
type flight struct {
	view     Envelope               // as events tell it; with its body when they do: see messageParts
	body     raft.Message           // between servers
	command  raft.Command           // of a client's request
	request  ClientRequestArguments // the same as events tell it
	answer   ClientRequestResults   // to a client
	fate     DropReason             // why it will be lost, if it will
	activity Activity
}

// transmit sends a message between servers. Whether it will be lost is drawn
// when it is sent, and shows halfway.
func (w *World) transmit(m raft.Message, important bool) {
	l := w.link(m.From, m.To)
	chance := PartsPerMillion(l.rand.Below(int64(Certain)))
	latency := w.latencyOf(l)
	took := l.rand.Between(latency.Min, latency.Max)
	f := flight{body: m, activity: ActivityHeartbeat}
	f.view.From, f.view.To, f.view.Term, f.view.Kind = ServerAddr(m.From), ServerAddr(m.To), m.Term, kindOf(m.Body)
	if ae, ok := m.Body.(raft.AppendEntries); important || !ok || len(ae.Entries) > 0 {
		f.activity = ActivityImportant
	}
	if reply, ok := m.Body.(raft.AppendEntriesReply); ok && !important && reply.Success {
		f.activity = ActivityHeartbeat
	}
	switch {
	case l.cut:
		f.fate = LostAtCut
		f.activity = ActivityHeartbeat
	case chance < w.lossOf(l):
		f.fate = LostByChance
	case w.servers[m.To-1].down:
		f.activity = ActivityHeartbeat
	}
	if chance := w.reorderingOf(l); chance > 0 && PartsPerMillion(l.faults.Below(int64(Certain))) < chance {
		took += l.faults.Between(latency.Max, 3*latency.Max)
	}
	copies := 0
	if chance := w.duplicationOf(l); chance > 0 && PartsPerMillion(l.faults.Below(int64(Certain))) < chance {
		copies++
	}
	took += travelTime(m.Body)
	took, copies = w.tamper(&f, took, copies)
	id := w.launch(&f, took)
	for range copies {
		f.view.Duplicate = id
		w.launch(&f, l.faults.Between(latency.Min, latency.Max)+took/2)
	}
}

// launch sends a message on its way, and returns its number.
func (w *World) launch(f *flight, took raft.Duration) uint64 {
	w.nextMessage++
	f.view.ID = w.nextMessage
	f.view.Sent = w.now
	f.view.Arrives = w.now + took
	due := f.view.Arrives
	if f.fate != NotLost {
		due = w.now + took/2
	}
	message := w.trace.parts.messages.complete(f)
	message.Routine = message.routine()
	f.view.Routine = message.Routine
	w.underWay[f.activity]++
	w.agenda.schedule(f, due)
	w.emit(&Event{Kind: SendEvent, Message: message})
	return f.view.ID
}

// arrive ends the flight that is due: it arrives, or is lost.
func (w *World) arrive() {
	popped := w.agenda.pop()
	f := &popped
	if to := f.view.To.Server(); f.fate == NotLost && to != 0 && w.servers[to-1].down {
		f.fate = LostAtDown
	}
	if f.fate != NotLost {
		w.lose(f, f.fate)
		return
	}
	to := f.view.To.Server()
	if to != 0 && w.servers[to-1].paused && len(w.servers[to-1].inbox) >= MaxInbox {
		w.lose(f, LostAtFull)
		return
	}
	w.underWay[f.activity]--
	w.record(&Event{Kind: DeliverEvent, Message: w.trace.parts.messages.known(f), Notable: !f.view.Routine})
	if to == 0 {
		w.receiveReply(w.client(f.view.To.Client()), f.view.From.Server(), &f.answer)
		return
	}
	p := &w.servers[to-1]
	if p.paused {
		p.inbox = append(p.inbox, *f)
		w.showServer(p)
		return
	}
	w.receive(p, f)
}

// MaxInbox is how many messages wait for a paused process; more are lost.
const MaxInbox = 256

// receive lets a server take in what has arrived.
func (w *World) receive(p *process, f *flight) {
	if f.view.Kind == ClientRequest {
		w.receiveRequest(p, f)
		return
	}
	w.answering = f.activity == ActivityImportant
	w.carryOut(p, p.server.Receive(w.readClock(p), f.body))
	w.answering = false
}

func (w *World) lose(f *flight, why DropReason) {
	w.underWay[f.activity]--
	w.record(&Event{Kind: DropEvent, Message: w.trace.parts.messages.known(f), Why: why, Notable: !f.view.Routine && why != LostAtDown})
}

// loseAtCut loses what is on its way where a link has just been cut.
func (w *World) loseAtCut(there func(*flight) bool) {
	gone := w.agenda.remove(func(f *flight) bool { return f.fate == NotLost && there(f) })
	for i := range gone {
		w.lose(&gone[i], LostAtCut)
	}
}

// setCut cuts or heals one direction, and reports whether that changed anything.
func (w *World) setCut(from, to raft.ServerID, cut bool) bool {
	l := w.link(from, to)
	if from == to || l.cut == cut {
		return false
	}
	l.cut = cut
	w.showLink(from, to)
	if cut {
		w.loseAtCut(func(f *flight) bool { return f.view.From == ServerAddr(from) && f.view.To == ServerAddr(to) })
	}
	return true
}

func (w *World) latencyOf(l *link) Span {
	if l.ownLatency {
		return l.latency
	}
	return w.network.Latency
}

func (w *World) lossOf(l *link) PartsPerMillion {
	if l.ownLoss {
		return l.loss
	}
	return w.network.Loss
}

func (w *World) duplicationOf(l *link) PartsPerMillion {
	if l.ownDuplication {
		return l.duplication
	}
	return w.network.Duplication
}

func (w *World) reorderingOf(l *link) PartsPerMillion {
	if l.ownReordering {
		return l.reordering
	}
	return w.network.Reordering
}

func (w *World) showLink(from, to raft.ServerID) {
	w.link(from, to).shown = true
	w.emit(&Event{Kind: LinkEvent, Link: w.linkView(from, to)})
}

func (w *World) linkView(from, to raft.ServerID) *Link {
	l := w.link(from, to)
	v := &Link{From: from, To: to, Cut: l.cut}
	if l.ownLatency {
		latency := l.latency
		v.Latency = &latency
	}
	if l.ownLoss {
		loss := l.loss
		v.Loss = &loss
	}
	if l.ownDuplication {
		chance := l.duplication
		v.Duplication = &chance
	}
	if l.ownReordering {
		chance := l.reordering
		v.Reordering = &chance
	}
	return v
}

func (w *World) networkView() *Network {
	n := w.network
	return &n
}
