package etcd

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// step is one command of a script of etcd's, and what the script prints after it.
type step struct {
	line    int // of the command in its file
	command string
	plain   []string            // arguments without a name
	named   map[string][]string // arguments of the form name=(value,value)
	input   []string            // lines that belong to the command
	printed []string
}

// readScript reads a text of commands, each followed by a line of dashes and what
// it prints, up to an empty line.
func readScript(path string) ([]step, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	const (
		between = iota
		asking
		printing
	)
	var steps []step
	reading := between
	for i, line := range strings.Split(string(text), "\n") {
		last := len(steps) - 1
		switch {
		case reading == between && (line == "" || line[0] == '#'):
		case reading == between:
			steps = append(steps, parseStep(i+1, line))
			reading = asking
		case reading == asking && line == "----":
			reading = printing
		case reading == asking:
			steps[last].input = append(steps[last].input, line)
		case line == "":
			reading = between
		default:
			steps[last].printed = append(steps[last].printed, line)
		}
	}
	if reading == asking {
		return nil, fmt.Errorf("%s ends within a command", path)
	}
	return steps, nil
}

var argument = regexp.MustCompile(`([^\s=]+)(?:=(\([^)]*\)|\S*))?`)

func parseStep(line int, text string) step {
	words := argument.FindAllStringSubmatch(text, -1)
	s := step{line: line, command: words[0][1], named: map[string][]string{}}
	for _, w := range words[1:] {
		if w[2] == "" {
			s.plain = append(s.plain, w[1])
			continue
		}
		s.named[w[1]] = strings.FieldsFunc(w[2], func(r rune) bool { return strings.ContainsRune("(), ", r) })
	}
	return s
}

// quiet reports whether the step prints nothing about any server.
func (s step) quiet() bool { return slices.Equal(s.printed, []string{"ok"}) }

// server returns the first argument, which is a server.
func (s step) server() (int, error) {
	if len(s.plain) == 0 {
		return 0, fmt.Errorf("%s of whom?", s.command)
	}
	return strconv.Atoi(s.plain[0])
}

// servers reads the numbers of servers.
func servers(words []string) ([]int, error) {
	var list []int
	for _, w := range words {
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}
