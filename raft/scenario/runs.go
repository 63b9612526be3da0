package scenario

import (
	"slices"

	"raft-playground/raft"
)

// Origin says how a run came to stand beside another. It is zero for the main run.
type Origin struct {
	Of     string     // the name of that other run, "" for the main run
	Fork   *raft.Time // the same history up to and including this instant; nil while a fork at a step has not come there
	Step   string     // the step of the other at which it forks, "" for none
	Change string     // the same run with this changed, as after "with:"
	Alone  bool       // it follows nothing of the other
}

// Name returns the run's name in the text, "" for the main run.
func (r *Run) Name() string { return r.name }

// Origin returns how the run came to stand beside another.
func (r *Run) Origin() Origin { return r.origin }

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

// Runs begins the main run and then one for each variant, all at time 0. They are
// independent of one another. Those that have something in common with the main run
// play it themselves.
//
// What the main run says and a variant cannot do is no failure of the variant; its
// outcomes tell of it.
func (s *Scenario) Runs() ([]*Run, error) {
	main, err := NewRun(s)
	if err != nil {
		return nil, err
	}
	runs := []*Run{main}
	for i := range s.Variants {
		r, err := s.variantRun(&s.Variants[i])
		if err != nil {
			return nil, err
		}
		r.read = &s.Variants[i]
		runs = append(runs, r)
	}
	return runs, nil
}

func (s *Scenario) variantRun(v *Variant) (*Run, error) {
	script, b, err := s.story(v)
	if err != nil {
		return nil, err
	}
	return newRun(&Scenario{Title: s.Title, Config: v.Config, Script: script, tolerant: s.tolerant, meter: s.meter}, v.Name, s.originOf(v), b)
}

// story returns what a variant plays, and where it leaves that.
func (s *Scenario) story(v *Variant) (Script, *branch, error) {
	own := v.Script
	own.HasEnd, own.End = s.endOf(v)
	if v.From.Kind == CompareAlone {
		return own, nil, nil
	}
	script, left := s.Script, (*branch)(nil)
	if v.From.Of != "" {
		var err error
		if script, left, err = s.story(&s.Variants[s.variant(v.From.Of)]); err != nil {
			return own, nil, err
		}
	}
	if v.From.Kind.forks() {
		leave := &branch{at: v.From.At, step: v.From.Step, own: own, line: v.Line}
		return script.followed(), left.followed(leave), nil
	}
	common := &Scenario{Config: *s.configOf(v.From.Of), Script: script, tolerant: s.tolerant, meter: s.meter}
	if left != nil {
		from, err := newRun(common, "", Origin{}, left)
		if err != nil {
			return own, nil, err
		}
		if from, err = from.settled(); err != nil {
			return own, nil, err
		}
		common.Script = from.flat()
	}
	statements := common.Statements
	if v.From.Kind == CompareUntil {
		turns, err := common.turnsUntil(v.From.At)
		if err != nil {
			return own, nil, err
		}
		statements = statements[:turns]
	}
	own.Statements = append(shared(statements), own.Statements...)
	return own, nil, nil
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

// shared returns the statements as a variant follows them.
func shared(statements []Statement) []Statement {
	list := slices.Clone(statements)
	for i := range list {
		list[i].shared = true
	}
	return list
}

// endOf returns when a variant ends: when it says so, or else when the run does that
// it comes from, unless statements of its own come later than that.
func (s *Scenario) endOf(v *Variant) (has bool, end raft.Time) {
	if v.HasEnd {
		return true, v.End
	}
	if has, end = s.HasEnd, s.End; v.From.Of != "" {
		has, end = s.endOf(&s.Variants[s.variant(v.From.Of)])
	}
	if !has {
		return false, 0
	}
	return s.latestOf(v, raft.Never) <= end, end
}

// latestOf returns the latest instant up to t that statements of a variant are known to
// have, which count from where it begins or from the last one that it shares.
func (s *Scenario) latestOf(v *Variant, t raft.Time) raft.Time {
	clock := v.From.At
	switch v.From.Kind {
	case CompareAlone:
		clock = 0
	case Compare:
		clock = s.latestShared(v, t)
	case CompareUntil:
		clock = s.latestShared(v, min(t, v.From.At))
	default:
		if clock > t {
			return s.latestShared(v, t)
		}
	}
	return latest(v.Statements, clock, t)
}

// latestShared returns the same of the statements that a comparison shares.
func (s *Scenario) latestShared(v *Variant, t raft.Time) raft.Time {
	if v.From.Of == "" {
		return latest(s.Statements, 0, t)
	}
	return s.latestOf(&s.Variants[s.variant(v.From.Of)], t)
}

// latest returns the latest instant up to t that statements are known to have, of which
// the first counts from clock.
func latest(statements []Statement, clock, t raft.Time) raft.Time {
	for _, st := range statements {
		next := st.Timing.after(clock)
		if next > t {
			break
		}
		clock = next
	}
	return clock
}

// turnsUntil returns how many of the statements have their turn up to and including
// an instant. Where that depends on when conditions come, the run is played.
func (s *Scenario) turnsUntil(t raft.Time) (int, error) {
	clock, waits := raft.Time(0), false
	for i := 0; i < len(s.Statements) && !waits; i++ {
		timing := s.Statements[i].Timing
		if clock = timing.after(clock); clock > t {
			return i, nil
		}
		waits = timing.When != nil
	}
	if !waits {
		return len(s.Statements), nil
	}
	r, err := NewRun(s)
	if err != nil {
		return 0, err
	}
	for len(r.pending) > 0 {
		now := min(t, max(r.Next(), r.Now()))
		err := r.RunUntil(now)
		r.world.TakeEvents()
		if gaveUp(err) {
			return 0, err
		}
		if err == nil && now == t || r.full() != nil {
			break
		}
	}
	return len(r.told), nil
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
	r.disown() // names that the other run was to give behind it
}

// numbered returns the statements with numbers from first on, by which it shows
// whether one follows right behind another.
func numbered(statements []Statement, first int) []Statement {
	list := slices.Clone(statements)
	for i := range list {
		list[i].number = first + i
	}
	return list
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
