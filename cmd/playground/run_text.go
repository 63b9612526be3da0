package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"raft-playground/raft/lesson"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/link"
)

// readText returns the text that an argument stands for, the same for every command:
// that of a file, of the standard input (-) with no more of it than shows that it is
// too long, of a lesson by its name, or of a link, of which it also returns what else
// that tells.
func (w words) readText(name string) (string, *link.Shared, error) {
	if name == "-" {
		text, err := readAll(os.Stdin)
		return text, nil, err
	}
	info, err := os.Stat(name)
	current, _ := lesson.Now(name, "")
	l := lesson.Find(current)
	switch {
	case err == nil && !(info.IsDir() && l != nil):
		text, err := readFile(name)
		return text, nil, err
	case l != nil:
		return l.Text(), nil, nil
	case link.IsLink(name):
		shared, err := link.Decode(name)
		if err != nil && !strings.Contains(name, "#") {
			err = errors.New(w.Say("trace.no-file", "problem", w.tell(err)))
		}
		return shared.Text, &shared, err
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, errors.New(w.Say("trace.no-text", "name", shortened(name)))
	}
	return "", nil, err
}

func readFile(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	return readAll(file)
}

func readAll(from io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(from, scenario.MaxText+1))
	return string(text), err
}

// shortened returns an argument as messages repeat it: links are long.
func shortened(name string) string {
	if !link.IsLink(name) || utf8.RuneCountInString(name) <= 40 {
		return name
	}
	return string([]rune(name)[:39]) + "…"
}
