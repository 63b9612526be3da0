package session

import (
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario/link"
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
)

func TestALinkOpensWhereItWasShared(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, variants, true)
	p.Run(12)
	p.Must(wire.DoRequest{Cluster: "B", Action: "restart S2"})
	look := raft.Time(300 * raft.Millisecond)
	link := p.Ask(wire.LinkRequest{At: &look}).(wire.Shared).Link
	if !strings.HasPrefix(link, "2") || len(link) > 600 {
		t.Errorf("%d characters: %s", len(link), link)
	}
	q := h.visit(t, wire.HelloRequest{Link: link})
	if q.Welcome.Older || !q.Welcome.Commands || q.Welcome.Secret == "" || q.Welcome.Session == p.Welcome.Session {
		t.Errorf("%+v", q.Welcome)
	}
	if q.Pace.Playing || q.Edge["A"] != p.Edge["A"] || len(q.State) != 3 || q.Look == nil || *q.Look.At != look {
		t.Errorf("pace %+v, edges %v, look %+v", q.Pace, q.Edge, q.Look)
	}
	wiretest.Equal(t, "hashes", p.hashes(), q.hashes())
	q.Run(3) // it carries on
	// In a session that is there already.
	done := p.Must(wire.OpenRequest{Link: link})
	if done.Older || p.Pace.Playing || p.Look == nil || *p.Look.At != look || len(p.State) != 3 {
		t.Errorf("%+v, pace %+v, look %+v", done, p.Pace, p.Look)
	}
	wiretest.Equal(t, "hashes", p.hashes(), replayedAll(t, p.Text().Ended))
}

func TestALinkThatPlaysDifferentlyNowSaysSo(t *testing.T) {
	h := open(t, Options{})
	link, err := link.Encode(small+"end at 100ms\n", 12345, "0")
	if err != nil {
		t.Fatal(err)
	}
	p := h.visit(t, wire.HelloRequest{Link: link})
	if !p.Welcome.Older || p.Edge["A"] != int64(100*raft.Millisecond) {
		t.Errorf("%+v", p.Welcome)
	}
	if other := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session}); !other.Welcome.Older {
		t.Error("who watches is not told")
	}
	if done := p.Must(wire.OpenRequest{Link: link}); !done.Older {
		t.Errorf("%+v", done)
	}
	p.Must(wire.OpenRequest{Text: small})
	if other := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session}); other.Welcome.Older {
		t.Error("another run is older too")
	}
}

func TestABrokenLinkSaysWhy(t *testing.T) {
	h := open(t, Options{})
	nonsense, err := link.Encode("nonsense", 0, Engine)
	if err != nil {
		t.Fatal(err)
	}
	p := h.begin(t, small, false)
	before := p.Text()
	for link, code := range map[string]string{"hello": "scenario.no-link", "9abc": "scenario.newer-link", "1!": "scenario.broken-link", nonsense: ""} {
		q := h.connect(t)
		q.Say(wire.HelloRequest{Link: link})
		bye, _ := q.Ended()
		if bye != wire.ByeUnread || len(q.Refused) != 1 || !strings.HasPrefix(q.Refused[0].Code, "scenario.") || code != "" && q.Refused[0].Code != code {
			t.Errorf("%s: %q, %+v", link, bye, q.Refused)
		}
		if r := p.Refusal(wire.OpenRequest{Link: link}); code != "" && r.Code != code {
			t.Errorf("%s: %+v", link, r)
		}
	}
	if p.Text() != before {
		t.Error("something has changed")
	}
}
