package main

import (
	"runtime/debug"
	"testing"
)

func TestTheHeapLeavesRoomWithinTheMemoryForWhatGoDoesNotCount(t *testing.T) {
	t.Setenv("GOMEMLIMIT", "")
	former, percent := debug.SetMemoryLimit(-1), debug.SetGCPercent(100)
	t.Cleanup(func() {
		debug.SetMemoryLimit(former)
		debug.SetGCPercent(percent)
	})
	const memory = 1 << 30
	tuneCollector(memory)
	if limit := debug.SetMemoryLimit(-1); limit > memory-32<<20 || limit < memory/2 {
		t.Errorf("of %d MB the heap may take %d", memory>>20, limit>>20)
	}
	t.Setenv("GOMEMLIMIT", "100MiB")
	debug.SetMemoryLimit(100 << 20)
	if tuneCollector(memory); debug.SetMemoryLimit(-1) != 100<<20 {
		t.Error("what the environment says counts for nothing")
	}
}
