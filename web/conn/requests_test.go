package conn

import (
	"raft-playground/web/wire"
	"raft-playground/web/wire/wiretest"
	"strings"
	"testing"
)

func TestWhatIsNoRequestIsRefusedOrEndsTheConnection(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	before := p.Text()
	for message, field := range map[string]string{
		`{"t":5,"id":99}`:                                                 "t",
		`{"t":"do","id":99,"action":{}}`:                                  "action",
		`{"t":"pace","id":99,"speed":"fast"}`:                             "speed",
		`{"t":"pace","id":99,"speed":1e999}`:                              "speed",
		`{"t":"pace","id":99,"playing":1}`:                                "playing",
		`{"t":"stretch","id":99,"from":1.5}`:                              "from",
		`{"t":"stretch","id":99,"cluster":"A","to":99999999999999999999}`: "to",
		`{"t":"do","id":99,"run":{"text":7}}`:                             "run.text",
	} {
		p.SayText(message)
		r := wiretest.Await[wire.Refused](p)
		if r.Code != "request.malformed" || r.Re != 99 || r.Values["field"] != field {
			t.Errorf("%s: %+v", message, r)
		}
	}
	p.SayText(`{"t":"do","id":-1}`) // no id to answer to
	if r := wiretest.Await[wire.Refused](p); r.Code != "request.malformed" {
		t.Errorf("%+v", r)
	}
	if p.Text() != before {
		t.Error("something has changed")
	}
	for _, message := range []string{`do`, `[]`, `{"t":"do"`, `{"t":"pace","speed":NaN}`, `null`, `7`, "\x00", `{"t":"text"} {"t":"text"}`, strings.Repeat(`{"a":`, 20_000)} {
		p := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
		p.SayText(message)
		if bye, code := p.Ended(); bye != wire.ByeBad || code != 4006 {
			t.Errorf("%.40q: %q, %d", message, bye, code)
		}
	}
	q := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	if err := socketOf(q).Conn.Write(socketOf(q).Ctx, 2, []byte(`{"t":"text"}`)); err != nil {
		t.Fatal(err)
	}
	if bye, _ := q.Ended(); bye != wire.ByeBad {
		t.Errorf("a binary message: %q", bye)
	}
}

func TestAMessageTooLongEndsTheConnection(t *testing.T) {
	h := open(t, Options{})
	p := h.visit(t, wire.HelloRequest{})
	other := h.visit(t, wire.HelloRequest{Session: p.Welcome.Session})
	fill := func(n int) string { return `{"t":"text","id":1,"cluster":"A","text":"` + strings.Repeat("x", n) + `"}` }
	p.SayText(fill(maxMessage - 1000))
	wiretest.Await[wire.Text](p) // within the bound
	p.SayText(fill(maxMessage))
	if _, code := p.Ended(); code != 1009 {
		t.Errorf("closed with %d, want 1009: too big", code)
	}
	other.Text() // is still served
}

func TestWhoAsksTooMuchIsRefusedAndThenSentAway(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	for range requestBurst {
		p.Text()
	}
	if r := p.Refusal(wire.DoRequest{Cluster: "A", Action: "crash S1"}); r.Code != "request.too-many" {
		t.Errorf("refused with %s", r.Code)
	}
	h.clock.Advance(1100 * 1e6) // a second brings so many back
	for range requestRate {
		p.Text()
	}
	if p.State["A"].Servers[0].Down {
		t.Error("what was refused was done")
	}
	for range 2 * maxRefused {
		p.Say(wire.StepRequest{})
	}
	if bye, code := p.Ended(); bye != wire.ByeBad || code != 4006 {
		t.Errorf("%q, %d", bye, code)
	}
}

func TestWhoMovesThePlayheadWithoutEndIsSentAway(t *testing.T) {
	h := open(t, Options{})
	p := h.begin(t, small, false)
	go func() {
		for socketOf(p).Conn.Write(socketOf(p).Ctx, 1, []byte(`{"t":"look","at":0}`)) == nil {
		}
	}()
	if bye, _ := p.Ended(); bye != wire.ByeBad {
		t.Errorf("%q", bye)
	}
}
