package sim

import "testing"

// A world that once had very much to tell does not keep the room for it.
func TestTheRoomOfManyEventsIsGivenBack(t *testing.T) {
	w, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	w.DropEvents()
	for range 2 * mostKept {
		w.emit(&Event{Kind: NetworkEvent, Network: &Network{}})
	}
	w.DropEvents()
	if n := cap(w.trace.events); n > mostKept {
		t.Errorf("there is room for %d events", n)
	}
	w.emit(&Event{Kind: NetworkEvent, Network: &Network{}})
	if w.DropEvents(); cap(w.trace.events) == 0 {
		t.Error("the room for a few events is given back, too")
	}
}
