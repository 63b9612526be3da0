package main

import (
	"flag"
	"fmt"
	"io"

	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario/link"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/sim"
)

var linkUsage = `usage: playground link [-lang LANGUAGE] FILE

Prints a scenario, or a lesson, as a link: what follows the # of a page's address. FILE
- is the standard input. In place of a file can stand the name of a lesson, or another
link, the whole address or what follows its #: whatever is around it is taken off.

` + langUsage + `
Exit code: 0, 1 when the link cannot be written, 2 when the text cannot be read.
`

// linkCommand prints a scenario as a link.
func linkCommand(args []string, env func(string) string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground link", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, linkUsage) }
	lang := langFlag(flags, env)
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return 0
	case err != nil:
		return badText
	case flags.NArg() != 1:
		flags.Usage()
		return badText
	}
	in, err := wordsIn(*lang)
	if err != nil {
		fmt.Fprintln(stderr, "playground:", err)
		return badText
	}
	link, err := in.linkTo(flags.Arg(0))
	if err != nil {
		fmt.Fprintf(stderr, "%s: %s\n", shortened(flags.Arg(0)), in.tell(err))
		return badText
	}
	fmt.Fprintln(stdout, link)
	return 0
}

// linkTo returns a text as a link with the hash at its end.
func (w words) linkTo(name string) (string, error) {
	text, _, err := w.readText(name)
	if err != nil {
		return "", err
	}
	s, _, err := readScenario(text)
	if err != nil {
		return "", err
	}
	run, err := play.New(s)
	if err != nil {
		return "", err
	}
	playThrough(run, func([]sim.Event) bool { return true })
	if !lesson.Is(text) {
		text = s.Format()
	}
	return link.Encode(text, run.World().Hash(), version())
}
