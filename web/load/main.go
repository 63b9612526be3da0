// Command load opens many pages of a playground that runs on this machine, and
// says what that costs the server. It is another process, so that it measures what
// a network sees, but it shares the machine: on two cores it takes one of them.
//
//	go run ./cmd/playground -addr 127.0.0.1:8080 &
//	go run ./web/load -addr 127.0.0.1:8080 -viewers 2000           one class
//	go run ./web/load -addr 127.0.0.1:8080 -sessions 1000 -for 60s a thousand students
//	go run ./web/load -addr 127.0.0.1:8080 -viewers 20 -lazy       and one who reads nothing
//
// It talks to this machine alone, opens at most [most] pages and ends by itself.
// What the server says of itself comes from its /metrics: the delay of a frame is
// counted from when it was due until it was written to a page's socket.
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
)

type plan struct {
	addr     string
	viewers  int
	sessions int
	lasts    time.Duration
	lazy     bool
}

func main() {
	var p plan
	flag.StringVar(&p.addr, "addr", "127.0.0.1:8080", "`address` of the server, on this machine")
	flag.IntVar(&p.viewers, "viewers", 0, "how many watch one session")
	flag.IntVar(&p.sessions, "sessions", 0, "how many begin a session of their own")
	flag.DurationVar(&p.lasts, "for", 30*time.Second, "how long to measure once all are there")
	flag.BoolVar(&p.lazy, "lazy", false, "one more viewer reads nothing, of a session that is told to hurry")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := p.check()
	if err == nil {
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
	}
	return nil
}
