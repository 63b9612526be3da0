package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
)

// busy returns a text in which every client asks for something all the time, and which
// ends at the given instant.
func busy(end raft.Time) string {
	var text strings.Builder
	fmt.Fprintf(&text, "raft 1\nservers 5\nclients %d\nseed 7\n\n", raft.MaxClients)
	for c := raft.ClientID(1); c <= raft.MaxClients; c++ {
		fmt.Fprintf(&text, "at 300ms: %v writes and reads every 20ms\n", c)
	}
	fmt.Fprintf(&text, "end at %ds\nexpect no violation\n", end/raft.Second)
	return text.String()
}

// BenchmarkRunIsLinear plays a short run and one of nearly [scenario.MaxEvents] events
// as the command line does, in each of its forms. The ratio is what an event of the
// long one costs, counted in events of the short one: about 1.
func BenchmarkRunIsLinear(b *testing.B) {
	forms := []struct {
		name string
		args []string
	}{{"text", nil}, {"quiet", []string{"-quiet"}}, {"json", []string{"-json"}}}
	for _, form := range forms {
		b.Run(form.name, func(b *testing.B) {
			short := filepath.Join(b.TempDir(), "short.raft")
			long := filepath.Join(b.TempDir(), "long.raft")
			for name, end := range map[string]raft.Time{short: 20 * raft.Second, long: 600 * raft.Second} {
				if err := os.WriteFile(name, []byte(busy(end)), 0o600); err != nil {
					b.Fatal(err)
				}
			}
			perEvent := func(name string) float64 {
				events := eventsOf(b, name)
				begun := b.Elapsed()
				if code := runCommand(append(form.args, name), english, io.Discard, os.Stderr); code != ranThrough {
					b.Fatalf("it ends with %d", code)
				}
				return float64((b.Elapsed() - begun).Nanoseconds()) / float64(events)
			}
			var few, many float64
			for b.Loop() {
				few += perEvent(short)
				many += perEvent(long)
			}
			b.ReportMetric(1e9*float64(b.N)/few, "events/s-short")
			b.ReportMetric(1e9*float64(b.N)/many, "events/s-long")
			b.ReportMetric(many/few, "ratio")
		})
	}
}

// eventsOf returns how many events a file's run has.
func eventsOf(b *testing.B, name string) uint64 {
	b.Helper()
	b.StopTimer()
	defer b.StartTimer()
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	s, err := scenario.Parse(string(text))
	if err != nil {
		b.Fatal(err)
	}
	run, err := play.New(s)
	if err != nil {
		b.Fatal(err)
	}
	for !run.Ended() {
		if err := run.Step(); err != nil {
			b.Fatal(err)
		}
		run.World().TakeEvents()
	}
	return run.World().Seq()
}
