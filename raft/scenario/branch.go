package scenario

import (
	"slices"

	"raft-playground/raft"
)

// branch is where a fork leaves the history of the run that it comes from, until it
// gets there. A fork of a fork leaves that of the main run first.
type branch struct {
	at   raft.Time // after everything of this instant
	step string    // or, where that is not empty, right behind this step
	own  Script    // what happens from then on
	line int       // of "fork" in the text
	next *branch   // where it leaves what it follows then; nil if that is its own
}

// length returns how often the fork leaves what it follows.
func (b *branch) length() (n int) {
	for ; b != nil; b = b.next {
		n++
	}
	return n
}

// last returns where what is the fork's own begins.
func (b *branch) last() *branch {
	for b.next != nil {
		b = b.next
	}
	return b
}

// leaves returns when the fork next leaves what it follows, as far as that is known:
// [raft.Never] if it does so at a step.
func (b *branch) leaves() raft.Time {
	at := raft.Never
	for ; b != nil; b = b.next {
		if b.step == "" {
			at = min(at, b.at)
		}
	}
	return at
}

// by returns the branch that is taken at an instant: the last of those that are due,
// since what is in between has nothing to tell.
func (b *branch) by(t raft.Time) (due *branch) {
	for ; b != nil; b = b.next {
		if b.step == "" && b.at <= t {
			due = b
		}
	}
	return due
}

// behind returns the branch that is taken right behind an action, nil if none is.
func (b *branch) behind(a Action) (due *branch) {
	for ; b != nil; b = b.next {
		if b.step != "" && a == (mark{b.step}) {
			due = b
		}
	}
	return due
}

// followed returns the script as a variant follows it.
func (s Script) followed() Script {
	return Script{Statements: shared(s.Statements), HasEnd: s.HasEnd, End: s.End}
}

// followed returns the branches as a variant follows them, and then one more.
func (b *branch) followed(leave *branch) *branch {
	if b == nil {
		return leave
	}
	c := *b
	c.own, c.next = b.own.followed(), b.next.followed(leave)
	return &c
}

// cross leaves the history that the run follows: from here on it goes its own way, or
// follows another to where it leaves that.
func (r *Run) cross(b *branch) {
	now := r.Now()
	r.branch = b.next
	if b.next == nil && !r.parted {
		r.origin.Fork = &now
	}
	s := *r.scenario
	s.Script = b.own
	r.scenario, r.claims, r.judged, r.left = &s, b.own.Claims, false, nil
	r.pending = numbered(b.own.Statements, r.numbers+2)
	r.numbers += 1 + len(r.pending)
	r.disown() // names that the other run was to give
	if b.step != "" {
		return
	}
	r.last, r.chained = now, false
	if len(r.pending) > 0 && r.pending[0].Timing.When != nil {
		// What the other run did in this instant does not make it come.
		anchor := Statement{Timing: Timing{Time: now + 1}, Action: wait{}, anchor: true, shared: b.next != nil}
		r.pending = append([]Statement{anchor}, r.pending...)
	}
	r.date()
}

// Follows reports whether the run is a fork that has not left the history of the run
// that it comes from yet, or, where it was to do so at a step, never has.
func (r *Run) Follows() bool { return r.branch != nil || r.stray && !r.parted }

// Part is called when something was done at an instant to the run, to the one that it
// comes from, or to both. A fork that has not left the other's history yet parts with
// it then, unless they go on alike. It reports whether it does.
func (r *Run) Part(at raft.Time, both bool) bool {
	f := r.origin.Fork
	toCome := f != nil && *f >= at && !both // it has said where it leaves another that it has come to follow
	if !toCome && (r.parted || !(r.branch != nil && !both || r.stray)) {
		return false
	}
	before := max(at, 1) - 1
	r.parted, r.origin.Fork, r.origin.Step = true, &before, ""
	r.unbranch()
	return true
}

// unbranch makes what a fork does behind a step one story with what comes before: it is its
// own now, whether the step comes or not.
func (r *Run) unbranch() {
	b := r.branch
	if b == nil || b.next != nil || b.step == "" {
		return
	}
	at := slices.IndexFunc(r.pending, func(st Statement) bool { return st.Action == mark{b.step} })
	if at < 0 {
		return
	}
	own := numbered(b.own.Statements, r.pending[at].number+1)
	s := *r.scenario
	s.Script = b.own
	r.scenario, r.claims, r.branch = &s, b.own.Claims, nil
	r.pending, r.numbers = slices.Concat(r.pending[:at+1], own), r.numbers+len(own)
	r.datePending() // as when it is read again
	r.disown()      // names that the other run was to give behind it
}

// strayed is called when the history that the run follows has ended before the step
// at which it was to leave it.
func (r *Run) strayed() {
	b := r.branch.last()
	r.branch = nil
	r.fails(&Statement{}, &Error{Line: b.line, Code: codeNotReached, Found: stepWord + " " + b.step, Expected: formatTime(r.Now())})
	r.leaveOut(b.own.Statements)
	for _, c := range b.own.Claims {
		r.outcomes = append(r.outcomes, Outcome{Line: c.Line, Claim: c.Claim.String(), At: r.Now()})
	}
	r.claims, r.judged, r.judgedAt, r.stray = nil, true, r.Now(), true
}
