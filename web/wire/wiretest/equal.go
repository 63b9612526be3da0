package wiretest

import (
	"testing"

	"raft-playground/web/wire"
)

// Equal fails when two values differ on the wire.
func Equal(t testing.TB, what string, want, got any) {
	t.Helper()
	w, g := string(wire.Marshal(want)), string(wire.Marshal(got))
	if w == "[]" {
		w = "null"
	}
	if w == g {
		return
	}
	at := 0
	for at < min(len(w), len(g)) && w[at] == g[at] {
		at++
	}
	t.Errorf("%s differ:\nwant …%.200s\ngot  …%.200s", what, w[max(0, at-60):], g[max(0, at-60):])
}
