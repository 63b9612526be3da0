package main

import (
	"os"
	"runtime"
	"syscall"
	"unsafe"
)

// giveWay begins this program anew as one that runs only where nobody else wants to.
// The pages stand for other machines: what they take here nobody would take from a
// server there. A policy belongs to a thread, and only a program that begins with it
// has it in all of them.
func giveWay() error {
	const gaveWay, idle = "PLAYGROUND_LOAD_GIVES_WAY", 5 // SCHED_IDLE
	if os.Getenv(gaveWay) != "" {
		return nil
	}
	runtime.LockOSThread()
	priority := int32(0)
	if _, _, err := syscall.Syscall(syscall.SYS_SCHED_SETSCHEDULER, 0, idle, uintptr(unsafe.Pointer(&priority))); err != 0 {
		return err
	}
	return syscall.Exec("/proc/self/exe", os.Args, append(os.Environ(), gaveWay+"=1"))
}
