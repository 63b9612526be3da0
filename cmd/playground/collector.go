package main

import (
	"os"
	"runtime/debug"
)

// heapGrowth is by how many percent the heap grows between two collections, unless
// GOGC says otherwise. While the collector marks it takes a part of the cores, for most of
// a second with 5,000 sessions, and frames come late. With Go's own 100 % that came every
// 14 s, and made more than one frame in a hundred late.
const heapGrowth = 300

// uncounted is what part of the memory is left for what Go's limit does not count: the
// program itself, and what the system keeps for it.
const uncounted = 16

// tuneCollector keeps the heap within the memory that the server may take, and collects
// seldom as long as there is room.
func tuneCollector(memory int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory - memory/uncounted)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
}
