package play

import (
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// Run is a scenario being played: its world, the statements that are still to
// come, and a record of those that have acted, those of a person at the edge
// among them. Every event goes through a [check.Checker]; what breaks is reported
// in the trace.
//
// A run moves from instant to instant and never stops within one, so that its
// record says exactly where it is: playing [Run.Export] ends with the same hash.
// It is not safe for concurrent use.
type Run struct {
	scenario *scenario.Scenario // what it started from; its statements and end are in the fields below
	world    *sim.World
	checker  *check.Checker
	history  *check.History
	observer *observer // nil when no condition and no claim asks for it
	seen     uint64    // the last event that these have seen

	name   string
	origin Origin
	read   *scenario.Variant // what it was read as, nil for the main run and what was begun live
	branch *branch           // of a fork, until it leaves the history that it follows
	parted bool              // it does not follow the run that it comes from to there
	stray  bool              // it never came to the step at which it was to do so
	told   []textLine        // have had their turn, as the text says them

	done    []scenario.Statement // have acted, in order, each with its instant or its condition
	pending []statement          // are still to come
	left    []statement          // had no turn by the end
	toldBy  int                  // how many have had theirs by then
	claims  []scenario.BareClaim // about the end
	last    raft.Time            // when the last statement acted
	came    bool                 // the condition of the next statement has come, just now
	chained bool                 // the last statement acted on a condition: "after 0ms" follows at once

	comings  []string // conditions that have come
	names    []scenario.Naming
	outcomes []Outcome
	failures []Failure
	judged   bool          // the claims about the end have been judged,
	judgedAt raft.Time     // at this instant,
	order    check.Verdict // when the clients' history had a linear order or not

	searched    uint64        // after how many events that was last found out
	found       check.Verdict // and what was
	needsAnswer func() bool   // false when nobody waits for that any more

	numbers int     // of statements that have come up
	size    int     // how long a text the record can become
	failed  []error // of statements that acted together with a live action
	most    uint64  // MaxEvents, except in tests
	metering
}

// New begins a run at time 0. Nothing has acted yet. The scenario is one from
// [scenario.Parse], or made of a title and a configuration; the run never changes it.
//
// It is the main run; [Runs] begins the variants too.
func New(s *scenario.Scenario) (*Run, error) {
	return newRun(s, played(s.Script), "", Origin{}, nil, nil)
}

// newRun begins a run with the title and the configuration of a scenario, and another story.
func newRun(from *scenario.Scenario, story script, name string, origin Origin, b *branch, m Meter) (*Run, error) {
	s := *from
	s.Script = story.written()
	if err := scenario.CheckTitle(s.Title); s.Title != "" && err != nil {
		return nil, err
	}
	world, err := sim.New(s.Config)
	if err != nil {
		return nil, err
	}
	r := &Run{
		scenario: &s, world: world, checker: check.New(s.Config.Servers), history: &check.History{},
		name: name, origin: origin, branch: b, numbers: len(story.list),
		pending: scenario.Dated(numbered(story.list, 1), (*statement).TimingOf, 0, s.Latest()), claims: s.Claims, size: s.RecordSize(), most: scenario.MaxEvents, metering: metering{meter: m},
	}
	asks := story.asks()
	for ; b != nil; b = b.next {
		asks = asks || b.own.asks()
	}
	if asks {
		r.observer = newObserver(&s.Config)
	}
	r.observe()
	r.came = false
	return r, nil
}

// asks reports whether there are conditions or claims.
func (s *script) asks() bool {
	return len(s.Claims) > 0 || slices.ContainsFunc(s.list, func(st statement) bool {
		return st.Timing.When != nil || st.Claim != nil
	})
}

// World returns the run's world, for reading. Its events pile up until they are
// taken: play a long stretch in pieces, and take them in between.
func (r *Run) World() *sim.World { return r.world }

// Now returns the run's newest instant. Everything up to and including it has
// happened.
func (r *Run) Now() raft.Time { return r.world.Now() }

// Title returns the scenario's title, "" for none.
func (r *Run) Title() string { return r.scenario.Title }

// Step plays the next instant at which something is due: its statements, and
// then all that is due in the world. It does nothing when nothing is due. Errors
// are those of [Run.RunUntil].
func (r *Run) Step() error {
	next := r.Next()
	if next == raft.Never {
		return r.takeFailures()
	}
	return r.RunUntil(next)
}

// RunUntil plays everything that is due up to and including t, and moves on to
// t, unless that is past. At each instant statements with a time come first; one with a condition acts
// right after the event that makes it true.
//
// A statement that cannot act is an [*scenario.Error] with its line, which wraps the
// world's [*sim.ActionError] if that refused it. The instant is played to its
// end and the run stops there. It can go on, without that statement, which the
// record leaves out. A condition that has not come when the scenario ends is an
// error too; the statements behind it are left out with it.
//
// At the bounds of a run, [scenario.MaxEvents] and [scenario.MaxTime], it stops with an [*scenario.Error]
// and can go no further.
func (r *Run) RunUntil(t raft.Time) error { return r.run(max(t, r.Now()), false) }

// Finish plays the run to the scenario's end, see [Run.Ends], unless it has got
// there already. Errors are those of [Run.RunUntil].
func (r *Run) Finish() error {
	if r.judged {
		return r.takeFailures()
	}
	return r.run(scenario.MaxTime, true)
}

// run plays up to t, or, if it is to stop at the scenario's end, up to there.
func (r *Run) run(t raft.Time, toEnd bool) error {
	for r.branch.leaves() <= t {
		at := max(r.branch.leaves(), r.Now())
		if err := r.stretch(at, false); err != nil {
			return err
		}
		if b := r.branch.by(at); b != nil { // it can have left at a step before
			r.cross(b)
		}
	}
	return r.stretch(t, toEnd)
}

// stretch plays up to t, without a fork in between.
func (r *Run) stretch(t raft.Time, toEnd bool) error {
	if err := r.takeFailures(); err != nil {
		return err
	}
	limit := min(t, scenario.MaxTime)
	for {
		if len(r.failed) > 0 || toEnd && r.judged {
			limit = r.Now()
		}
		at, ends := r.scheduled(), r.partEnds()
		if at <= limit && !(r.scenario.HasEnd && ends < at) {
			if err := r.playBefore(at); err != nil {
				return err
			}
			r.world.AdvanceTo(at)
			r.react()
			continue
		}
		stop := limit
		if r.waits() || !r.judged {
			stop = max(r.Now(), min(limit, ends))
		}
		acted, err := r.play(stop)
		switch {
		case err != nil:
			return err
		case acted:
			continue
		case stop == limit && (ends > limit || r.judged):
			if err := r.takeFailures(); err != nil {
				return err
			}
			if t > scenario.MaxTime {
				return runTooLong(t)
			}
			return nil
		}
		if r.Now() >= ends {
			r.end()
		}
	}
}

// playBefore lets the world do everything that is due before t.
func (r *Run) playBefore(t raft.Time) error {
	if _, err := r.play(t - 1); err != nil {
		return err
	}
	return r.full()
}

// play lets the world do everything that is due up to t, unless a statement acts
// or fails before: then it returns at once. It stops before an instant that the
// bound on events forbids.
func (r *Run) play(t raft.Time) (acted bool, err error) {
	limit := t
	for {
		if limit > r.Now() && r.full() != nil {
			limit = r.Now()
		}
		if err := r.tell(); err != nil {
			return false, err
		}
		if !r.world.HalfStep(limit) {
			break
		}
		before := len(r.told)
		r.react()
		if len(r.told) != before {
			return true, nil
		}
	}
	if limit < t && r.world.Next() <= t {
		return false, r.full()
	}
	r.world.RunUntil(t)
	return false, nil
}

// full fails when the run has as many events as it can have.
func (r *Run) full() error {
	if n := r.world.Seq(); n >= r.most {
		return &scenario.Error{Code: scenario.CodeTooManyEvents, Found: strconv.FormatUint(n, 10), Expected: strconv.FormatUint(r.most, 10)}
	}
	return nil
}

func runTooLong(t raft.Time) *scenario.Error {
	return &scenario.Error{Code: scenario.CodeRunTooLong, Found: scenario.FormatTime(t), Expected: scenario.FormatTime(scenario.MaxTime)}
}

// Clone returns an independent copy, without the events that nobody has taken
// yet. It costs no more when the record is long.
func (r *Run) Clone() *Run {
	c := *r
	c.world = r.world.Clone()
	c.checker = r.checker.Clone()
	c.history = r.history.Clone()
	if r.observer != nil {
		c.observer = r.observer.clone()
	}
	// What either appends, the other does not see.
	c.done, c.failed, c.outcomes = slices.Clip(r.done), slices.Clip(r.failed), slices.Clip(r.outcomes)
	c.failures = slices.Clip(r.failures)
	c.told, c.comings = slices.Clip(r.told), slices.Clip(r.comings)
	c.needsAnswer = nil // whoever has the copy may well wait
	return &c
}
