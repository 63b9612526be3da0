package play

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// branch is where a fork leaves the history of the run that it comes from, until it
// gets there. A fork of a fork leaves that of the main run first.
type branch struct {
	at   raft.Time // after everything of this instant
	step string    // or, where that is not empty, right behind this step
	own  script    // what happens from then on
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
func (b *branch) behind(a scenario.Action) (due *branch) {
	for ; b != nil; b = b.next {
		if b.step != "" && a == (scenario.Step{Name: b.step}) {
			due = b
		}
	}
	return due
}

// followed returns the script as a variant follows it.
func (s script) followed() script {
	return script{scenario.Script{HasEnd: s.HasEnd, End: s.End}, shared(s.list)}
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
	s.Script = b.own.Script
	if s.HasEnd { // no text can say an end that is past
		s.End = max(s.End, now)
	}
	r.scenario, r.claims, r.judged, r.left = &s, b.own.Claims, false, nil
	r.pending = numbered(b.own.list, r.numbers+2)
	r.numbers += 1 + len(r.pending)
	r.disown() // names that the other run was to give
	if b.step != "" {
		return
	}
	r.last, r.chained = now, false
	if len(r.pending) > 0 && r.pending[0].Timing.When != nil {
		// What the other run did in this instant does not make it come.
		anchor := statement{Statement: waiting(now + 1), anchor: true, shared: b.next != nil}
		r.pending = slices.Insert(r.pending, 0, anchor)
	}
	r.date()
}

// Follows reports whether the run is a fork that has not left the history of the run
// that it comes from yet, or, where it was to do so at a step, never has.
func (r *Run) Follows() bool { return r.branch != nil || r.stray && !r.parted }

// Part is called when something was done at an instant to the run, to the one that it
// comes from, or to both. A fork that has not left the other's history yet parts with
// it then, unless they go on alike: from then on it has a story of its own, see
// [Run.Unbranch]. It reports whether it does.
func (r *Run) Part(at raft.Time, both bool) bool {
	f := r.origin.Fork
	toCome := f != nil && *f >= at && !both // it has said where it leaves another that it has come to follow
	if !toCome && (r.parted || !(r.branch != nil && !both || r.stray)) {
		return false
	}
	before := max(at, 1) - 1
	r.parted, r.origin.Fork, r.origin.Step = true, &before, ""
	r.Unbranch(r.Ahead())
	return true
}

// Ahead returns how often the run still leaves what it follows: a fork of a fork leaves
// that of the main run first.
func (r *Run) Ahead() int { return r.branch.length() }

// Unbranch makes what the run does where it leaves what it follows one story with what
// comes before, n times: that is its own now, or that of another fork which it follows. It
// does all of it from here on, whatever is done: no text can say that it waits for a
// condition only up to an instant.
func (r *Run) Unbranch(n int) {
	for ; n > 0 && r.branch != nil; n-- {
		b := r.branch
		s := *r.scenario
		s.Script = b.own.Script
		var own []statement
		if b.step == "" {
			r.pending, own = r.upTo(b), numbered(b.begun(), r.numbers+2)
		} else if at := slices.IndexFunc(r.pending, func(st statement) bool { return st.Action == scenario.Step{Name: b.step} }); at >= 0 {
			r.pending, own = r.pending[:at+1], numbered(b.own.list, r.pending[at].number+1)
		} else if b.next == nil {
			return
		} else { // it never comes there
			r.branch = b.next
			continue
		}
		if s.HasEnd { // no text can say an end that is past
			s.End = max(s.End, b.at, r.Now())
		}
		r.scenario, r.claims, r.judged, r.left, r.branch = &s, b.own.Claims, false, nil, b.next
		r.pending, r.numbers = slices.Concat(r.pending, own), r.numbers+1+len(own)
		r.datePending() // as when it is read again
		r.disown()      // names that the other run was to give behind it
	}
}

// begun returns what happens from an instant on as it is said in a story that does not
// begin there.
func (b *branch) begun() []statement {
	list := slices.Clone(b.own.list)
	switch {
	case len(list) == 0:
	case b.own.HasEnd && b.own.End <= b.at:
		return nil
	case list[0].Timing.When != nil: // from there on
		return slices.Insert(list, 0, statement{Statement: waiting(b.at + 1), shared: b.next != nil})
	case list[0].Timing.After:
		list[0].Timing = scenario.Timing{Time: b.at + list[0].Timing.Time}
	}
	return list
}

// foresight is how many events are played at most to find out what a fork does up to where
// it leaves what it follows: some minutes.
const foresight = 50_000

// upTo returns what of the pending statements has its turn up to a branch at an instant, if
// nothing more is done.
func (r *Run) upTo(b *branch) []statement {
	last := b.at
	if r.scenario.HasEnd {
		last = min(last, r.scenario.End)
	}
	clock := r.last
	for i, st := range r.pending {
		if st.Timing.When != nil {
			return r.pending[:r.foresee(b)]
		}
		if clock = st.Timing.Earliest(clock); clock > last {
			return r.pending[:i]
		}
	}
	return r.pending
}

// foresee plays a copy of the run up to a branch, and returns how many of the pending
// statements have their turn.
func (r *Run) foresee(b *branch) int {
	c := r.Clone()
	leave := *b
	leave.next = nil
	c.branch, c.meter, c.most = &leave, nil, min(c.most, c.world.Seq()+foresight)
	if settled, err := c.settled(); err == nil {
		c = settled
	}
	return min(len(c.told)-len(r.told), len(r.pending))
}

// strayed is called when the history that the run follows has ended before the step
// at which it was to leave it.
func (r *Run) strayed() {
	b := r.branch.last()
	r.branch = nil
	r.fails(&statement{}, &scenario.Error{Line: b.line, Code: scenario.CodeNotReached, Found: scenario.StepWord + " " + b.step, Expected: scenario.FormatTime(r.Now())})
	r.leaveOut(b.own.list)
	for _, c := range b.own.Claims {
		r.outcomes = append(r.outcomes, Outcome{Line: c.Line, Claim: c.Claim.String(), At: r.Now()})
	}
	r.claims, r.judged, r.judgedAt, r.stray = nil, true, r.Now(), true
}
