package main

import (
	"flag"
	"fmt"
	"io"

	"raft-playground/raft/lesson"
)

const lessonsUsage = `usage: playground lessons [-zh] [FILE]

Lists the built-in lessons: their names, titles and numbers of steps. With the name of
one it prints that lesson as it is written, to be read, changed and opened in the page.
In place of a name can stand a link, whose text it prints, a file, or - for the standard
input.

  -zh   titles in Chinese

Exit code: 0, 1 when nothing can be written, 2 when there is no such lesson.
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
		text, _, err := readText(flags.Arg(0))
		if err != nil {
			fmt.Fprintf(stderr, "playground: %v\n", err)
			return badText
		}
		fmt.Fprint(stdout, text)
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
