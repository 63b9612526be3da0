// Command playground serves the Raft Playground, and plays scenarios without a
// page.
//
//	playground [serve]        serve the page
//	playground run FILE…      play scenarios and say how they end
//	playground lessons [FILE] list the lessons, or print one
//	playground link FILE      print a scenario as a link
//	playground healthcheck    ask a running server whether it is well
//	playground version        say which version this is, or what it is made of
//
// Every flag can also be set by an environment variable; -help names both.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// Whoever reads what is printed may leave: that is an error of writing, and no
	// reason for a server to end. Every other signal does what it does to any program,
	// but for those that serve waits for.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(dispatch(context.Background(), os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// dispatch does what the first argument says, and returns the exit code: 0 for
// success, 1 for a failure, 2 for a command line that is wrong.
func dispatch(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	command, rest := "serve", args
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		command, rest = args[0], args[1:]
	}
	switch command {
	case "serve":
		return serveCommand(ctx, rest, env, stdout, stderr)
	case "run":
		return runCommand(rest, env, stdout, stderr)
	case "lessons":
		return printing(stdout, stderr, func(out io.Writer) int { return lessonsCommand(rest, env, out, stderr) })
	case "link":
		return printing(stdout, stderr, func(out io.Writer) int { return linkCommand(rest, env, out, stderr) })
	case "healthcheck":
		return healthcheckCommand(ctx, rest, env, stdout, stderr)
	case "version":
		return printing(stdout, stderr, func(out io.Writer) int { return versionCommand(rest, out, stderr) })
	case "help":
		return printing(stdout, stderr, func(out io.Writer) int {
			fmt.Fprint(out, usage)
			return 0
		})
	}
	fmt.Fprintf(stderr, "playground: there is no command %q\n\n%s", command, usage)
	return 2
}

const usage = `usage:
  playground [serve] [flags]      serve the page
  playground run [flags] FILE…    play scenarios and say how they end
  playground lessons [FILE]       list the lessons, or print one
  playground link FILE            print a scenario as a link
  playground healthcheck [flags]  ask a running server whether it is well
  playground version [-notices]   say which version this is, or what it is made of
  playground help                 this

A FILE can always be - (the standard input), the name of a lesson, or a link.
playground COMMAND -help explains a command's flags.
`
