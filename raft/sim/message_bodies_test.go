package sim_test

import (
	"reflect"
	"testing"

	"raft-playground/raft/sim"
)

// expectItsBody fails unless a message has the body of its kind, and no other.
func expectItsBody(t *testing.T, m *sim.Message) {
	t.Helper()
	var kinds []string
	v := reflect.ValueOf(*m)
	for i := range v.NumField() {
		if kind := v.Type().Field(i).Tag.Get("kind"); kind != "" && !v.Field(i).IsNil() {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) != 1 || kinds[0] != m.Kind.String() {
		t.Fatalf("message %d, a %v, has bodies of %v", m.ID, m.Kind, kinds)
	}
}

// Of what is sent everything is told; of what is known already, only which it is.
func TestAMessageHasTheBodyOfItsKindWhereItIsTold(t *testing.T) {
	seen := map[sim.MessageKind]bool{}
	for seed := range uint64(8) {
		playScript(t, seed, 5, func(w *sim.World) {
			for _, e := range w.TakeEvents() {
				switch m := e.Message; {
				case e.Kind == sim.SendEvent:
					expectItsBody(t, m)
					seen[m.Kind] = true
				case m != nil && *m != (sim.Message{Envelope: sim.Envelope{ID: m.ID, From: m.From, To: m.To, Arrives: m.Arrives}}):
					t.Fatalf("%v tells of message %d: %+v", e.Kind, m.ID, *m)
				}
			}
			for _, m := range w.State().Flights {
				expectItsBody(t, &m)
			}
		})
	}
	for kind := sim.PreVote; kind <= sim.ClientReply; kind++ {
		if !seen[kind] {
			t.Errorf("no %v was sent", kind)
		}
	}
}

// What flies must not live in the place of the event that it was sent with: that is used
// again when events are drained.
func TestWhatFliesIsAsItWasSentThoughEventsAreDrained(t *testing.T) {
	sent := map[uint64]sim.Message{}
	playScript(t, 6, 5, func(w *sim.World) {
		for _, e := range w.TakeEvents() {
			if e.Kind == sim.SendEvent {
				sent[e.Message.ID] = *e.Message
			}
		}
	})
	looked := 0
	var before []sim.Message
	playScript(t, 6, 5, func(w *sim.World) {
		w.DrainEvents(func(*sim.Event) {})
		flights := append(before, w.State().Flights...) // those of the state before must not have changed either
		before = w.State().Flights
		for _, m := range flights {
			was := sent[m.ID]
			if was.Arrives = m.Arrives; !m.Alike(&was) { // it may have been held up
				t.Fatalf("message %d flies as %+v, and was sent as %+v", m.ID, m, was)
			}
			looked++
		}
	})
	if looked < 100 {
		t.Errorf("only %d messages were looked at", looked)
	}
}
