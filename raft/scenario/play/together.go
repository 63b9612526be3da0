package play

import (
	"slices"
	"strconv"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// Together returns runs as one canonical text: the first as the main run, and the
// others as variants of it. Played by [Runs], each comes to the same
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
	s, err := gathered(runs, export, new(ahead))
	if err != nil {
		return "", err
	}
	if n := s.Lines(); n > scenario.MaxStatements {
		return "", &scenario.Error{Code: scenario.CodeTooManyStatements, Found: strconv.Itoa(n), Expected: strconv.Itoa(scenario.MaxStatements)}
	}
	text := s.Format()
	if len(text) > scenario.MaxText {
		return "", scenario.TooLong(scenario.CodeRecordTooLong, len(text))
	}
	return text, nil
}

// ahead is how forks are told that have not left the history that they follow yet: where
// what they come from is gone meanwhile, they have to be played up to where they do.
type ahead struct {
	look bool  // only to know whether there are such
	some bool  // there are
	err  error // of a meter
}

// PlaysAhead reports whether telling runs as one text, see [Together], takes playing
// some of them on. That can take as long as playing a text does.
func PlaysAhead(runs []*Run) bool {
	if !slices.ContainsFunc(runs, func(r *Run) bool { return r.branch != nil }) {
		return false
	}
	a := &ahead{look: true}
	_, err := gathered(runs, false, a)
	return err == nil && a.some
}

// gathered returns runs as one scenario.
func gathered(runs []*Run, export bool, a *ahead) (*scenario.Scenario, error) {
	if len(runs) > scenario.MaxRuns {
		return nil, &scenario.Error{Code: scenario.CodeTooManyRuns, Found: strconv.Itoa(len(runs)), Expected: strconv.Itoa(scenario.MaxRuns)}
	}
	first := textRun{Run: runs[0], ahead: a}.settled(export)
	if first.list == nil {
		first.list = first.reached(first.textLines(export))
	}
	main, list := first.Run, first.list
	if export {
		blankFailed(list, nil)
	}
	s := *main.scenario // its header
	s.Variants = nil
	s.Script = main.script(nil, list, nil, export)
	s.Statements = scenario.Dated(s.Statements, (*scenario.Statement).TimingOf, 0, s.Latest()) // as a run does that begins
	names := nameless(&s.Script, s.Config.Servers, nil)
	given := map[string][]string{"": names} // to servers, in each of the runs
	if export {
		s.Look, s.AboveLook, s.TrailingLook = nil, nil, ""
	}
	written := []textRun{{Run: main, list: list, ahead: a}}
	for i, r := range runs[1:] {
		other := written[r.other(runs[:i+1])]
		of := ""
		if other.Run != main {
			of = other.name
		}
		told := textRun{Run: r, list: r.reached(r.textLines(export)), ahead: a}
		if export {
			blankFailed(told.list, other.list)
		}
		v := told.asVariant(&s, other, of, export)
		if has, end := s.EndOf(&scenario.Variant{From: scenario.Relation{Of: of}}); v.HasEnd && has && v.End == end {
			without := v
			without.HasEnd = false
			if has, _ := s.EndOf(&without); has {
				v = without
			}
		}
		if names = given[v.From.Of]; v.From.Kind == scenario.CompareAlone {
			names = nil
		}
		given[v.Name] = nameless(&v.Script, v.Config.Servers, names)
		s.Variants = append(s.Variants, v)
		written = append(written, told)
	}
	return &s, a.err
}

// blankFailed takes what could not be carried out away from what a text says, where it would
// fail once more. What the run has in common with another, which could do it, is no
// failure.
func blankFailed(list, other []textLine) {
	aligned := true
	for i := range list {
		e := &list[i]
		aligned = aligned && i < len(other) && e.String() == other[i].String()
		e.blank = e.failed && (!aligned || other[i].blank)
	}
}

// textRun is a run that a text tells of, and what it says of it.
type textRun struct {
	*Run
	list    []textLine
	written *textRun // as it is written, if that is not as it is
	anchor  int      // which statement, from 1, a text has a fork wait for only from where it leaves; 0 for none
	ahead   *ahead
}

