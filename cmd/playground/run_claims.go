package main

import (
	"fmt"
	"io"
	"os"

	"raft-playground/raft/scenario/play"
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
func printClaims(out io.Writer, run *play.Run, in words, colors palette) bool {
	all := true
	for _, f := range run.Failures() {
		if f.Noted {
			fmt.Fprintf(out, "– %s  %s\n", instant(f.At), in.Say("trace.noted", "problem", in.tell(f.Err)))
		}
	}
	for _, o := range run.Outcomes() {
		sign, color, key := "✗", colors.bad, "trace.claim-failed"
		switch {
		case o.Held:
			sign, color, key = "✓", colors.good, "trace.claim"
		case o.Open:
			sign, key = "?", "trace.claim-open"
		case !o.Reached:
			key = "trace.claim-late"
		}
		said := in.Say(key, "line", o.Line, "claim", o.Claim, "instead", o.Instead)
		fmt.Fprintf(out, "%s%s %s  %s%s\n", color, sign, instant(o.At), said, colors.plain)
		all = all && o.Held
	}
	return all
}
