package main

import (
	"testing"
	"time"
)

func TestOnlyThisMachineIsLoadedAndWithinBounds(t *testing.T) {
	good := plan{addr: "127.0.0.1:8080", viewers: 10, lasts: time.Second}
	if err := good.check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*plan){
		"another machine":  func(p *plan) { p.addr = "192.0.2.1:80" },
		"every network":    func(p *plan) { p.addr = "0.0.0.0:80" },
		"a name":           func(p *plan) { p.addr = "localhost:80" },
		"too many":         func(p *plan) { p.viewers = most + 1 },
		"none":             func(p *plan) { p.viewers = 0 },
		"both":             func(p *plan) { p.sessions = 1 },
		"too long":         func(p *plan) { p.lasts = longest + 1 },
		"lazy and nothing": func(p *plan) { p.viewers, p.sessions, p.lazy = 0, 10, true },
	} {
		p := good
		change(&p)
		if p.check() == nil {
			t.Errorf("%s is allowed", name)
		}
	}
}

func TestQuantilesOfDelaysAreReadFromBuckets(t *testing.T) {
	n := numbers{
		delay + `_bucket{le="0.01"}`: 50, delay + `_bucket{le="0.1"}`: 90, delay + `_bucket{le="1"}`: 100,
		delay + `_bucket{le="+Inf"}`: 100, delay + "_count": 100,
	}
	for q, want := range map[float64]time.Duration{0.25: 5 * time.Millisecond, 0.5: 10 * time.Millisecond, 0.7: 55 * time.Millisecond, 1: time.Second} {
		if got := round(n.delayQuantile(q)); got != want {
			t.Errorf("%v: %v, want %v", q, got, want)
		}
	}
	var h histogram
	for i := range 100 {
		h.add(time.Duration(i) * time.Millisecond)
	}
	if got := h.quantile(0.5); got != 50*time.Millisecond {
		t.Errorf("%v", got)
	}
}
