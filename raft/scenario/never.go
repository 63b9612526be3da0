package scenario

import "slices"

// neverCame is "never CONDITION": what a statement waits for does not come. Then it
// is no error that it has not.
type neverCame struct{ when Condition }

func (c neverCame) String() string { return neverWord + " " + c.when.String() }

func (c neverCame) holds(r *Run) (bool, string) {
	if slices.Contains(r.comings, c.when.String()) {
		return false, c.when.String()
	}
	return true, ""
}

// awaits reports whether one of the statements waits for a condition.
func (s *Script) awaits(when Condition) bool {
	return slices.ContainsFunc(s.Statements, func(st Statement) bool {
		return st.Timing.When != nil && st.Timing.When.String() == when.String()
	})
}

// finish checks what can be checked only when everything has been read.
func (p *parser) finish() error {
	var l line
	p.headerEnds(&l)
	if l.err != nil {
		return l.err
	}
	s := p.s
	if err := s.Script.neversAwaited(&Script{}); err != nil {
		return err
	}
	for i := range s.Variants {
		v, shared := &s.Variants[i], &s.Script
		if v.From.Kind == CompareAlone {
			shared = &Script{}
		}
		if err := v.Script.neversAwaited(shared); err != nil {
			return err
		}
	}
	return nil
}

// neversAwaited returns an error for a condition that is expected never to come
// though nothing waits for it.
func (s *Script) neversAwaited(shared *Script) error {
	check := func(line int, c Claim) error {
		never, ok := c.(neverCame)
		if !ok || s.awaits(never.when) || shared.awaits(never.when) {
			return nil
		}
		return &Error{Line: line, Code: codeNothingWaits, Found: excerpt(never.when.String()), Expected: excerpt(Timing{When: never.when}.String() + ": " + wait{}.String())}
	}
	for i := range s.Statements {
		if err := check(s.Statements[i].Line, s.Statements[i].Claim); err != nil {
			return err
		}
	}
	for _, c := range s.Claims {
		if err := check(c.Line, c.Claim); err != nil {
			return err
		}
	}
	return nil
}
