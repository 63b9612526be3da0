package play

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// branch is the place at which a fork will leave the history that it follows. A run has
// one only until it gets there. A fork of a fork has two: it leaves the main run's history
// first, and then that of the fork.
type branch struct {
	at   raft.Time // after everything of this instant
	step string    // or, where that is not empty, right behind this step
	own  script    // what happens from then on, its own or that of the next run it follows
	line int       // of "fork" in the text
	next *branch   // where it leaves that in turn; nil if own is its own
}

// length returns how many histories the fork is still to leave.
func (b *branch) length() (n int) {
	for ; b != nil; b = b.next {
		n++
	}
	return n
}

// last returns the branch behind which the fork's own story begins.
func (b *branch) last() *branch {
	for b.next != nil {
		b = b.next
	}
	return b
}

// leaves returns the instant at which the fork next leaves what it follows. It is
// [raft.Never] if it does so only at steps, whose instants nobody knows.
func (b *branch) leaves() raft.Time {
	at := raft.Never
	for ; b != nil; b = b.next {
		if b.step == "" {
			at = min(at, b.at)
		}
	}
	return at
}

// by returns the branch that is taken at an instant, nil if none is. If several are due
// it is the last: there is no time to do anything between them.
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

// followed returns the script as a variant follows it: without claims, which are about
// the other run.
func (s script) followed() script {
	return script{scenario.Script{HasEnd: s.HasEnd, End: s.End}, shared(s.list)}
}

// followed returns the branches of a run as a fork of that run follows them, with the
// fork's own branch behind them.
func (b *branch) followed(leave *branch) *branch {
	if b == nil {
		return leave
	}
	c := *b
	c.own, c.next = b.own.followed(), b.next.followed(leave)
	return &c
}

// cross takes a branch: the run stops following what it followed, and goes on with its
// own script, or with that of the next run that it follows.
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
	first := r.numbers + 2 // behind none of those that it followed
	if b.step != "" {
		first = r.told[len(r.told)-1].number + 1 // right behind the step
	}
	r.pending = numbered(b.own.list, first)
	r.numbers += 1 + len(r.pending)
	r.disown() // names that the other run was to give
	if b.step != "" {
		return
	}
	r.last, r.chained = now, false
	if len(r.pending) > 0 && r.pending[0].Timing.When != nil {
		// The condition is to come later than the fork: what the other run did in this
		// instant does not count. So it is waited for from the next microsecond on.
		anchor := statement{Statement: waiting(now + 1), anchor: true, shared: b.next != nil}
		r.pending = slices.Insert(r.pending, 0, anchor)
	}
	r.date()
}

// Follows reports whether the run is a fork that still has the history of the run that
// it comes from: it has not left that yet, or the step at which it would have never came.
func (r *Run) Follows() bool { return r.branch != nil || r.stray && !r.parted }

// Part is called when something was done live at an instant: to this run, to the run that
// it comes from, or to both alike. A fork that still follows the other one stops doing so
// unless it was done to both, and has a story of its own from then on, see
// [Run.Unbranch]. Part reports whether it stopped.
func (r *Run) Part(at raft.Time, both bool) bool {
	f := r.origin.Fork
	toCome := f != nil && *f >= at && !both // its fork is known, and still to come
	if !toCome && (r.parted || !(r.branch != nil && !both || r.stray)) {
		return false
	}
	before := max(at, 1) - 1
	r.parted, r.origin.Fork, r.origin.Step = true, &before, ""
	r.Unbranch(r.Ahead())
	return true
}

// Ahead returns how many histories the run is still to leave: two for a fork of a fork
// that follows the main run.
func (r *Run) Ahead() int { return r.branch.length() }

// Unbranch takes the next n branches in advance: the statements up to each branch and
// those behind it become one list, which the run plays whatever is done from now on. No
// text can say that a condition is waited for only up to an instant, so it cannot stay
// open where the one ends and the other begins.
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

// begun returns the statements behind a branch at an instant, with their timing changed
// so that they mean the same in a list that begins earlier.
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

// foresight is how many events foresee plays at most: some minutes of a run.
const foresight = 50_000

// upTo returns those pending statements that will have their turn before a branch at an
// instant, if nothing more is done live.
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
// statements have had their turn there.
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

// strayed is called when the history that the run follows has ended, and the step at which
// the run was to leave it never came.
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
