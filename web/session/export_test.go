package session

import (
	"testing"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

// A page that has run a text knows from the session whether more was done since. That the
// text's own statements have their turn, and that its end goes by, is not more.
func TestASessionSaysWhetherItTellsMoreThanATextFromBefore(t *testing.T) {
	const text = "raft 1\nservers 3\nseed 1\n\nat 10ms: crash S1\nwhen leader elected: restart S1\nend at 400ms\n"
	s := newQuietRegistry(t).sit(t, wire.HelloRequest{Run: &wire.Run{Text: text}, Playing: new(false)})
	before := s.ask(wire.TextRequest{}).(wire.Text)
	if before.More || !before.Coming {
		t.Errorf("without a text to compare with it tells more: %t; there is something to come: %t", before.More, before.Coming)
	}
	s.ask(wire.GoRequest{At: new(500 * raft.Millisecond)})
	if later := s.ask(wire.TextRequest{Text: before.Text}).(wire.Text); later.More {
		t.Errorf("nothing was done, and it tells more than\n%s\nby now\n%s", before.Text, later.Text)
	}
	s.ask(wire.DoRequest{Cluster: "A", Action: "crash S2"})
	if done := s.ask(wire.TextRequest{Text: before.Text}).(wire.Text); !done.More {
		t.Errorf("S2 was crashed, and it tells no more than before:\n%s", done.Text)
	}
}
