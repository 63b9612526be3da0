package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"raft-playground/raft"
	"raft-playground/web/wire"
)

// suffer lets hostile pages attack while a class watches and honest visitors come, and
// says what these felt.
func (p *plan) suffer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, p.lasts+longest)
	defer cancel()
	empty, err := scrape(ctx, p.addr)
	if err != nil {
		return err
	}
	presenter, err := connect(ctx, p.addr, "", 0)
	if err != nil {
		return err
	}
	go func() { _ = presenter.watch(ctx, &tally{}) }()
	go presenter.present(ctx, false)
	seen := &tally{}
	var reading sync.WaitGroup
	if err := p.open(ctx, presenter.session, p.viewers, seen, &reading); err != nil {
		return err
	}
	if err := wait(ctx, settle); err != nil {
		return err
	}
	quiet := seen.between.quantile(0.99)
	seen.reset()
	fmt.Printf("%d pages watch; p99 between two frames %v%s\n", p.viewers, quiet, load())

	attacking, stop := context.WithTimeout(ctx, p.lasts)
	defer stop()
	var hostiles sync.WaitGroup
	for i := range p.hostile {
		h := &hostile{addr: p.addr, from: p.from, rand: rand.New(rand.NewPCG(1, uint64(i)))}
		hostiles.Go(func() { h.again(attacking, attacks[i%len(attacks)]) })
	}
	var felt felt
	var honest sync.WaitGroup
	honest.Go(func() { felt.visit(attacking, p.addr, "") })
	if p.visitors > 0 {
		honest.Go(func() { felt.class(attacking, p.addr, p.from, p.visitors) })
	}
	peak := watchMemory(attacking, p.addr)
	honest.Wait()
	hostiles.Wait()
	fmt.Printf("hostile  %d pages from %s for %v: %d kinds of attack%s\n", p.hostile, p.from, p.lasts, len(attacks), load())
	fmt.Printf("viewers  p50 %v, p99 %v between two frames, %d connections lost\n", seen.between.quantile(0.5), seen.between.quantile(0.99), seen.lost.Load())
	felt.report(p.visitors)
	fmt.Printf("memory   %.0f MB resident at most, before %.0f MB\n", peak()/(1<<20), empty["process_resident_memory_bytes"]/(1<<20))
	if err := wait(ctx, settle*2); err != nil {
		return err
	}
	after, err := scrape(ctx, p.addr)
	if err != nil {
		return err
	}
	fmt.Printf("after    %.0f sessions, %.0f pages, %.0f MB of live heap, %.0f goroutines\n", after["playground_sessions"], after["playground_viewers"],
		after["go_gc_heap_live_bytes"]/(1<<20), after["go_goroutines"])
	cancel()
	reading.Wait()
	return nil
}

// felt is how long honest visitors had to wait.
type felt struct {
	begun, forked histogram
	worstBegin    atomic.Int64
	worstFork     atomic.Int64
	failed        atomic.Int64
	visits        atomic.Int64
	in            atomic.Int64 // of a class, who got in
}

// visit begins a session every now and then, lets it play, and forks it.
func (f *felt) visit(ctx context.Context, addr, from string) {
	for ctx.Err() == nil {
		begun := time.Now()
		p, err := connectAs(ctx, addr, from, wire.HelloRequest{Run: &wire.Run{Text: "raft 1\nservers 5\nseed 7\nat 500ms: c1 write x=1\n", Edge: 2 * raft.Second}}, 0)
		if err != nil {
			if ctx.Err() == nil {
				f.failed.Add(1)
			}
			_ = wait(ctx, 500*time.Millisecond)
			continue
		}
		f.visits.Add(1)
		note(&f.begun, &f.worstBegin, time.Since(begun))
		at := raft.Time(100_000)
		begun = time.Now()
		if err := p.ask(ctx, wire.Request{ID: 7, Body: wire.ForkRequest{Cluster: "A", At: &at, Action: "crash S1"}}); err == nil {
			note(&f.forked, &f.worstFork, time.Since(begun))
		} else if ctx.Err() == nil {
			f.failed.Add(1)
		}
		_ = p.conn.CloseNow()
		_ = wait(ctx, 300*time.Millisecond)
	}
}

func note(h *histogram, worst *atomic.Int64, took time.Duration) {
	h.add(took)
	if int64(took) > worst.Load() {
		worst.Store(int64(took))
	}
}

// class comes in all at once, and stays.
func (f *felt) class(ctx context.Context, addr, from string, many int) {
	if wait(ctx, 3*time.Second) != nil {
		return
	}
	var all sync.WaitGroup
	for range many {
		all.Go(func() {
			for ctx.Err() == nil {
				p, err := connectAs(ctx, addr, from, wire.HelloRequest{}, 0)
				if err != nil {
					_ = wait(ctx, time.Second) // as a page does
					continue
				}
				f.in.Add(1)
				_ = p.watch(ctx, &tally{})
				if ctx.Err() == nil {
					f.in.Add(-1)
				}
				_ = p.conn.CloseNow()
			}
		})
	}
	all.Wait()
}

func (f *felt) report(class int) {
	fmt.Printf("visitors %d came, %d times in vain; a session begins within p50 %v, p99 %v, %v at most; forks within p50 %v, p99 %v, %v at most\n",
		f.visits.Load(), f.failed.Load(), f.begun.quantile(0.5), f.begun.quantile(0.99), round(time.Duration(f.worstBegin.Load())),
		f.forked.quantile(0.5), f.forked.quantile(0.99), round(time.Duration(f.worstFork.Load())))
	if class > 0 {
		fmt.Printf("class    %d of %d from the hostile's address are in\n", f.in.Load(), class)
	}
}

// ask asks for something, and reads until it is answered.
func (p *page) ask(ctx context.Context, request wire.Request) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := p.say(ctx, request); err != nil {
		return err
	}
	for {
		_, piece, err := p.conn.Read(ctx)
		if err != nil {
			return err
		}
		for message := range bytes.Lines(piece) {
			var head struct {
				T    string `json:"t"`
				Re   uint64 `json:"re"`
				Code string `json:"code"`
			}
			if err := json.Unmarshal(message, &head); err != nil {
				return err
			}
			if head.Re == request.ID {
				if head.T == "refused" {
					return fmt.Errorf("refused: %s", head.Code)
				}
				return nil
			}
		}
	}
}

// watchMemory asks for the server's memory until ctx ends; what it returns waits for
// that, and returns the most there was.
func watchMemory(ctx context.Context, addr string) (peak func() float64) {
	done := make(chan struct{})
	most := 0.0
	go func() {
		defer close(done)
		for wait(ctx, time.Second) == nil {
			if n, err := scrape(ctx, addr); err == nil {
				most = max(most, n["process_resident_memory_bytes"])
			}
		}
	}()
	return func() float64 {
		<-done
		return most
	}
}
