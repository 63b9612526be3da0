package session

import (
	"runtime"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario/link"
	"raft-playground/web/wire"
)

// busy is a run that grows fast.
const busy = "raft 1\nservers 9\nclients 8\nseed 3\nat 400ms: c1 writes every 1ms\nat 400ms: c2 writes every 1ms\nat 400ms: c3 writes every 1ms\nat 400ms: c4 writes every 1ms\n"

func TestWhatIsTooHeavyIsNotPlayed(t *testing.T) {
	h := open(t, Options{})
	h.ledger.share = 2 << 20
	secret := newSecret()
	p := h.connect(t)
	p.Say(wire.HelloRequest{Session: sessionID(secret), Secret: secret, Link: linkTo(t, busy+"end at 60s\n")})
	bye, _ := p.Ended()
	if bye != wire.ByeUnread || len(p.Refused) != 1 || p.Refused[0].Code != "request.too-heavy" || p.Refused[0].Values["mb"] != "2" {
		t.Errorf("%q, told %+v", bye, p.Refused)
	}
	if sum := h.ledger.sum(); sum != 0 {
		t.Errorf("%d bytes are still claimed", sum)
	}
}

func TestARunThatBecomesTooHeavyPausesAndSaysSo(t *testing.T) {
	if testing.Short() {
		t.Skip("plays for long")
	}
	h := open(t, Options{})
	p := h.begin(t, busy, true)
	p.Must(wire.PaceRequest{Speed: new(wire.Speed(10))})
	for range 30 {
		p.Tick()
	}
	s := h.find(p.Welcome.Session)
	asked(s, func() bool { h.ledger.share = s.account.bytes.Load() + 1; return true })
	if over := p.ends(); over != wire.OverMemory { // it is still there
		t.Errorf("over: %q", over)
	}
	p.barred(t, "request.too-heavy")
	p.Must(wire.OpenRequest{Text: small})
	if p.Text(); p.Pace.Over != "" {
		t.Errorf("of another run it is told %q", p.Pace.Over)
	}
}

func TestWhereThereIsNotEnoughMemoryTheGreediestLieDown(t *testing.T) {
	h := open(t, Options{})
	honest := h.begin(t, small, false)
	var greedy []*page
	for range 3 {
		secret := newSecret()
		s, bye := h.Registry.begin(sessionID(secret), wire.HelloRequest{Run: &wire.Run{Text: busy, Edge: 2 * raft.Second}, Playing: new(false)}, newPayer("198.51.100.1"))
		if s == nil {
			t.Fatal(bye)
		}
		greedy = append(greedy, h.visit(t, wire.HelloRequest{Session: s.id, Secret: secret}))
	}
	before := h.ledger.sum()
	h.ledger.most = before * 2 / 3
	h.relieve()
	for h.ledger.sum() > h.ledger.most || h.relieving.Load() {
		runtime.Gosched()
	}
	if h.find(honest.Welcome.Session) == nil {
		t.Error("who takes little had to go")
	}
	stay := 0
	for _, p := range greedy {
		if h.find(p.Welcome.Session) != nil {
			stay++
			continue
		}
		if bye, _ := p.Ended(); bye != wire.ByeFull {
			t.Errorf("told %q", bye)
		}
		if h.asleep(p.Welcome.Session) == nil {
			t.Error("it is lost")
		}
	}
	if stay == 0 || stay == len(greedy) {
		t.Errorf("%d of %d stay", stay, len(greedy))
	}
	// While it is tight whoever has most begins nothing more, and others do.
	h.ledger.most = 1
	if s, bye := h.Registry.begin(sessionID(newSecret()), wire.HelloRequest{}, newPayer("198.51.100.1")); s != nil || bye != wire.ByeFull {
		t.Errorf("the greedy one is let in: %t, %q", s != nil, bye)
	}
	h.ledger.most = before * 2
	h.begin(t, small, false)
}

// linkTo returns a text as a link.
func linkTo(t *testing.T, text string) string {
	t.Helper()
	link, err := link.Encode(text, 0, Engine)
	if err != nil {
		t.Fatal(err)
	}
	return link
}

// A page that leaves while its session ends has the session weighed once more.
func TestWhatHasEndedTakesNothingWhateverItSaysAfterwards(t *testing.T) {
	l := newLedger(1 << 30)
	a := &account{ledger: l, address: "198.51.100.1"}
	a.set(1000)
	a.end()
	a.set(1000)
	if l.sum() != 0 || a.bytes.Load() != 0 || len(l.of) != 0 {
		t.Errorf("%d bytes in all, %d of its own, %v", l.sum(), a.bytes.Load(), l.of)
	}
}
