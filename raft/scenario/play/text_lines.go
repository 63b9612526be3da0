package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// textLine is a statement as the text says it, and when it had its turn.
type textLine struct {
	statement
	at    raft.Time // raft.Never if it is pending
	blank bool      // the text only keeps its place
}

// textLines returns what has had its turn and, unless it is left out, what is pending;
// and what never had it, as long as nothing was done after the end.
func (r *Run) textLines(export bool) []textLine {
	list := make([]textLine, 0, len(r.told)+len(r.pending)+len(r.left))
	list = append(list, r.told...)
	if !export {
		for _, st := range r.pending {
			list = append(list, textLine{statement: st, at: raft.Never})
		}
	}
	if r.judged && !r.wentOn() && (!export || r.judgedAt == r.Now() && len(r.left) > 0 && r.spared(&r.left[0])) {
		for _, st := range r.left {
			list = append(list, textLine{statement: st, at: raft.Never})
		}
	}
	for i := range list[min(1, len(list)):] {
		before, st := &list[i].statement, &list[i+1].statement
		if relative := before.Timing.When != nil || before.Timing.After; relative && st.said != nil && st.number == before.number+1 {
			st.Timing = *st.said // counts from the statement right before it
		}
	}
	return r.sayable(list)
}

// wentOn reports whether something was done after the end.
func (r *Run) wentOn() bool { return r.judged && len(r.told) > r.toldBy }

// sayable returns the statements as a cluster of this size can be told them. What
// speaks of servers that are not there, as the main run may, does nothing, and never
// comes. Whether the names have been given that it speaks of shows when all runs are told:
// see nameless.
func (r *Run) sayable(list []textLine) []textLine {
	for i := range list {
		st := &list[i].Statement
		when, what := st.CanSay(r.scenario.Config.Servers, st.Names())
		if !when {
			return list[:i]
		}
		if !what {
			doNothing(st)
		}
	}
	return list
}

// same reports whether two runs say the same in a statement.
func (s *textLine) same(o *textLine) bool {
	if s.blank != o.blank { // one of them did nothing, as the other could not
		return s.Timing.String() == o.Timing.String() && s.idle() && o.idle()
	}
	return s.As == o.As && s.Statement.String() == o.Statement.String()
}

// idle reports whether a text says of a statement only when it has its turn.
func (s *textLine) idle() bool { return s.blank || s.Action == scenario.Wait{} && s.Claim == nil }

// reached returns the statements up to the first that is known to come after the end:
// none of the rest has a turn, and no text can say them and the end. An anchor only says
// from when on a fork waits.
func (r *Run) reached(list []textLine) []textLine {
	clock, known := r.last, true
	for i, e := range list {
		switch t := e.Timing; {
		case e.at != raft.Never, e.anchor:
		case t.When != nil:
			known = false
		case known || !t.After:
			if clock = t.Earliest(clock); r.scenario.HasEnd && clock > r.scenario.End && !r.wentOn() {
				return list[:i]
			}
		}
	}
	return list
}
