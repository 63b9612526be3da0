package lesson

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"raft-playground/raft/scenario"
)

//go:embed library/*.raft
var files embed.FS

// Library returns the built-in lessons, in the order in which they build on one
// another. They are shared: nobody may change them.
var Library = sync.OnceValue(func() []*Lesson {
	entries, err := files.ReadDir("library")
	if err != nil {
		panic(err) // they are embedded
	}
	lessons := make([]*Lesson, len(entries))
	for i, entry := range entries {
		text, err := files.ReadFile("library/" + entry.Name())
		if err != nil {
			panic(err)
		}
		lesson, err := Parse(string(text))
		if err != nil {
			panic(fmt.Sprintf("%s: %v", entry.Name(), err)) // a test reads them all
		}
		if _, name, _ := strings.Cut(strings.TrimSuffix(entry.Name(), ".raft"), "-"); name != lesson.Name {
			panic(fmt.Sprintf("%s is the lesson %s", entry.Name(), lesson.Name))
		}
		lessons[i] = lesson
	}
	return lessons
})

// Find returns the built-in lesson of that name, nil when there is none.
func Find(name string) *Lesson {
	for _, l := range Library() {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// Known returns the built-in lesson that a text belongs to in which more may have been
// done, nil if it belongs to none: it has the lesson's prose and all of its steps.
func Known(source, prose string) *Lesson {
	s, err := scenario.Parse(source)
	if err != nil {
		return nil
	}
	steps := s.Steps()
	for _, l := range Library() {
		missing := func(own scenario.StepAt) bool {
			return !slices.ContainsFunc(steps, func(m scenario.StepAt) bool { return m.Name == own.Name && m.Run == own.Run })
		}
		if l.prose == prose && !slices.ContainsFunc(l.Scenario.Steps(), missing) {
			return l
		}
	}
	return nil
}
