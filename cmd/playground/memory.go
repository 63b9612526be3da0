package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
)

// Bounds of the memory that the server may take.
const (
	leastMemory  = 64 << 20
	usualMemory  = 2 << 30 // at most, unless more is asked for
	partOfMemory = 0.7     // of what the machine has, or its control group may take
)

// size is a number of bytes, as a flag: 512MB, 1.5GB.
type size int64

func (s size) String() string {
	switch {
	case s >= 1<<30 && s%(1<<30) == 0:
		return strconv.FormatInt(int64(s>>30), 10) + "GB"
	default:
		return strconv.FormatInt(int64(s>>20), 10) + "MB"
	}
}

// Set reads what [size.String] writes; decimals are fine.
func (s *size) Set(text string) error {
	units := []struct {
		name  string
		bytes float64
	}{{"GB", 1 << 30}, {"G", 1 << 30}, {"MB", 1 << 20}, {"M", 1 << 20}}
	upper := strings.ToUpper(strings.TrimSpace(text))
	upper = strings.Replace(upper, "IB", "B", 1)
	for _, unit := range units {
		number, ok := strings.CutSuffix(upper, unit.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || n < 0 || n*unit.bytes > math.MaxInt64/2 {
			break
		}
		*s = size(n * unit.bytes)
		return nil
	}
	return fmt.Errorf("want a size like 512MB or 1.5GB")
}

// defaultMemory returns what the server may take if nobody says how much.
func defaultMemory() int64 {
	return min(usualMemory, max(leastMemory, int64(partOfMemory*float64(availableMemory()))))
}

// availableMemory returns how many bytes there are for the process: the least of what
// the machine has, what its control group may take, and its address space.
func availableMemory() int64 {
	least := int64(math.MaxInt64)
	for _, found := range []int64{machineMemory(), groupMemory(), addressSpace()} {
		if found > 0 {
			least = min(least, found)
		}
	}
	if least == math.MaxInt64 {
		return usualMemory
	}
	return least
}

// machineMemory returns what the machine has, 0 if that is not known.
func machineMemory() int64 {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "MemTotal:"); ok {
			kilobytes, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err == nil {
				return kilobytes << 10
			}
		}
	}
	return 0
}

// groupMemory returns what the process's control group may take, 0 if there is no
// limit.
func groupMemory() int64 {
	for _, file := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil && n < math.MaxInt64/2 {
			return n
		}
	}
	return 0
}

// connectionsWithin returns how many connections there can be with so many file
// descriptors: some are for other things.
func connectionsWithin(descriptors int) int {
	return max(8, descriptors-max(16, min(128, descriptors/4)))
}
