package scenario

import "raft-playground/raft"

// EndOf returns when a variant ends: when it says so, or else when the run does that
// it comes from, unless statements of its own come later than that.
func (s *Scenario) EndOf(v *Variant) (has bool, end raft.Time) {
	if v.HasEnd {
		return true, v.End
	}
	if has, end = s.HasEnd, s.End; v.From.Of != "" {
		has, end = s.EndOf(&s.Variants[s.VariantIndex(v.From.Of)])
	}
	if !has {
		return false, 0
	}
	return s.LatestOf(v, raft.Never) <= end, end
}

// LatestOf returns the latest instant up to t that statements of a variant are known to
// have, which count from where it begins or from the last one that it shares.
func (s *Scenario) LatestOf(v *Variant, t raft.Time) raft.Time {
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
	return s.LatestOf(&s.Variants[s.VariantIndex(v.From.Of)], t)
}

// latest returns the latest instant up to t that statements are known to have, of which
// the first counts from clock.
func latest(statements []Statement, clock, t raft.Time) raft.Time {
	for _, st := range statements {
		next := st.Timing.Earliest(clock)
		if next > t {
			break
		}
		clock = next
	}
	return clock
}
