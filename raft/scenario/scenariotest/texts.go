package scenariotest

import (
	"embed"
	"path"
)

// files are scenarios that tests play: NAME.raft.
//
//go:embed texts
var files embed.FS

// Read returns the text of one of the scenarios that tests play, "figure-8.raft".
func Read(name string) string {
	text, err := files.ReadFile(path.Join("texts", name))
	if err != nil {
		panic(err)
	}
	return string(text)
}

// Names returns the names of all of them.
func Names() (names []string) {
	entries, err := files.ReadDir("texts")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
