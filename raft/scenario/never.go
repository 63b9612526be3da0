package scenario

import "slices"

// NeverCame is "never CONDITION": what a statement waits for does not come. Then it
// is no error that it has not.
type NeverCame struct{ When Condition }

func (c NeverCame) String() string { return NeverWord + " " + c.When.String() }

// awaits reports whether one of the statements waits for a condition.
func (s *Script) awaits(when Condition) bool {
	return slices.ContainsFunc(s.Statements, func(st Statement) bool {
		return st.Timing.When != nil && st.Timing.When.String() == when.String()
	})
}

// vain reports whether a claim expects something never to come for which nothing
// waits: neither the script nor those that it follows.
func (s *Script) vain(c Claim, followed []*Script) bool {
	never, ok := c.(NeverCame)
	return ok && !s.awaits(never.When) && !slices.ContainsFunc(followed, func(f *Script) bool { return f.awaits(never.When) })
}

// ForgetVain takes away what is expected never to come where what waited for it is not
// told any more.
func (s *Script) ForgetVain(followed []*Script) {
	for i := range s.Statements {
		if st := &s.Statements[i]; s.vain(st.Claim, followed) {
			st.Claim, st.Action = nil, Wait{}
		}
	}
	s.Claims = slices.DeleteFunc(slices.Clone(s.Claims), func(c BareClaim) bool { return s.vain(c.Claim, followed) })
}

// finish checks what can be checked only when everything has been read.
func (p *parser) finish() error {
	var l line
	p.headerEnds(&l)
	if l.err != nil {
		return l.err
	}
	s := p.s
	if err := s.Script.neversAwaited(nil); err != nil {
		return err
	}
	for i := range s.Variants {
		if err := s.Variants[i].neversAwaited(s.Followed(&s.Variants[i])); err != nil {
			return err
		}
	}
	return nil
}

// Followed returns the scripts of the runs that a variant comes from, as far as it
// follows them.
func (s *Scenario) Followed(v *Variant) (scripts []*Script) {
	for v.From.Kind != CompareAlone {
		i := s.VariantIndex(v.From.Of)
		if i < 0 {
			return append(scripts, &s.Script)
		}
		v = &s.Variants[i]
		scripts = append(scripts, &v.Script)
	}
	return scripts
}

// neversAwaited returns an error for a condition that is expected never to come
// though nothing waits for it.
func (s *Script) neversAwaited(followed []*Script) error {
	check := func(line int, c Claim) error {
		if !s.vain(c, followed) {
			return nil
		}
		never := c.(NeverCame)
		return &Error{Line: line, Code: CodeNothingWaits, Found: Excerpt(never.When.String()), Expected: Excerpt(Timing{When: never.When}.String() + ": " + Wait{}.String())}
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
