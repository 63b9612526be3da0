package check

import "testing"

// historyOf returns what clients have been told in a run.
func historyOf(script func(*handmade)) *History {
	h := &History{}
	for _, e := range tell(script) {
		h.Event(&e)
	}
	return h
}

func TestLinearizability(t *testing.T) {
	tests := []struct {
		what   string
		linear bool
		script func(*handmade)
	}{
		{"nothing was asked", true, func(*handmade) {}},
		{"a read after a write", true, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.hears(1, 1, 1)
			r.asks(2, "read x", "x")
			r.hears(2, 1, 1)
		}},
		{"a read that misses a write before it", false, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.hears(1, 1, 1)
			r.asks(2, "read x", "x")
			r.hears(2, 0, 0)
		}},
		{"a read while a write is under way, either way", true, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.asks(2, "read x", "x")
			r.hears(2, 0, 0)
			r.asks(2, "read x", "x")
			r.hears(2, 1, 1)
			r.hears(1, 1, 1)
		}},
		{"two reads that see a write come and go", false, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.asks(2, "read x", "x")
			r.hears(2, 1, 1)
			r.asks(2, "read x", "x")
			r.hears(2, 0, 0)
			r.hears(1, 1, 1)
		}},
		{"an add that took effect twice", false, func(r *handmade) {
			r.asks(1, "add x 5", "x")
			r.hears(1, 10, 2)
		}},
		{"adds in an order that nobody saw", true, func(r *handmade) {
			r.asks(1, "add x 5", "x")
			r.asks(2, "add x 2", "x")
			r.hears(1, 7, 2)
			r.hears(2, 2, 1)
		}},
		{"a write given up that happened later", true, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.givesUp(1)
			r.asks(2, "read x", "x")
			r.hears(2, 0, 0)
			r.asks(2, "read x", "x")
			r.hears(2, 1, 1)
		}},
		{"a write given up that never happened", true, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.givesUp(1)
			r.asks(1, "read x", "x")
			r.hears(1, 0, 0)
		}},
		{"a write given up that happened and then did not", false, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.givesUp(1)
			r.asks(2, "read x", "x")
			r.hears(2, 1, 1)
			r.asks(2, "read x", "x")
			r.hears(2, 0, 0)
		}},
		{"a write that is still under way", true, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.asks(2, "read x", "x")
			r.hears(2, 1, 1)
		}},
		{"keys that have nothing to do with one another", true, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.hears(1, 1, 1)
			r.asks(1, "add=2", "add")
			r.hears(1, 2, 2)
			r.asks(2, "read y", "y")
			r.hears(2, 0, 0)
			r.asks(2, "add add 3", "add")
			r.hears(2, 5, 3)
			r.asks(2, "read add", "add")
			r.hears(2, 5, 3)
			r.asks(1, "x=-7", "x")
			r.hears(1, -7, 4)
			r.asks(2, "read x", "x")
			r.hears(2, -7, 4)
		}},
		{"one key of several is wrong", false, func(r *handmade) {
			r.asks(1, "x=1", "x")
			r.hears(1, 1, 1)
			r.asks(1, "y=1", "y")
			r.hears(1, 1, 2)
			r.asks(2, "read x", "x")
			r.hears(2, 1, 1)
			r.asks(2, "read y", "y")
			r.hears(2, 2, 2)
		}},
	}
	for _, test := range tests {
		want := Broken
		if test.linear {
			want = Held
		}
		if got := historyOf(test.script).Linearizable(nil); got != want {
			t.Errorf("%s: verdict %v, want %v", test.what, got, want)
		}
	}
}

func TestACloneOfAHistoryGoesOnByItself(t *testing.T) {
	told := &handmade{}
	told.asks(1, "x=1", "x")
	told.hears(1, 1, 1)
	told.asks(2, "read x", "x")
	h := &History{}
	for _, e := range told.events {
		h.Event(&e)
	}
	clone := h.Clone()
	told.events = nil
	told.hears(2, 7, 1)
	clone.Event(&told.events[0])
	if a, b := clone.Linearizable(nil), h.Linearizable(nil); a != Broken || b != Held || h.Operations() != 2 || clone.Operations() != 2 {
		t.Errorf("the clone is linearizable: %v, the original: %v; %d and %d requests", a, b, clone.Operations(), h.Operations())
	}
	told.events, told.clients[2].Phase = nil, "sent"
	told.hears(2, 1, 1)
	h.Event(&told.events[0])
	if h.Linearizable(nil) != Held || clone.Linearizable(nil) != Broken {
		t.Error("the original has changed the clone")
	}
}
