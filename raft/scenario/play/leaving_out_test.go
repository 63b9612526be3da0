package play

import "testing"

// leaveOut closes one of the runs, as a session does.
func leaveOut(t *testing.T, runs []*Run, gone int) (left []*Run) {
	t.Helper()
	joins, err := Without(runs, gone)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range runs {
		if i != gone {
			left = append(left, r)
		}
	}
	for _, join := range joins {
		left[join.Run].Rejoin(join)
		if join.Run > 0 && left[join.From].Name() != join.Origin.Of {
			t.Errorf("it comes from %q, which is not run %d", join.Origin.Of, join.From)
		}
	}
	return left
}
