package main

import (
	"bytes"
	"strings"
	"testing"

	"raft-playground/raft/lesson"
	"raft-playground/static"
)

func TestEveryLessonIsListedAndPassesAsARun(t *testing.T) {
	var list, stderr bytes.Buffer
	if code := lessonsCommand(nil, english, &list, &stderr); code != 0 || stderr.Len() > 0 {
		t.Fatal(code, stderr.String())
	}
	for _, l := range lesson.Library() {
		if !strings.Contains(list.String(), " "+l.Name+" ") || !strings.Contains(list.String(), l.Title.In("en")) {
			t.Errorf("%s is not listed", l.Name)
		}
		var out bytes.Buffer
		if code := runCommand([]string{"-quiet", l.Name}, english, &out, &stderr); code != ranThrough || stderr.Len() > 0 {
			t.Errorf("run %s: exit code %d: %s\n%s", l.Name, code, stderr.String(), out.String())
		}
	}
}

func TestALessonIsPrintedAsItIsWritten(t *testing.T) {
	var out, stderr bytes.Buffer
	if code := lessonsCommand([]string{"roles"}, english, &out, &stderr); code != 0 || out.String() != lesson.Find("roles").Text() {
		t.Error(code, stderr.String())
	}
	if code := lessonsCommand([]string{"rules"}, english, &out, &stderr); code != badText || !strings.Contains(stderr.String(), `“rules”`) {
		t.Error(code, stderr.String())
	}
	out.Reset()
	if code := lessonsCommand([]string{"-lang", "zh"}, english, &out, &stderr); code != 0 || !strings.Contains(out.String(), lesson.Find("roles").Title.In("zh")) {
		t.Error(code, out.String())
	}
}

// The page shows a lesson in whatever language it is there; those of the library are there
// in each that the page speaks.
func TestEveryLessonIsToldInEveryLanguage(t *testing.T) {
	for _, l := range lesson.Library() {
		for what, text := range l.Passages() {
			for _, lang := range static.Languages {
				if text[lang.Tag] == "" {
					t.Errorf("%s, %s: nothing is said in %s", l.Name, what, lang.Name)
				}
			}
			if len(text) > len(static.Languages) {
				t.Errorf("%s, %s: there are %d languages", l.Name, what, len(text))
			}
		}
	}
}
