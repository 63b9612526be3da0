//go:build !unix

package main

import "math"

// addressSpace returns the limit of the process's address space, 0 if there is none.
func addressSpace() int64 { return 0 }

// descriptors returns how many files and connections the process may have open.
func descriptors() int { return math.MaxInt32 }
