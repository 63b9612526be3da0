package main

import (
	"flag"
	"fmt"
	"io"

	"raft-playground/raft/lesson"
)

var lessonsUsage = `usage: playground lessons [-lang LANGUAGE] [FILE]

Lists the built-in lessons: their names, titles and numbers of steps. With the name of
one it prints that lesson as it is written, to be read, changed and opened in the page.
In place of a name can stand a link, whose text it prints, a file, or - for the standard
input.

` + langUsage + `
Exit code: 0, 1 when nothing can be written, 2 when there is no such lesson.
`

// lessonsCommand lists the lessons, or prints one.
func lessonsCommand(args []string, env func(string) string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground lessons", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, lessonsUsage) }
	lang := langFlag(flags, env)
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return 0
	case err != nil:
		return badText
	case flags.NArg() > 1:
		flags.Usage()
		return badText
	}
	in, err := wordsIn(*lang)
	if err != nil {
		fmt.Fprintln(stderr, "playground:", err)
		return badText
	}
	if flags.NArg() == 1 {
		text, _, err := in.readText(flags.Arg(0))
		if err != nil {
			fmt.Fprintln(stderr, "playground:", in.tell(err))
			return badText
		}
		fmt.Fprint(stdout, text)
		return 0
	}
	for i, l := range lesson.Library() {
		fmt.Fprintf(stdout, "%2d  %-28s %8s  %s\n", i+1, l.Name, in.Say("trace.lesson", "count", len(l.Steps)), l.Title.In(in.lang))
	}
	return 0
}
