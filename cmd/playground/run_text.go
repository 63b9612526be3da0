package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"raft-playground/raft/scenario"
)

// readText reads a file, or the standard input, and no more of it than shows that it
// is too long; or a link, of which it returns what else that tells.
func readText(name string) (string, *scenario.Shared, error) {
	if name == "-" {
		return readAll(os.Stdin)
	}
	if link, ok := linkIn(name); ok {
		shared, err := scenario.Decode(link)
		return shared.Text, &shared, err
	}
	file, err := os.Open(name)
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	return readAll(file)
}

func readAll(from io.Reader) (string, *scenario.Shared, error) {
	text, err := io.ReadAll(io.LimitReader(from, scenario.MaxText+1))
	return string(text), nil, err
}

// linkIn returns the link in an argument: in a whole address, behind its #, or on its
// own, where there is no file of that name.
func linkIn(name string) (string, bool) {
	before, link, found := strings.Cut(name, "#")
	if found && (before == "" || strings.Contains(before, "://")) {
		return link, true
	}
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) && len(name) < maxFileName {
		return "", false
	}
	_, err := scenario.Decode(name)
	return name, err == nil
}

// maxFileName is how long the name of a file can be; a link can be longer.
const maxFileName = 255

// shortened returns an argument as messages repeat it: links are long.
func shortened(name string) string {
	if _, ok := linkIn(name); !ok || utf8.RuneCountInString(name) <= 40 {
		return name
	}
	return string([]rune(name)[:39]) + "…"
}
