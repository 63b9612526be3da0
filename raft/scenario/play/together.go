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
// Unlike [Run.Text], it keeps statements as they were written, even those that could
// not be carried out: they fail again, at the same instant. Statements whose turn
// never came before the end are left out.
func Together(runs []*Run) (string, error) { return together(runs, false) }

// ExportTogether returns runs as one canonical text that ends now. Pending statements
// are left out, and so are claims about a later end.
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

// ahead says what to do with a fork that still follows another run's history. If that
// history is no longer in the text, the fork has to be played up to where it leaves it,
// on a copy, before a text can say what it does.
type ahead struct {
	look bool  // do not play: only find out whether it would be needed
	some bool  // it is needed for at least one run
	err  error // of the meter, which ended the playing
}

// PlaysAhead reports whether [Together] would have to play some of the runs on, on
// copies. That can take as long as playing a text does.
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
		v.Script.ForgetVain(s.Followed(&v)) // what waited may have gone with a name
		s.Variants = append(s.Variants, v)
		written = append(written, told)
	}
	return &s, a.err
}

// blankFailed makes a blank of each statement that could not be carried out, since it
// would fail once more. A statement at the beginning that the other run has too, and
// could carry out, stays.
func blankFailed(list, other []textLine) {
	aligned := true
	for i := range list {
		e := &list[i]
		aligned = aligned && i < len(other) && e.String() == other[i].String()
		e.blank = e.failed && (!aligned || other[i].blank)
	}
}

// textRun is a run and the lines that the text has of it.
type textRun struct {
	*Run
	list    []textLine
	written *textRun // the run with the lines that the text got in the end, if they are others than list
	anchor  int      // the number, from 1, of the first line of a fork if that waits for a condition; 0 for none
	ahead   *ahead
}

// settled returns the run as it will be when it has left the history that it follows,
// or the run itself if it follows none, or if only the past is written.
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

// asWritten returns the run with the lines that the text got in the end. A comparison
// is written against these, since whoever reads the text takes its statements from them.
func (t textRun) asWritten(export bool) textRun {
	if t.written != nil {
		return *t.written
	}
	return t.settled(export)
}

// other returns the index of the run that this one comes from, among those before it.
// If that one is gone, it is the main run's.
func (r *Run) other(before []*Run) int {
	return max(0, slices.IndexFunc(before, func(o *Run) bool { return o.name == r.origin.Of }))
}

// script returns a script of this run: the statements of list, its end and its claims.
// Before these it plays the statements of common, which it shares with the runs whose
// scripts are followed.
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

// keepLate replaces a statement by a wait if its instant is before that of a statement
// above it. Such a statement is too late already, and no text can say that.
func keepLate(s *scenario.Script) {
	clock, waits := raft.Time(0), false
	for i := range s.Statements {
		st := &s.Statements[i]
		switch t := st.Timing; {
		case t.When != nil:
			waits = true
		case t.After && waits:
		case t.Earliest(clock) < clock:
			*st = placeOf(st, behind(s.Statements[i-1].Timing))
		default:
			clock = t.Earliest(clock)
		}
	}
}

// behind returns the timing of what is too late for its own, behind a statement: that one's
// instant, if it has one, as it is written when it has been read again.
func behind(above scenario.Timing) scenario.Timing {
	if above.When == nil && !above.After {
		return above
	}
	return scenario.Timing{After: true}
}

// nameless replaces a statement by a wait if it uses a server's name that no statement
// above it gives, because the run that gave it is gone. It returns all names that are
// given by the end of the script.
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
