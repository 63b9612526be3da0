// Command load opens many pages of a playground that runs on this machine, and
// says what that costs the server. It is another process, so that it measures what
// a network sees, but it shares the machine: on two cores it takes one of them.
//
//	go run ./cmd/playground -addr 127.0.0.1:8080 &
//	go run ./web/load -addr 127.0.0.1:8080 -viewers 2000           one class
//	go run ./web/load -addr 127.0.0.1:8080 -sessions 1000 -for 60s a thousand students
//	go run ./web/load -addr 127.0.0.1:8080 -viewers 20 -lazy       and one who reads nothing
//	go run ./web/load -addr 127.0.0.1:8080 -viewers 50 -hostile 100          what a class feels while
//	                                                                         others attack; see attacks.go
//	go run ./web/load … -hostile 100 -hostile-from 127.0.0.1 -visitors 200   from the class's own address
//
// It talks to this machine alone, opens at most [most] pages and ends by itself.
// What the server says of itself comes from its /metrics: the delay of a frame is
// counted from when it was due at a page until it was written to the page's socket; of
// a crowd each part has its own time.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/netip"
	"os"
	"os/signal"
	"time"
)

// Bounds of a run.
const (
	most    = 5000
	longest = 10 * time.Minute

	mostHostile = 400
)

type plan struct {
	addr     string
	viewers  int
	sessions int
	lasts    time.Duration
	lazy     bool

	hostile  int
	from     string // the address of the hostile
	visitors int    // who come from there, too, and are a class
}

func main() {
	var p plan
	flag.StringVar(&p.addr, "addr", "127.0.0.1:8080", "`address` of the server, on this machine")
	flag.IntVar(&p.viewers, "viewers", 0, "how many watch one session")
	flag.IntVar(&p.sessions, "sessions", 0, "how many begin a session of their own")
	flag.DurationVar(&p.lasts, "for", 30*time.Second, "how long to measure once all are there")
	flag.BoolVar(&p.lazy, "lazy", false, "one more viewer reads nothing, of a session that is told to hurry")
	flag.IntVar(&p.hostile, "hostile", 0, "how many pages attack meanwhile")
	flag.StringVar(&p.from, "hostile-from", "127.0.0.2", "`address` of this machine that they come from")
	flag.IntVar(&p.visitors, "visitors", 0, "how many honest pages come from that address, too")
	flag.Parse()
	if p.hostile == 0 {
		if err := giveWay(); err != nil {
			fmt.Fprintln(os.Stderr, "load: the server has to share the processors:", err)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := p.check()
	switch {
	case err != nil:
	case p.hostile > 0:
		err = p.suffer(ctx)
	default:
		err = p.run(ctx)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// check returns what is wrong with a plan.
func (p *plan) check() error {
	addr, err := netip.ParseAddrPort(p.addr)
	switch {
	case err != nil || !addr.Addr().IsLoopback():
		return fmt.Errorf("-addr %s: only an address of this machine for itself, like 127.0.0.1:8080", p.addr)
	case (p.viewers > 0) == (p.sessions > 0):
		return errors.New("either -viewers or -sessions")
	case p.viewers+p.sessions > most || p.viewers < 0 || p.sessions < 0:
		return fmt.Errorf("from 1 to %d", most)
	case p.lasts < time.Second || p.lasts > longest:
		return fmt.Errorf("-for %v: from 1s to %v", p.lasts, longest)
	case p.lazy && p.viewers == 0:
		return errors.New("-lazy goes with -viewers")
	case p.hostile < 0 || p.hostile > mostHostile || p.visitors < 0 || p.visitors > most:
		return fmt.Errorf("-hostile from 0 to %d, -visitors from 0 to %d", mostHostile, most)
	case p.hostile > 0 && p.viewers == 0:
		return errors.New("-hostile goes with -viewers")
	}
	if from, err := netip.ParseAddr(p.from); p.hostile > 0 && (err != nil || !from.IsLoopback()) {
		return fmt.Errorf("-hostile-from %s: only an address of this machine for itself, like 127.0.0.2", p.from)
	}
	return nil
}
