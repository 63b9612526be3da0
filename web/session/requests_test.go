package session

import (
	"errors"
	"slices"
	"testing"

	"raft-playground/web/wire"
)

// A kind that nobody answers panics, and one of which nobody says what it costs, too.
func TestNobodyForgetsAKindOfRequest(t *testing.T) {
	forAll := []string{"hello", "look", "stretch", "entries", "text", "link", "beat", ""}
	registry := newQuietRegistry(t)
	for _, body := range wire.Bodies() {
		kind := wire.Request{Body: body}.T()
		for _, commands := range []bool{true, false} {
			s := registry.sit(t, wire.HelloRequest{Run: &wire.Run{Text: small}})
			s.page.visit.Welcome.Commands = commands
			answer, err := s.answer(asker{s.page, 1, kind}, body)
			if answer == nil && err == nil && !s.busy {
				t.Errorf("%T is not answered", body)
			}
			var r *wire.Refusal
			watching := errors.As(err, &r) && r.Code == "request."+wire.RefusedWatching
			if want := !commands && !slices.Contains(forAll, kind); watching != want {
				t.Errorf("who commands: %v, %T: %v, %v", commands, body, answer, err)
			}
			for s.busy {
				(<-s.inbox)()
			}
		}
	}
}
