//go:build unix

package sim_test

import (
	"syscall"
	"time"
)

// cpuTime returns how long this process has kept processors busy. Unlike the time
// on the wall it does not grow because others keep them busy too.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
