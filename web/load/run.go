package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"raft-playground/web/wire"
)

// atOnce is how many pages connect at the same time, and settle is how long all is
// left alone before it is measured.
const (
	atOnce = 32
	settle = 5 * time.Second
)

// run opens the pages, measures, and lets them go.
func (p *plan) run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, p.lasts+longest)
	defer cancel()
	empty, err := scrape(ctx, p.addr)
	if err != nil {
		return err
	}
	session, pages := "", p.viewers+p.sessions
	if p.viewers > 0 {
		presenter, err := connect(ctx, p.addr, "", 0)
		if err != nil {
			return err
		}
		go func() { _ = presenter.watch(ctx, &tally{}) }()
		go presenter.present(ctx, p.lazy)
		session = presenter.session
	}
	seen := &tally{}
	var reading sync.WaitGroup
	begun := time.Now()
	if err := p.open(ctx, session, pages, seen, &reading); err != nil {
		return err
	}
	fmt.Printf("%d pages are there after %.1f s%s\n", pages, time.Since(begun).Seconds(), load())
	if err := wait(ctx, settle); err != nil {
		return err
	}
	before, err := scrape(ctx, p.addr)
	if err != nil {
		return err
	}
	begun = time.Now()
	seen.reset()
	if p.lazy {
		err = p.beLazy(ctx, session)
	} else {
		err = wait(ctx, p.lasts)
	}
	if err != nil {
		return err
	}
	after, err := scrape(ctx, p.addr)
	if err != nil {
		return err
	}
	p.report(empty, before, after, seen, time.Since(begun))
	cancel()
	reading.Wait()
	return nil
}

// open connects pages, and has them read.
func (p *plan) open(ctx context.Context, session string, pages int, seen *tally, reading *sync.WaitGroup) error {
	var failed error
	var mu sync.Mutex
	slots := make(chan struct{}, atOnce)
	var connecting sync.WaitGroup
	for range pages {
		slots <- struct{}{}
		connecting.Go(func() {
			defer func() { <-slots }()
			page, err := connect(ctx, p.addr, session, 0)
			if err != nil {
				mu.Lock()
				failed = err
				mu.Unlock()
				return
			}
			reading.Go(func() {
				if err := page.watch(ctx, seen); ctx.Err() == nil && seen.lost.Add(1) == 1 {
					fmt.Fprintln(os.Stderr, "the first page that lost its connection:", err)
				}
				_ = page.conn.CloseNow()
			})
		})
	}
	connecting.Wait()
	return failed
}

// present keeps a session busy: a client writes every second; a session that is to
// hurry plays at ten times the clock's speed.
func (p *page) present(ctx context.Context, hurry bool) {
	if hurry {
		speed := wire.Speed(10)
		_ = p.say(ctx, wire.Request{ID: 1, Body: wire.PaceRequest{Speed: &speed}})
	}
	for n := 1; wait(ctx, time.Second) == nil; n++ {
		_ = p.say(ctx, wire.Request{ID: 2, Body: wire.DoRequest{Cluster: "A", Action: fmt.Sprintf("c1 write x=%d", n)}})
	}
}

// slow is the number that counts those who were dropped for being slow.
const slow = `playground_goodbyes_total{reason="slow"}`

// smallBuffer is what the machine keeps for who reads nothing: the less that is, the
// sooner the server notices.
const smallBuffer = 64 << 10

// beLazy opens a page that reads nothing, and waits until it is dropped.
func (p *plan) beLazy(ctx context.Context, session string) error {
	before, err := scrape(ctx, p.addr)
	if err != nil {
		return err
	}
	lazy, err := connect(ctx, p.addr, session, smallBuffer)
	if err != nil {
		return err
	}
	defer lazy.conn.CloseNow()
	begun := time.Now()
	for time.Since(begun) < p.lasts {
		if err := wait(ctx, 200*time.Millisecond); err != nil {
			return err
		}
		now, err := scrape(ctx, p.addr)
		if err != nil {
			return err
		}
		if now[slow] == before[slow] {
			continue
		}
		fmt.Printf("who read nothing was dropped after %.1f s", time.Since(begun).Seconds())
		err = lazy.watch(ctx, &tally{})
		fmt.Printf(", close code %d\n", websocket.CloseStatus(err))
		if websocket.CloseStatus(err) != websocket.StatusCode(wire.CloseCodes[wire.ByeSlow]) {
			return fmt.Errorf("the wrong close code: %w", err)
		}
		return wait(ctx, time.Duration(5)*time.Second)
	}
	return errors.New("who reads nothing is never dropped; make it last longer")
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *tally) reset() {
	t.frames.Store(0)
	t.bytes.Store(0)
	t.between.reset()
}

// report prints what it has cost.
func (p *plan) report(empty, before, after numbers, seen *tally, passed time.Duration) {
	grown := after.since(before)
	frames := grown[delay+"_count"]
	fmt.Printf("sessions %.0f, viewers %.0f, clusters %.0f\n", after["playground_sessions"], after["playground_viewers"], after["playground_clusters"])
	fmt.Printf("frames   %.0f written, %.0f events told, %d read by the pages, %d gaps, %d connections lost\n",
		frames, grown["playground_events_total"], seen.frames.Load(), seen.gaps.Load(), seen.lost.Load())
	fmt.Printf("delay    p50 %v, p99 %v from due to written; between two frames at a page p50 %v, p99 %v\n",
		round(grown.delayQuantile(0.5)), round(grown.delayQuantile(0.99)), seen.between.quantile(0.5), seen.between.quantile(0.99))
	cpu := grown["process_cpu_seconds_total"]
	fmt.Printf("server   %.1f s of CPU in %.1f s, which is %.0f%% of a core%s\n", cpu, passed.Seconds(), 100*cpu/passed.Seconds(), load())
	each := float64(max(p.viewers, p.sessions))
	of := "viewer"
	if p.sessions > 0 {
		of = "session"
	}
	kb := func(name string) float64 { return (after[name] - empty[name]) / each / 1024 }
	fmt.Printf("memory   a %s: %.0f KB of live heap, %.0f KB of stacks, %.0f KB resident\n", of,
		kb("go_gc_heap_live_bytes"), kb("go_memstats_stack_inuse_bytes"), kb("process_resident_memory_bytes"))
}

func round(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }

// load returns how busy the machine is, for readers of the figures.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	fields := strings.Fields(string(text))
	return "; load average " + fields[0]
}
