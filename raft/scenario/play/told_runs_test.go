package play

import "testing"

// toldOf returns the text of runs.
func toldOf(t *testing.T, runs []*Run) string {
	t.Helper()
	text, err := Together(runs)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// exportedOf returns their text as a file has it.
func exportedOf(t *testing.T, runs []*Run) string {
	t.Helper()
	text, err := ExportTogether(runs)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// sameOrigins fails unless runs come back with where they come from.
func sameOrigins(t *testing.T, runs []*Run) {
	t.Helper()
	text, _ := checkWritten(t, runs)
	again := runsOf(t, text)
	for i, r := range again {
		arrive(t, r, runs[i].Now())
		is, was := r.Origin(), runs[i].Origin()
		if is.Of != was.Of || is.Step != was.Step || is.Change != was.Change || is.Alone != was.Alone || !alike(is.Fork, was.Fork) {
			t.Errorf("run %d comes from %+v, and came from %+v:\n%s", i, is, was, text)
		}
		if r.Name() != runs[i].Name() {
			t.Errorf("run %d is called %q, and was called %q", i, r.Name(), runs[i].Name())
		}
	}
}
