package scenario

// StepMark is a step of a scenario: a "step NAME" of one of its runs.
type StepMark struct {
	Name string
	Run  int // 0 is the main run, then come the variants
	Line int
}

// Steps returns the steps that each run has of its own, those of the main run
// first.
func (s *Scenario) Steps() []StepMark {
	marks := s.Script.marks(0)
	for i := range s.Variants {
		marks = append(marks, s.Variants[i].Script.marks(i+1)...)
	}
	return marks
}

func (s *Script) marks(run int) (marks []StepMark) {
	for i := range s.Statements {
		if a, ok := s.Statements[i].Action.(mark); ok {
			marks = append(marks, StepMark{Name: a.name, Run: run, Line: s.Statements[i].Line})
		}
	}
	return marks
}
