package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"raft-playground/raft"
	"raft-playground/raft/scenario/link"
	"raft-playground/web/wire"
)

// An attack is what one hostile page does, again and again, until ctx ends. All of
// them have taken a server down, or kept honest pages waiting, before there were
// budgets, turns and shares.
type attack struct {
	name string
	do   func(*hostile, context.Context) error
}

// hostile is one of those who attack.
type hostile struct {
	addr string
	from string
	rand *rand.Rand
}

// pause is the least time between two goes of an attack.
const pause = 20 * time.Millisecond

var attacks = []attack{
	{"open a link that plays millions of events, and leave", (*hostile).heavyLink},
	{"open a run whose history is hard to put in order", (*hostile).hardHistory},
	{"everything at one instant", (*hostile).oneInstant},
	{"watch, and ask for old stretches", (*hostile).stretches},
	{"ask for stretches, and read nothing", (*hostile).deaf},
	{"fork and compare from the beginning", (*hostile).forks},
	{"hurry with eight busy clients", (*hostile).hurry},
	{"join a session with a long log", (*hostile).longLog},
	{"begin sessions, and leave", (*hostile).sessions},
	{"connect, and say nothing", (*hostile).mute},
	{"open connections without a word", (*hostile).plain},
	{"say nonsense, and ping without end", (*hostile).nonsense},
}

// again repeats an attack until ctx ends. That it fails is what should happen.
func (h *hostile) again(ctx context.Context, a attack) {
	for ctx.Err() == nil {
		_ = a.do(h, ctx)
		_ = wait(ctx, pause)
	}
}

func (h *hostile) connect(ctx context.Context, hello wire.HelloRequest) (*page, error) {
	return connectAs(ctx, h.addr, h.from, hello, 0)
}

// linkTo writes a text as a link.
func linkTo(text string) string {
	code, err := link.Encode(text, 0, "")
	if err != nil {
		panic(err) // the texts are ours
	}
	return code
}

// heavyLink has several runs of hundreds of thousands of events each played, and
// leaves while they are.
func (h *hostile) heavyLink(ctx context.Context) error {
	var text strings.Builder
	fmt.Fprintf(&text, "raft 1\nservers 9\nclients 8\nseed %d\nlatency 0ms to 1ms\nheartbeat 1ms\n", 1+h.rand.IntN(1000))
	for c := range 8 {
		fmt.Fprintf(&text, "at 500ms: c%d writes every 1ms\n", c+1)
	}
	text.WriteString("end at 600s\n")
	for v := range 7 {
		fmt.Fprintf(&text, "compare v%d with: seed %d\n", v, 2000+v)
	}
	conn, err := open(ctx, h.addr, h.from, 0)
	if err != nil {
		return err
	}
	p := &page{conn: conn}
	if err := p.say(ctx, wire.Request{Body: wire.HelloRequest{Link: linkTo(text.String())}}); err != nil {
		return err
	}
	_ = wait(ctx, time.Duration(20+h.rand.IntN(2000))*time.Millisecond)
	return conn.CloseNow()
}

// hardHistory has many clients that time out, and claims that nothing is broken.
func (h *hostile) hardHistory(ctx context.Context) error {
	var text strings.Builder
	fmt.Fprintf(&text, "raft 1\nservers 5\nclients 8\nseed %d\nloss 50%%\nclient patience 20ms\nclient retries 0\n", 1+h.rand.IntN(1000))
	for c := range 8 {
		fmt.Fprintf(&text, "at 300ms: c%d writes and reads every 5ms\n", c+1)
	}
	text.WriteString("end at 30s\nexpect no violation linearizability\n")
	return h.restoreAndStay(ctx, wire.Run{Text: text.String(), Edge: 30 * raft.Second}, 2*time.Second)
}

// oneInstant has as much as fits into a text happen at once.
func (h *hostile) oneInstant(ctx context.Context) error {
	text := "raft 1\nservers 9\nlatency 0ms to 0ms\ndisk sync 0ms\nat 0ms: duplication 100%\n" + strings.Repeat("at 1s: time out S1\nat 1s: time out S2\n", 900)
	return h.restoreAndStay(ctx, wire.Run{Text: text, Edge: 2 * raft.Second}, time.Second)
}

// restoreAndStay brings a run along, and stays for a while.
func (h *hostile) restoreAndStay(ctx context.Context, run wire.Run, lasts time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, lasts+10*time.Second)
	defer cancel()
	p, err := h.connect(ctx, wire.HelloRequest{Run: &run})
	if err != nil {
		return err
	}
	return p.stay(ctx, lasts)
}

