package main

import (
	"fmt"
	"io"
	"os"

	"raft-playground/raft/scenario"
)

// palette are what colours claims on a terminal; it is empty anywhere else.
type palette struct{ good, bad, bold, plain string }

func paletteFor(out io.Writer) palette {
	file, ok := out.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" {
		return palette{}
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return palette{}
	}
	return palette{good: "\x1b[32m", bad: "\x1b[31m", bold: "\x1b[1m", plain: "\x1b[0m"}
}

// printClaims prints what became of each claim, and of what a variant could not do
// that the main run does. It reports whether all claims hold.
func printClaims(out io.Writer, run *scenario.Run, colors palette) bool {
	all := true
	for _, f := range run.Failures() {
		if f.Noted {
			fmt.Fprintf(out, "– %s  %v (as the main run says)\n", instant(f.At), f.Err)
		}
	}
	for _, o := range run.Outcomes() {
		line := fmt.Sprintf("%s  line %d: expect %s", instant(o.At), o.Line, o.Claim)
		switch {
		case o.Held:
			fmt.Fprintf(out, "%s✓ %s%s\n", colors.good, line, colors.plain)
		case o.Open:
			fmt.Fprintf(out, "%s? %s: not decided%s\n", colors.bad, line, colors.plain)
		case !o.Reached:
			fmt.Fprintf(out, "%s✗ %s, but its turn never came%s\n", colors.bad, line, colors.plain)
		default:
			fmt.Fprintf(out, "%s✗ %s, but %s%s\n", colors.bad, line, o.Instead, colors.plain)
		}
		all = all && o.Held
	}
	return all
}
