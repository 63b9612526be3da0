package sim

import (
	"slices"

	"raft-playground/raft"
)

// disk makes writes durable in the order in which they came, as many at a time
// as have gathered while it was busy.
type disk struct {
	durable raft.DurableState
	sync    raft.Duration // how long a sync takes, without a snapshot

	pending []raft.Persist // not durable yet
	syncing int            // how many of these the running sync covers
	took    raft.Duration  // how long it takes
	done    raft.Time      // when it ends; raft.Never when the disk is idle
	order   uint64         // when that was scheduled

	held []held // messages that promise what is not durable yet
}

// held is a message that leaves once the write with number after is durable.
type held struct {
	message   raft.Message
	after     uint64
	important bool
}

func (d *disk) clone() disk {
	c := *d
	c.durable.Log = d.durable.Log.Clone()
	c.pending = slices.Clone(d.pending)
	c.held = slices.Clone(d.held)
	return c
}

func (d *disk) idle() bool { return len(d.pending) == 0 }

// lastSeq returns the number of the newest write.
func (d *disk) lastSeq() uint64 { return d.pending[len(d.pending)-1].Seq }

// newest returns the term and the vote as they will be once the disk is idle.
func (d *disk) newest() (raft.Term, raft.ServerID) {
	if d.idle() {
		return d.durable.CurrentTerm, d.durable.VotedFor
	}
	p := d.pending[len(d.pending)-1]
	return p.CurrentTerm, p.VotedFor
}

// flush makes everything durable at once.
func (d *disk) flush() {
	for _, p := range d.pending {
		p.Apply(&d.durable)
	}
	d.losePending()
}

// losePending forgets what is not durable.
func (d *disk) losePending() {
	d.pending, d.syncing, d.done = nil, 0, raft.Never
}

// write hands a write to a server's disk.
func (w *World) write(p *process, write raft.Persist) {
	p.disk.pending = append(p.disk.pending, write)
	if p.disk.done == raft.Never {
		w.beginSync(p)
	}
}

func (w *World) beginSync(p *process) {
	p.disk.syncing = len(p.disk.pending)
	p.disk.took = p.disk.writeTime(p.disk.pending)
	p.disk.done = w.now + p.disk.took
	p.disk.order = w.agenda.nextOrder()
}

// synced ends a sync: what it covered is durable, the server learns of it, and
// what was held back for it leaves.
func (w *World) synced(p *process) {
	d := &p.disk
	seq := d.pending[d.syncing-1].Seq
	for _, write := range d.pending[:d.syncing] {
		write.Apply(&d.durable)
	}
	d.pending = slices.Delete(d.pending, 0, d.syncing)
	d.syncing, d.done = 0, raft.Never
	if len(d.pending) > 0 {
		w.beginSync(p)
	}
	if p.down {
		w.showServer(p)
		w.updateRequests()
		return
	}
	if p.paused { // the process does not notice
		p.syncedWhile = seq
		w.showServer(p)
		return
	}
	w.noticeSync(p, seq)
}

// noticeSync lets a server learn that its disk has caught up, and what was held
// back for that leave.
func (w *World) noticeSync(p *process, seq uint64) {
	d := &p.disk
	leaving := 0
	for leaving < len(d.held) && d.held[leaving].after <= seq {
		leaving++
	}
	ready := slices.Clone(d.held[:leaving])
	d.held = slices.Delete(d.held, 0, leaving)
	w.answering = true
	w.carryOut(p, p.server.Persisted(w.readClock(p), seq))
	w.answering = false
	w.updateRequests()
	w.speech.messages = append(w.speech.messages, ready...)
}
