package play

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
)

// asVariant returns the run as a variant of another one that the text has already. That
// one's name is of, which is empty for the main run. It is written as it was
// read if that is still true; else as a comparison, as a fork that is still to come, or
// as a fork.
func (r *textRun) asVariant(s *scenario.Scenario, other textRun, of string, export bool) scenario.Variant {
	v := scenario.Variant{Name: r.name, Config: r.scenario.Config}
	if r.read != nil {
		v.Above, v.Trailing = r.read.Above, r.read.Trailing
	}
	relate := func(from scenario.Relation, own *Run, common, list []textLine) scenario.Variant {
		v.From = from
		v.From.Of = of
		if export {
			blankFailed(list, nil) // behind what they have in common
		} else {
			list = slices.Clone(list) // what comes from this run is compared with what it has said
		}
		for i := range list { // what came too late may be before the first instant that can be told here
			e := &list[i]
			e.late = e.late || from.Kind == scenario.ForkAt && e.Timing.When == nil && !e.Timing.After && e.Timing.Time <= from.At
			e.blank = e.blank || e.late
			if i == 0 && e.late && from.Kind == scenario.ForkAtStep && e.at != raft.Never && !own.waitedFor(from.Step) {
				e.late, e.Timing = false, scenario.Timing{Time: e.at} // as what counts from a step is recorded
			}
		}
		v.Script = own.script(common, list, s.Followed(&v), export)
		if has, end := s.EndOf(&v); has && !v.HasEnd && (own.scenario.HasEnd || end < own.Now() || len(own.pending) > 0) { // or it would have ended where its other does
			v.HasEnd, v.End = true, max(own.partEnds(), s.LatestOf(&v, raft.Never))
		}
		for i := range list {
			if v.HasEnd && list[i].at != raft.Never {
				v.End = max(v.End, list[i].at)
			}
		}
		endsBehind(&v)
		dateBehind(&v, s, common)
		return v
	}
	whole := r.list
	if n, as := r.asRead(other.asWritten(export), whole); as && (!export || r.origin.Alone) {
		return relate(r.read.From, r.Run, whole[:n], whole[n:])
	}
	if scenario.ChangeOf(&other.scenario.Config, &v.Config) != "" {
		own := r.settled(export)
		from, n := own.compared(other.asWritten(export), own.list)
		return relate(from, own.Run, own.list[:n], own.list[n:])
	}
	if verbatim, from := r.stillFollows(other, whole); verbatim != nil && !export && tellsStep(s, of, from.Step) {
		v = relate(from, r.Run, nil, nil)
		v.Script = *verbatim
		v.Statements = slices.Clone(v.Statements)
		v.Script.ForgetVain(s.Followed(&v))
		endsBehind(&v)
		return v
	}
	own := r.settled(export)
	from, n := own.forked(other.settled(export), own.list)
	own.list = slices.Clone(own.list)
	r.written = &own
	list := own.list[n:]
	if own.stray { // what it shared has ended
		list = slices.DeleteFunc(list, func(e textLine) bool { return e.at == raft.Never })
		own.list = own.list[:n+len(list)]
	}
	if from.Kind == scenario.ForkAt && len(list) > 0 && list[0].Timing.When != nil {
		own.anchor = n + 1
	}
	if from.Kind == scenario.ForkAt && len(list) > 0 {
		if list[0].anchor && list[0].Timing.Time == from.At+1 {
			list = list[1:]
		} else if list[0].Timing.After { // it counts from a statement that is not told here
			datedFrom(list, own.last)
		}
	}
	return relate(from, own.Run, nil, list)
}

// waitedFor reports whether a step came with a condition, and not at a given instant.
// What happened in the same instant can then only be written as "after".
func (r *Run) waitedFor(step string) bool {
	return slices.ContainsFunc(r.told, func(e textLine) bool {
		return e.Action == scenario.Step{Name: step} && (e.Timing.When != nil || e.Timing.After)
	})
}

// datedFrom turns the "after" of the first statements into instants, counted from one.
func datedFrom(list []textLine, at raft.Time) {
	for i := range list {
		e := &list[i]
		switch {
		case !e.Timing.After:
			return
		case e.at != raft.Never:
			at = e.at
		default:
			at += e.Timing.Time
		}
		e.Timing = scenario.Timing{Time: at}
	}
}

// tellsStep reports whether the text still has a step in a run or in one that it
// follows: it is left out where it came too late. It is true if there is no step to
// look for.
func tellsStep(s *scenario.Scenario, run, step string) bool {
	v := &scenario.Variant{From: scenario.Relation{Of: run}}
	return step == "" || slices.ContainsFunc(s.Followed(v), func(f *scenario.Script) bool { return slices.Contains(f.StepNames(), step) })
}

// dateBehind dates a variant's own statements as reading the text will. In a comparison
// they are counted from the statements that it shares, in a fork from its first statement
// that has an instant.
func dateBehind(v *scenario.Variant, s *scenario.Scenario, common []textLine) {
	last, from, waited := raft.Time(0), 0, false
	for i := range common {
		e := &common[i]
		if e.Timing.When != nil && e.at == raft.Never {
			return // what comes behind it may be too late by then
		}
		last, waited = e.Timing.Earliest(last), waited || e.Timing.When != nil
	}
	if v.From.Kind.Forks() || waited {
		from = slices.IndexFunc(v.Statements, func(st scenario.Statement) bool { return !st.Timing.After })
		if from < 0 || v.Statements[from].Timing.When != nil {
			return
		}
	}
	latest := raft.Time(scenario.MaxTime)
	if has, end := s.EndOf(v); has {
		latest = end
	}
	v.Statements = slices.Concat(v.Statements[:from], scenario.Dated(v.Statements[from:], (*scenario.Statement).TimingOf, last, latest))
}

