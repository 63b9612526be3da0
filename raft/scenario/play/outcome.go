package play

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/check"
	"raft-playground/raft/scenario"
)

// Outcome is what became of a claim.
type Outcome struct {
	Line    int       // of the claim
	Claim   string    // without the word expect
	At      raft.Time // when it was judged
	Held    bool
	Reached bool   // false when the run ended before its turn came
	Open    bool   // whether it holds could not be decided: it takes a search that has come to its bounds
	Instead string // what was true instead, in the words of claims; "" if it held or is open
}

// Failure is a statement that was not carried out.
type Failure struct {
	At    raft.Time       // when it had its turn, or when it was clear that it would have none
	Err   *scenario.Error // why, with its line
	Noted bool            // that is no failure of this run, a variant: the statement is the main run's
}

// Failures returns the statements that were not carried out so far.
func (r *Run) Failures() []Failure { return r.failures }

// Outcomes returns what became of the claims that have been judged so far, in that
// order. Claims about the end are judged when the run gets there.
func (r *Run) Outcomes() []Outcome { return r.outcomes }

// Ended reports whether the run has come to the scenario's end, so that all its
// claims are judged.
func (r *Run) Ended() bool { return r.judged && r.branch == nil }

// judge finds out whether a claim holds now.
func (r *Run) judge(line int, c scenario.Claim) {
	o := Outcome{Line: line, Claim: c.String(), At: r.Now(), Reached: true}
	if v, ok := c.(scenario.Violations); ok && r.open(v) {
		o.Open = true
	} else if o.Held, o.Instead = r.holds(c); o.Held {
		o.Instead = ""
	}
	r.outcomes = append(r.outcomes, o)
}

// end is called when the run has come to the scenario's end. What has not had its
// turn by now never will.
func (r *Run) end() {
	if len(r.pending) > 0 && !r.scenario.Tolerant && !r.spared(&r.pending[0]) {
		r.fails(&r.pending[0], r.missed(&r.pending[0]))
	}
	r.leaveOut(r.pending)
	if !r.judged {
		r.left, r.toldBy = r.pending, len(r.told)
	}
	r.pending = nil
	switch {
	case r.branch != nil && r.branch.leaves() == raft.Never:
		r.strayed()
		return
	case r.branch != nil:
		r.judged = true
		return
	case r.judged:
		return
	}
	r.judged, r.judgedAt = true, r.Now()
	if len(r.claims) > 0 {
		r.order = r.Linearizable()
	}
	var judged []scenario.BareClaim
	for _, c := range r.claims {
		if _, says := (&scenario.Statement{Claim: c.Claim}).CanSay(r.scenario.Config.Servers, r.given()); says {
			r.judge(c.Line, c.Claim)
			judged = append(judged, c)
		} else { // it speaks of a name that was never given
			r.outcomes = append(r.outcomes, Outcome{Line: c.Line, Claim: c.Claim.String(), At: r.Now()})
		}
	}
	r.claims = judged
}

// spared reports whether it is no failure that a statement's condition has not
// come, since that is expected.
func (r *Run) spared(st *statement) bool {
	return st.Timing.When != nil && slices.ContainsFunc(r.claims, func(c scenario.BareClaim) bool {
		never, ok := c.Claim.(scenario.NeverCame)
		return ok && never.When.String() == st.Timing.When.String()
	})
}

// missed is the error for a statement whose turn has never come.
func (r *Run) missed(st *statement) *scenario.Error {
	if when := st.Timing.When; when != nil {
		return &scenario.Error{Line: st.Line, Code: scenario.CodeNeverCame, Found: when.String(), Expected: r.observer.instead(when)}
	}
	return &scenario.Error{Line: st.Line, Code: scenario.CodeNotReached, Found: st.Timing.String(), Expected: scenario.FormatTime(r.Now())}
}

// Broken returns the properties that have broken so far. At the end of a run with
// claims that is, apart from what shows at once, whether the whole history of the
// clients has a linear order.
func (r *Run) Broken() []check.Property {
	broken := r.checker.Broken()
	if r.order == check.Broken {
		broken = append(broken, check.Linearizability)
	}
	return broken
}

// Linearizable finds out whether what the clients have been told so far can be
// explained by an order of their requests (§8): see [check.History.Linearizable].
func (r *Run) Linearizable() check.Verdict {
	if r.searched != r.world.Seq() {
		abandoned := func() bool { return r.needsAnswer != nil && !r.needsAnswer() }
		r.found = r.history.Linearizable(abandoned)
		if !abandoned() {
			r.searched = r.world.Seq()
		}
	}
	return r.found
}

// WhileNeeded has the search of [Run.Linearizable] end, not decided, once needed
// returns false: nobody waits for this run any more. A copy of it forgets that.
func (r *Run) WhileNeeded(needed func() bool) { r.needsAnswer = needed }