// settled returns the run as it is when it has left the history that it follows.
func (t textRun) settled(export bool) textRun {
	if t.branch == nil || export {
		return t
	}
	t.ahead.some = true
	if t.ahead.look || t.ahead.err != nil {
		return t
	}
	r, err := t.Run.settled()
	if err != nil {
		t.ahead.err = err
		return t
	}
	return textRun{Run: r, list: r.reached(r.textLines(export)), ahead: t.ahead}
}

// asWritten returns the same with the statements as the text has them, from which they
// are read again by whatever plays them with another configuration.
func (t textRun) asWritten(export bool) textRun {
	if t.written != nil {
		return *t.written
	}
	return t.settled(export)
}

// other returns which of the runs before it a run comes from: the main run, if that
// which it came from is not there any more.
func (r *Run) other(before []*Run) int {
	return max(0, slices.IndexFunc(before, func(o *Run) bool { return o.name == r.origin.Of }))
}

// script returns statements as a script of this run, behind those that it shares with
// others, which it follows, with its end and its claims.
func (r *Run) script(common, list []textLine, followed []*scenario.Script, export bool) scenario.Script {
	s := r.scenario.Script
	s.Statements, s.Claims = nil, r.claims
	never := func(e textLine) bool { return r.judged && e.at == raft.Never }
	vain := slices.ContainsFunc(common, never) // some wait for what has never come
	for _, e := range r.reached(list) {
		st := e.statement
		if e.anchor && e.at == raft.Never && s.HasEnd && st.Timing.Time > s.End {
			continue
		}
		vain = vain || never(e)
		if e.blank || st.shared && st.Claim != nil { // it was expected of another run
			doNothing(&st.Statement)
		}
		if e.blank && e.late {
			st.Timing = scenario.Timing{After: true}
		}
		s.Statements = append(s.Statements, st.Statement)
	}
	keepLate(&s)
	switch {
	case export:
		s.HasEnd, s.End, s.AboveEnd, s.TrailingEnd = true, r.Now(), nil, ""
		if !r.judged || r.judgedAt != r.Now() || r.wentOn() {
			s.Claims = nil
		}
	case r.judged && (r.last > r.judgedAt || r.wentOn()):
		s.Claims = nil
	}
	s.ForgetVain(followed)
	if !export && s.HasEnd && (s.End < r.Now() || r.wentOn()) && len(s.Claims) == 0 && !vain {
		s.HasEnd, s.AboveEnd, s.TrailingEnd = false, nil, ""
	}
	return s
}

// keepLate only keeps the place of statements whose instant is before that of one above
// them: they are too late already, though they have not had their turn. No text can say
// so.
func keepLate(s *scenario.Script) {
	clock, waits := raft.Time(0), false
	for i := range s.Statements {
		st := &s.Statements[i]
		switch t := st.Timing; {
		case t.When != nil:
			waits = true
		case t.After && waits:
		case t.Earliest(clock) < clock:
			*st = placeOf(st, scenario.Timing{After: true})
		default:
			clock = t.Earliest(clock)
		}
	}
}

// nameless only keeps the place of statements that speak of servers by names which nobody
// has been given above them, by those who are gone by now. It returns the names that
// there are behind them.
func nameless(s *scenario.Script, servers int, names []string) []string {
	for i := range s.Statements {
		st := &s.Statements[i]
		when, what := st.CanSay(servers, names)
		if !when {
			s.Statements = s.Statements[:i]
			break
		}
		if !what {
			doNothing(st)
		}
		if st.As != "" && !slices.Contains(names, st.As) {
			names = append(slices.Clip(names), st.As)
		}
	}
	s.Claims = slices.DeleteFunc(slices.Clone(s.Claims), func(c scenario.BareClaim) bool {
		_, what := (&scenario.Statement{Claim: c.Claim}).CanSay(servers, names)
		return !what
	})
	return names
}
