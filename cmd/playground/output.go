package main

import (
	"bufio"
	"fmt"
	"io"
)

// printing runs what prints to the standard output, and returns its exit code; or, where
// what it printed could not be written, says why and returns another.
func printing(stdout, stderr io.Writer, print func(io.Writer) int) int {
	out := bufio.NewWriter(stdout)
	code := print(out)
	if err := out.Flush(); err != nil {
		fmt.Fprintln(stderr, "playground:", err)
		code = max(code, failed)
	}
	return code
}

// lost reports whether something that was printed could not be written: then it is no
// use to go on.
func lost(out *bufio.Writer) bool {
	_, err := out.Write(nil)
	return err != nil
}

// failed is the exit code of a command that could not do what it is there for.
const failed = 1
