package main

import (
	"flag"
	"fmt"
	"io"

	"raft-playground/raft/lesson"
)

const lessonsUsage = `usage: playground lessons [-zh] [NAME]

Lists the built-in lessons: their names, titles and numbers of steps. With a NAME it
prints that lesson as it is written, to be read, changed and opened in the page.

  -zh   titles in Chinese
`

// lessonsCommand lists the lessons, or prints one.
func lessonsCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground lessons", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, lessonsUsage) }
	chinese := flags.Bool("zh", false, "titles in Chinese")
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return 0
	case err != nil:
		return badText
	case flags.NArg() > 1:
		flags.Usage()
		return badText
	case flags.NArg() == 1:
		l := lesson.Find(flags.Arg(0))
		if l == nil {
			fmt.Fprintf(stderr, "playground: there is no lesson %q; playground lessons lists them\n", flags.Arg(0))
			return badText
		}
		fmt.Fprint(stdout, l.Text())
		return 0
	}
	lang := "en"
	if *chinese {
		lang = "zh"
	}
	for i, l := range lesson.Library() {
		fmt.Fprintf(stdout, "%2d  %-28s %2d steps  %s\n", i+1, l.Name, len(l.Steps), l.Title.In(lang))
	}
	return 0
}
