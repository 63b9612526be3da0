//go:build unix

package main

import (
	"math"
	"syscall"
)

// addressSpace returns the limit of the process's address space, 0 if there is none.
func addressSpace() int64 {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_AS, &limit) != nil || uint64(limit.Cur) >= math.MaxInt64/2 {
		return 0
	}
	return int64(limit.Cur)
}

// descriptors returns how many files and connections the process may have open.
func descriptors() int {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) != nil || uint64(limit.Cur) > math.MaxInt32 {
		return math.MaxInt32
	}
	return int(limit.Cur)
}
