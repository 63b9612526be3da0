package scenario

import (
	"slices"

	"raft-playground/raft"
)

// variant returns the run as a variant of the main run, which says list.
func (r *Run) variant(main *Run, list []spoken, export bool) Variant {
	v := Variant{Name: r.name, Config: r.scenario.Config}
	if r.read != nil {
		v.Above, v.Beside = r.read.Above, r.read.Beside
	}
	if n, as := r.asRead(main, list, r.spoken(export)); as && !export {
		v.From = r.read.From
		v.Script = r.script(r.spoken(export)[n:], export)
		return v
	}
	if changeOf(&main.scenario.Config, &v.Config) != "" {
		r = r.settledUnless(export)
		own := r.spoken(export)
		n := 0
		v.From, n = r.compared(main, list, own)
		v.Script = r.script(own[n:], export)
		return v
	}
	own := r.spoken(export)
	if b := r.branch; b != nil && !export && len(list) == len(own) && agree(list, own) == len(own) {
		v.From = Relation{Kind: ForkAt, At: b.at}
		if b.step != "" {
			v.From = Relation{Kind: ForkAtStep, Step: b.step}
		}
		v.Script = b.own
		return v
	}
	r = r.settledUnless(export)
	own = r.spoken(export)
	n := 0
	v.From, n = r.forked(main, list, own)
	if own = own[n:]; v.From.Kind == ForkAt && len(own) > 0 && own[0].anchor && own[0].Timing.Time == v.From.At+1 {
		own = own[1:]
	}
	v.Script = r.script(own, export)
	return v
}

// asRead reports whether a comparison is still what its first line says, so that it
// can stand there as it was written, and how many statements it shares.
func (r *Run) asRead(main *Run, list, own []spoken) (n int, as bool) {
	switch {
	case r.read == nil:
		return 0, false
	case r.read.From.Kind == CompareAlone:
		return 0, true
	case r.read.From.Kind != CompareUntil || main.name != "" || changeOf(&main.scenario.Config, &r.scenario.Config) == "":
		return 0, false
	}
	for n < len(own) && own[n].shared {
		if n >= len(list) || !list[n].same(&own[n]) {
			return 0, false
		}
		n++
	}
	if slices.ContainsFunc(own[n:], func(e spoken) bool { return e.shared }) {
		return 0, false // something was done live in between
	}
	until := r.read.From.At
	for i := range list {
		// What has been done live since would be taken for the main run's.
		if live := list[i].number == 0 && !list[i].anchor; live && list[i].at <= until || i >= n && list[i].at <= until {
			return 0, false
		}
	}
	return n, n == 0 || list[n-1].at <= until || main.Now() < until
}

func (r *Run) settledUnless(export bool) *Run {
	if export {
		return r
	}
	return r.settled()
}

// agree returns how many statements at the beginning of two lists are the same, and
// had their turns at the same instants.
func agree(a, b []spoken) (n int) {
	for n < len(a) && n < len(b) && a[n].at == b[n].at && a[n].same(&b[n]) {
		n++
	}
	return n
}

// forked returns how a run with the main run's configuration forks from it, and how
// many statements they share.
func (r *Run) forked(main *Run, list, own []spoken) (Relation, int) {
	n := agree(list, own)
	if r.origin.Step != "" {
		at := slices.IndexFunc(own[:n], func(e spoken) bool { return e.Action == mark{r.origin.Step} })
		if at >= 0 && own[at].at != raft.Never {
			return Relation{Kind: ForkAtStep, Step: r.origin.Step}, at + 1
		}
	}
	t := min(main.before(list, n), r.before(own, n))
	if f := r.origin.Fork; f != nil && *f < t && (n == 0 || own[n-1].at <= *f) {
		t = *f
	}
	for n > 0 && own[n-1].at > t {
		n--
	}
	if t < 0 {
		return Relation{Kind: CompareAlone}, 0
	}
	return Relation{Kind: ForkAt, At: t}, n
}

// before returns the last instant at which only the first n of the statements have
// had their turn, as far as the run has come.
func (r *Run) before(list []spoken, n int) raft.Time {
	if n < len(list) && list[n].at != raft.Never {
		return list[n].at - 1
	}
	return r.Now()
}

// compared returns how a run with another configuration compares with the main run,
// and how many statements they share.
func (r *Run) compared(main *Run, list, own []spoken) (Relation, int) {
	n := 0
	for n < len(list) && n < len(own) && list[n].same(&own[n]) {
		n++
	}
	if n == len(list) {
		return Relation{Kind: Compare}, n
	}
	for n > 0 && list[n-1].at == raft.Never {
		n--
	}
	t := main.before(list, n)
	for n > 0 && list[n-1].at > t {
		n--
	}
	if t < 0 || n == 0 {
		return Relation{Kind: CompareAlone}, 0
	}
	return Relation{Kind: CompareUntil, At: t}, n
}
