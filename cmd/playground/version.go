package main

import (
	_ "embed"
	"flag"
	"fmt"
	"io"
	"runtime/debug"
)

// notices are the licences of everything that the program is made of, which whoever hands
// it on has to hand on with it. They are gathered by a test: make generate.
//
//go:embed notices.txt
var notices string

const versionUsage = `usage: playground version [-notices]

Says which version this is.

  -notices  print the licences of everything that the program is made of instead
`

// versionCommand says which version this is, or what it is made of.
func versionCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("playground version", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, versionUsage) }
	all := flags.Bool("notices", false, "print the licences of everything that the program is made of")
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return 0
	case err != nil:
		return badText
	case flags.NArg() > 0:
		flags.Usage()
		return badText
	case *all:
		fmt.Fprint(stdout, notices)
	default:
		fmt.Fprintln(stdout, "playground", version())
	}
	return 0
}

// release is set by the linker when a release is built.
var release string

// version returns what this program is: a release, or the commit that it was
// built from.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	commit, changed := "", ""
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			commit = setting.Value
		case "vcs.modified":
			if setting.Value == "true" {
				changed = "+changes"
			}
		}
	}
	if len(commit) >= 12 {
		return commit[:12] + changed
	}
	return "development"
}