// endsBehind moves the end of a fork to its beginning, if it is before that because the
// run that it comes from had ended.
func endsBehind(v *scenario.Variant) {
	if v.From.Kind == scenario.ForkAt && v.HasEnd {
		v.End = max(v.End, v.From.At)
	}
}

// stillFollows returns a fork's own script and where it begins, for a fork that has not
// begun to differ: it has not come to that place, or never does, and nothing was done
// live in it or in the run that it comes from. Otherwise the script is nil.
func (r *Run) stillFollows(other textRun, list []textLine) (*scenario.Script, scenario.Relation) {
	b := r.branch
	if r.parted || len(other.list) != len(list) || agree(other.list, list) != len(list) {
		return nil, scenario.Relation{}
	}
	if r.stray && r.read != nil && slices.ContainsFunc(list, func(e textLine) bool { return e.Action == scenario.Step{Name: r.read.From.Step} }) {
		return &r.read.Script, r.read.From
	}
	if b.length() != other.branch.length()+1 {
		return nil, scenario.Relation{}
	}
	b = b.last()
	own := b.own.written()
	if b.step != "" {
		return &own, scenario.Relation{Kind: scenario.ForkAtStep, Step: b.step}
	}
	return &own, scenario.Relation{Kind: scenario.ForkAt, At: b.at}
}

// asRead reports whether the first line of a comparison, as it was read, is still true,
// so that it can be kept, and how many statements it shares with the other run.
func (r *Run) asRead(other textRun, own []textLine) (n int, as bool) {
	switch {
	case r.read == nil:
		return 0, false
	case r.read.From.Kind == scenario.CompareAlone:
		return 0, true
	case r.read.From.Kind != scenario.CompareUntil || other.name != r.read.From.Of || scenario.ChangeOf(&other.scenario.Config, &r.scenario.Config) == "":
		return 0, false
	}
	list := other.list
	for n < len(own) && own[n].shared {
		if n >= len(list) || !list[n].same(&own[n]) {
			return 0, false
		}
		n++
	}
	if slices.ContainsFunc(own[n:], func(e textLine) bool { return e.shared }) {
		return 0, false // something was done live in between
	}
	if r.wentOn() && slices.ContainsFunc(r.left, func(st statement) bool { return st.shared }) {
		return 0, false // it has gone on without some of them
	}
	until := r.read.From.At
	for i := range list {
		// What has been done live since would be taken for the main run's.
		if live := list[i].number == 0 && !list[i].anchor; live && list[i].at <= until || i >= n && list[i].at <= until {
			return 0, false
		}
	}
	return n, n == 0 || list[n-1].at <= until || other.Now() < until
}

// agree returns how many statements at the beginning of two lists are the same and had
// their turn at the same instant.
func agree(a, b []textLine) (n int) {
	for n < len(a) && n < len(b) && a[n].at == b[n].at && a[n].same(&b[n]) {
		n++
	}
	return n
}

// forked returns where a run forks from another one with the same configuration, and how
// many statements they share.
func (r *Run) forked(other textRun, own []textLine) (scenario.Relation, int) {
	list := other.list
	n := agree(list, own)
	if r.origin.Step != "" {
		at := slices.IndexFunc(own[:n], func(e textLine) bool { return e.Action == scenario.Step{Name: r.origin.Step} && !e.blank })
		if at >= 0 && own[at].at != raft.Never {
			return scenario.Relation{Kind: scenario.ForkAtStep, Step: r.origin.Step}, at + 1
		}
	}
	t := min(other.before(list, n), r.before(own, n))
	if f := r.origin.Fork; f != nil && *f < t {
		t = *f
	}
	for n > 0 && own[n-1].at > t {
		n--
	}
	if t < 0 {
		return scenario.Relation{Kind: scenario.CompareAlone}, 0
	}
	return scenario.Relation{Kind: scenario.ForkAt, At: t}, n
}

// before returns the last instant, up to now, at which no more than the first n of the
// statements have had their turn.
func (r *Run) before(list []textLine, n int) raft.Time {
	if n < len(list) && list[n].at != raft.Never {
		return list[n].at - 1
	}
	return r.Now()
}

// compared returns up to where a run with another configuration plays the same statements
// as another run, and how many these are.
func (r *Run) compared(other textRun, own []textLine) (scenario.Relation, int) {
	list := other.list
	if r.origin.Alone {
		return scenario.Relation{Kind: scenario.CompareAlone}, 0
	}
	n := 0
	for n < len(list) && n < len(own) && list[n].same(&own[n]) && n+1 != other.anchor {
		n++
	}
	if n == len(list) {
		return scenario.Relation{Kind: scenario.Compare}, n
	}
	for n > 0 && list[n-1].at == raft.Never {
		n--
	}
	t := other.before(list, n)
	for n > 0 && list[n-1].at > t {
		n--
	}
	switch {
	case t < 0:
		return scenario.Relation{Kind: scenario.CompareAlone}, 0
	case n == 0:
		t = 0
	default:
		t = list[n-1].at
	}
	return scenario.Relation{Kind: scenario.CompareUntil, At: t}, n
}
