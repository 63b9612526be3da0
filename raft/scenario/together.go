package scenario

import (
	"slices"

	"raft-playground/raft"
)

// Together returns runs as one canonical text: the first as the main run, and the
// others as variants of it. Played by [Scenario.Runs], each comes to the same
// instants with the same hashes, and goes on in the same way.
//
// Other than in [Run.Text] statements stand there as they were written, those too
// that could not be carried out: they fail again, at the same instant. What has
// never come in time is left out.
func Together(runs []*Run) (string, error) { return together(runs, false) }

// ExportTogether returns runs as one canonical text up to now, where it ends. What
// is pending is left out, and so is what is expected of another end.
func ExportTogether(runs []*Run) (string, error) { return together(runs, true) }

func together(runs []*Run, export bool) (string, error) {
	if len(runs) > MaxRuns {
		return "", &Error{Code: codeTooManyRuns, Found: itoa(len(runs)), Expected: itoa(MaxRuns)}
	}
	main := runs[0]
	if !export {
		main = main.settled()
	}
	list := main.spoken(export)
	s := *main.scenario
	s.Variants = nil
	s.Script = main.script(list, nil, export)
	if export {
		s.Look, s.AboveLook, s.BesideLook = nil, nil, ""
	}
	written := []teller{{main, list}}
	for i, r := range runs[1:] {
		other := written[r.other(runs[:i+1])]
		of := ""
		if other.Run != main {
			of = other.name
		}
		v := r.variant(&s, other, of, export)
		if has, end := s.endOf(&Variant{From: Relation{Of: of}}); v.HasEnd && has && v.End == end {
			without := v
			without.HasEnd = false
			if has, _ := s.endOf(&without); has {
				v = without
			}
		}
		s.Variants = append(s.Variants, v)
		written = append(written, teller{r, r.spoken(export)})
	}
	if n := s.lines(); n > MaxStatements {
		return "", &Error{Code: codeTooManyStatements, Found: itoa(n), Expected: itoa(MaxStatements)}
	}
	text := s.Format()
	if len(text) > MaxText {
		return "", tooLong(codeRecordTooLong, len(text))
	}
	return text, nil
}

// teller is a run that a text tells of, and what it says of it.
type teller struct {
	*Run
	list []spoken
}

// settled returns the run as it is when it has left the history that it follows.
func (t teller) settled(export bool) teller {
	if t.branch == nil || export {
		return t
	}
	r := t.Run.settled()
	return teller{r, r.spoken(export)}
}

// other returns which of the runs before it a run comes from: the main run, if that
// which it came from is not there any more.
func (r *Run) other(before []*Run) int {
	return max(0, slices.IndexFunc(before, func(o *Run) bool { return o.name == r.origin.Of }))
}

// spoken is a statement as the text says it, and when it had its turn.
type spoken struct {
	Statement
	at raft.Time // raft.Never if it is pending
}

// spoken returns what has had its turn and, unless it is left out, what is pending;
// and what never had it, as long as nothing was done after the end.
func (r *Run) spoken(export bool) []spoken {
	list := make([]spoken, 0, len(r.told)+len(r.pending)+len(r.left))
	list = append(list, r.told...)
	if !export {
		for _, st := range r.pending {
			list = append(list, spoken{st, raft.Never})
		}
	}
	if r.judged && len(r.told) == r.toldBy && (!export || r.judgedAt == r.Now() && len(r.left) > 0 && r.spared(&r.left[0])) {
		for _, st := range r.left {
			list = append(list, spoken{st, raft.Never})
		}
	}
	for i := range list[min(1, len(list)):] {
		before, st := &list[i].Statement, &list[i+1].Statement
		if relative := before.Timing.When != nil || before.Timing.After; relative && st.said != nil && st.number == before.number+1 {
			st.Timing = *st.said // counts from the statement right before it
		}
	}
	return r.sayable(list)
}

// sayable returns the statements as a cluster of this size can be told them. What
// speaks of servers that are not there, as the main run may, does nothing, and never
// comes.
func (r *Run) sayable(list []spoken) []spoken {
	var names []string
	for _, e := range list {
		names = append(names, e.As)
	}
	can := func(text string, read func(*line)) bool { return canRead(text, r.scenario.Config.Servers, names, read) }
	for i := range list {
		st := &list[i].Statement
		if when := st.Timing.When; when != nil && !can(when.String(), func(l *line) { l.condition() }) {
			return list[:i]
		}
		if st.Claim != nil && !can(st.Claim.String(), func(l *line) { l.claim() }) || st.Action != nil && !can(st.Action.String(), func(l *line) { l.action() }) {
			st.Claim, st.Action, st.As = nil, wait{}, ""
		}
	}
	return list
}

// same reports whether two runs say the same in a statement.
func (s *spoken) same(o *spoken) bool {
	return s.As == o.As && s.Statement.String() == o.Statement.String()
}

// script returns statements as a script of this run, which follows others, with its
// end and its claims.
func (r *Run) script(list []spoken, followed []*Script, export bool) Script {
	s := r.scenario.Script
	s.Statements, s.Claims = nil, r.claims
	for _, e := range list {
		st := e.Statement
		if st.shared && st.Claim != nil { // it was expected of another run
			st.Claim, st.Action = nil, wait{}
		}
		s.Statements = append(s.Statements, st)
	}
	switch {
	case export:
		s.HasEnd, s.End, s.AboveEnd, s.BesideEnd = true, r.Now(), nil, ""
		if !r.judged || r.judgedAt != r.Now() {
			s.Claims = nil
		}
	case r.judged && r.last > r.judgedAt:
		s.Claims = nil
	}
	s.forgetVain(followed)
	if !export && s.HasEnd && s.End < r.Now() && len(s.Claims) == 0 {
		s.HasEnd, s.AboveEnd, s.BesideEnd = false, nil, ""
	}
	return s
}
