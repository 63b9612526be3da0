package play

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// textLine is a statement as the text has it, and when it had its turn.
type textLine struct {
	statement
	at    raft.Time // raft.Never if it is pending
	blank bool      // the text only keeps its place
}

// textLines returns the statements that have had their turn and, unless the text is to
// end now, those that are pending. Statements whose turn never came are among them as
// long as nothing was done after the end.
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

// sayable returns the statements as a text can have them for a cluster of this size. One
// that is about a server which this cluster lacks becomes a wait; where a condition is
// about such a server, the list ends there, for it never comes. Names of servers are
// checked once all runs are written: see nameless.
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

// same reports whether two lines do the same in their runs.
func (s *textLine) same(o *textLine) bool {
	if s.blank != o.blank { // one of them did nothing, as the other could not
		return s.Timing.String() == o.Timing.String() && s.idle() && o.idle()
	}
	return s.As == o.As && s.Statement.String() == o.Statement.String()
}

// idle reports whether a line does nothing but wait for its turn.
func (s *textLine) idle() bool { return s.blank || s.Action == scenario.Wait{} && s.Claim == nil }

// reached returns the statements before the first that is known to come after the end.
// That one and all behind it never have a turn, and a text with that end cannot have
// them. Anchors do not count.
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