// stay reads for a while.
func (p *page) stay(ctx context.Context, lasts time.Duration) error {
	defer p.conn.CloseNow()
	ctx, cancel := context.WithTimeout(ctx, lasts)
	defer cancel()
	return p.watch(ctx, &tally{})
}

// long is a run of some hundred thousand events.
const long = "raft 1\nservers 5\nclients 4\nseed 7\nheartbeat 5ms\nat 400ms: c1 writes every 10ms\nat 400ms: c2 writes every 10ms\n"

// stretches asks for one old stretch after the other.
func (h *hostile) stretches(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	p, err := h.connect(ctx, wire.HelloRequest{Run: &wire.Run{Text: long, Edge: 20 * raft.Second}, Playing: new(bool)})
	if err != nil {
		return err
	}
	go func() {
		for id := uint64(1); ctx.Err() == nil; id++ {
			from := raft.Time(h.rand.Int64N(int64(18 * raft.Second)))
			if p.say(ctx, wire.Request{ID: id, Body: wire.StretchRequest{Cluster: "A", From: from, To: from + 2*raft.Second}}) != nil {
				return
			}
			_ = wait(ctx, 40*time.Millisecond)
		}
	}()
	return p.stay(ctx, 15*time.Second)
}

// deaf asks for stretches, and never reads the answers.
func (h *hostile) deaf(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	p, err := connectAs(ctx, h.addr, h.from, wire.HelloRequest{Run: &wire.Run{Text: long, Edge: 10 * raft.Second}}, smallBuffer)
	if err != nil {
		return err
	}
	defer p.conn.CloseNow()
	for id := uint64(1); ctx.Err() == nil; id++ {
		if err := p.say(ctx, wire.Request{ID: id, Body: wire.StretchRequest{Cluster: "A", To: 10 * raft.Second}}); err != nil {
			return err
		}
		_ = wait(ctx, 50*time.Millisecond)
	}
	return nil
}

// forks opens clusters from the beginning of a long run, and closes them.
func (h *hostile) forks(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	p, err := h.connect(ctx, wire.HelloRequest{Run: &wire.Run{Text: long, Edge: 20 * raft.Second}})
	if err != nil {
		return err
	}
	go func() {
		for id := uint64(1); ctx.Err() == nil; id++ {
			at := raft.Time(1000)
			_ = p.say(ctx, wire.Request{ID: id, Body: wire.ForkRequest{Cluster: "A", At: &at, Action: "crash S1"}})
			_ = p.say(ctx, wire.Request{ID: id, Body: wire.CompareRequest{Cluster: "A", Change: "servers 9"}})
			_ = p.say(ctx, wire.Request{ID: id, Body: wire.CloseRequest{Cluster: "B"}})
			_ = wait(ctx, 300*time.Millisecond)
		}
	}()
	return p.stay(ctx, 15*time.Second)
}

// hurry plays as fast as it goes.
func (h *hostile) hurry(ctx context.Context) error {
	speed := wire.Speed(10)
	text := "raft 1\nservers 9\nclients 8\nseed 3\nheartbeat 1ms\nlatency 0.5ms to 1ms\n"
	for c := range 8 {
		text += fmt.Sprintf("at 400ms: c%d writes every 2ms\n", c+1)
	}
	p, err := h.connect(ctx, wire.HelloRequest{Run: &wire.Run{Text: text}, Speed: &speed})
	if err != nil {
		return err
	}
	return p.stay(ctx, 10*time.Second)
}

// longLog has a session with a long log, and joins it again and again.
func (h *hostile) longLog(ctx context.Context) error {
	text := "raft 1\nservers 5\nclients 8\nseed 3\n"
	for c := range 8 {
		text += fmt.Sprintf("at 400ms: c%d writes every 10ms\n", c+1)
	}
	owner, err := h.connect(ctx, wire.HelloRequest{Run: &wire.Run{Text: text, Edge: 12 * raft.Second}})
	if err != nil {
		return err
	}
	defer owner.conn.CloseNow()
	go func() { _ = owner.watch(ctx, &tally{}) }()
	for range 50 {
		p, err := h.connect(ctx, wire.HelloRequest{Session: owner.session})
		if err != nil {
			return err
		}
		if err := p.stay(ctx, 200*time.Millisecond); ctx.Err() != nil {
			return err
		}
	}
	return nil
}
