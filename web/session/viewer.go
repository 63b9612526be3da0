package session

import (
	"context"
	"sync"
	"sync/atomic"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

// Viewer is a connected page, and the session that it watches or waits for. Whether it
// may command, too, is decided before it comes in.
type Viewer struct {
	registry *Registry
	to       Subscriber
	visit    Visit
	payer    payer // for the work that is done for it

	with    atomic.Pointer[session]
	newLook atomic.Pointer[wire.Look] // that the session has not heard of yet

	mu     sync.Mutex
	left   bool
	unbind func() bool // from the end of its session

	// The session's actor alone touches these.
	ctx         context.Context // ends when it leaves
	cancel      context.CancelFunc
	stretches   int       // being regenerated for it
	inspecting  bool      // a text is being written for it
	number      int       // among all that ever came in
	regenerated Allowance // events that may be regenerated for it
	commanded   Allowance // what it may command
}

// Visit is with what a page comes.
type Visit struct {
	Address string            // from where it comes, as limits count
	Hello   wire.HelloRequest // what it brings along, and what it has
	Welcome wire.Welcome      // what it is told when it is in, as far as that is known: which session, and whether it commands
}

// Enter finds the session that a page asks for, or begins one; or else it returns the
// reason to send the page away, as a code of wire.Bye.
//
//	a session that it may command   that one; begun anew when it is not here (any more)
//	a session of somebody else's    that one, to watch; if it is not here, the page
//	                                waits until whoever commands it is back
func (r *Registry) Enter(to Subscriber, visit Visit) (v *Viewer, bye string) {
	v = &Viewer{registry: r, to: to, visit: visit, payer: newPayer(visit.Address)}
	id := visit.Welcome.Session
	if v.Commands() {
		found, bye := r.begin(id, visit.Hello, v.payer)
		if found == nil {
			return nil, bye
		}
		r.lead(v, found)
		return v, ""
	}
	found := r.await(id, v)
	if found == nil && r.asleep(id) != nil {
		r.stopWaiting(v)
		if found, bye = r.begin(id, wire.HelloRequest{}, v.payer); found == nil {
			return nil, bye
		}
	}
	if found != nil {
		r.lead(v, found)
	} else {
		v.send(waiting)
	}
	return v, ""
}

// waiting tells a page that the session which it wants to watch is not here.
var waiting = wire.Marshal(wire.Waiting{T: "waiting"})

// lead brings a page to its session, unless it has left.
func (r *Registry) lead(v *Viewer, to *session) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.left {
		return
	}
	v.with.Store(to)
	to.pages.Add(1)
	// However the session ends, the page is told.
	v.unbind = context.AfterFunc(to.ctx, func() { to.farewell(v) })
	to.post(func() { to.join(v, v.visit.Hello.Have, v.visit.Welcome) })
}

// Leave takes a page away, from its session or from those who wait.
func (v *Viewer) Leave() {
	v.registry.stopWaiting(v)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.left = true
	if with := v.with.Load(); with != nil {
		v.unbind()
		if with.pages.Add(-1) == 0 {
			with.giveUp()
		}
		with.post(func() { with.leave(v) })
	}
}

// Commands reports whether the page may command, or only watch.
func (v *Viewer) Commands() bool { return v.visit.Welcome.Commands }

// Waits reports whether the page waits for a session that is not here.
func (v *Viewer) Waits() bool { return v.with.Load() == nil }

// Ask has the session do what the page asks for, which is answered in its time. It
// reports false when the page waits for its session.
func (v *Viewer) Ask(req wire.Request) bool {
	s := v.with.Load()
	if s == nil {
		return false
	}
	if look, ok := req.Body.(wire.LookRequest); ok {
		v.look(s, look.At)
	} else {
		s.post(func() { s.handle(v, req) })
	}
	return true
}

// look passes on where a page's playhead stands. Only the newest place counts, so
// a page that moves it faster than the session hears of it keeps nobody busy.
func (v *Viewer) look(s *session, at *raft.Time) {
	if v.newLook.Swap(&wire.Look{At: at}) == nil {
		s.post(func() {
			s.presenterMoved(v, v.newLook.Swap(nil).At)
			if !s.ticking() {
				s.flush()
			}
		})
	}
}

// send queues a message for the page alone.
func (v *Viewer) send(text []byte) { v.to.Send(&Message{Text: text}) }
