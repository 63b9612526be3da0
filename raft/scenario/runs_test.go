package scenario

import "testing"

// playAll plays all runs of a text to their ends, and fails for claims that do not
// hold.
func playAll(t *testing.T, text string) []*Run {
	t.Helper()
	s, err := Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	runs, err := s.Runs()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for _, r := range runs {
		if err := r.Finish(); err != nil {
			t.Errorf("%s: %v", r.Name(), err)
		}
		for _, o := range r.Outcomes() {
			if !o.Held {
				t.Errorf("%s, line %d: expect %s, but %s", r.Name(), o.Line, o.Claim, o.Instead)
			}
		}
		if !r.Ended() {
			t.Errorf("%s has not ended", r.Name())
		}
	}
	return runs
}
