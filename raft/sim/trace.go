package sim

import "fmt"

// trace is what has happened to a world: how many events, their hash, and those
// that nobody has taken yet.
type trace struct {
	seq    uint64
	hash   hash
	events []Event
	parts  parts
	texts  commandTexts
}

// clone returns a trace that goes on from here, without the events that nobody
// has taken yet.
func (t *trace) clone() trace { return trace{seq: t.seq, hash: t.hash, texts: t.texts} }

// Seq returns the number of the last event, counted from 1.
func (w *World) Seq() uint64 { return w.trace.seq }

// Hash returns the hash of all events so far.
func (w *World) Hash() uint64 { return uint64(w.trace.hash) }

// HashString returns the hash as 16 hexadecimal digits.
func (w *World) HashString() string { return fmt.Sprintf("%016x", w.Hash()) }

// TakeEvents returns the events since the last call. They are the caller's.
func (w *World) TakeEvents() []Event {
	events := w.trace.events
	w.trace.events = nil
	w.trace.parts.giveAway()
	return events
}

// DrainEvents calls see with each event that nobody has taken yet, in order, and
// forgets them. An event and its parts are valid only during the call: their
// places are used again. It is for those who look at every event and keep none,
// and costs no allocation. The world may report a violation meanwhile, which is
// then seen too; else it must not move on.
func (w *World) DrainEvents(see func(*Event)) {
	for i := 0; i < len(w.trace.events); i++ {
		see(&w.trace.events[i])
	}
	w.DropEvents()
}

// DropEvents forgets the events that nobody has taken, and uses their places and
// those of their parts again: nobody may have kept any of [World.Since].
func (w *World) DropEvents() {
	w.trace.events = w.trace.events[:0]
	if cap(w.trace.events) > mostKept {
		w.trace.events = nil
	}
	w.trace.parts.reuse()
}

// mostKept is how many places of events a world keeps when it has none: more are seldom
// needed.
const mostKept = 64

// Since returns the events after the one with the given number, for reading, as
// long as nobody has taken them. They are valid until the world moves on.
func (w *World) Since(seq uint64) []Event {
	events := w.trace.events
	return events[len(events)-min(len(events), int(w.trace.seq-seq)):]
}

// Report adds a violation to the trace, at this instant.
func (w *World) Report(v Violation) { w.emit(&Event{Kind: ViolationEvent, Violation: &v}) }

// emit adds an event to the trace, which says itself whether it is notable.
func (w *World) emit(e *Event) {
	e.Notable = e.notable()
	w.record(e)
}

// record adds an event to the trace.
func (w *World) record(e *Event) {
	e.At = w.now
	t := &w.trace
	t.seq++
	t.hash.event(e)
	t.events = append(t.events, *e)
}
