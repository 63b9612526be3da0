package lesson

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/scenario"
)

const (
	scene = "raft 1\nservers 3\nseed 1\n\nat 10ms: step begin\nwhen leader elected: step leader\n\n"
	whole = scene + "lesson mine\nen Mine\n\nstep begin\nen One.\n\nstep leader\nen Two.\n"
	ask   = "ask\nen Who?\nif S1 is leader\nen S1\nif S2 is leader\nen S2\n"
)

// bad are texts with something wrong, each in one way.
var bad = []struct{ what, text string }{
	{"no prose", scene},
	{"a scenario that cannot be read", "raft 1\nservres 3\n\nlesson mine\nen Mine\n"},
	{"no step", "raft 1\nservers 3\nseed 1\n\nat 0ms: time out S1\n\nlesson mine\nen Mine\n"},
	{"a name with a capital", strings.Replace(whole, "lesson mine", "lesson Mine", 1)},
	{"a name that is missing", strings.Replace(whole, "lesson mine", "lesson", 1)},
	{"no title", strings.Replace(whole, "en Mine\n", "", 1)},
	{"two lessons", whole + "lesson other\nen Other\n"},
	{"an unknown word", strings.Replace(whole, "en One.", "said Un.", 1)},
	{"a passage before anything", scene + "lesson mine\nen Mine\nstep begin\nshow server S1\ngoal two leaders\nen What?\n"},
	{"a passage without text", strings.Replace(whole, "en One.", "en", 1)},
	{"a passage twice", strings.Replace(whole, "en One.", "en One.\nen Again.", 1)},
	{"a passage that is too long", strings.Replace(whole, "One.", strings.Repeat("word ", 100), 1)},
	{"a step without a passage", strings.Replace(whole, "en One.\n", "", 1)},
	{"a step without prose", strings.Replace(whole, "step leader\nen Two.\n", "", 1)},
	{"a step that there is not", strings.Replace(whole, "lesson mine", "lesson mine", 1) + "step later\nen Three.\n"},
	{"a step twice", whole + "step begin\nen Again.\n"},
	{"steps the other way round", scene + "lesson mine\nen Mine\nstep leader\nen Two.\nstep begin\nen One.\n"},
	{"a condition that never comes", strings.Replace(whole, "when leader elected", "at 20ms: crash S1\nat 20ms: crash S2\nwhen leader elected", 1)},
	{"a step that never comes", strings.Replace(whole, "lesson mine", "compare other with: seed 2\nwhen c1 gives up: step late\nexpect never c1 gives up\n\nlesson mine", 1) + "step late\nen Three.\n"},
	{"a subject that is none", strings.Replace(whole, "en One.", "en One.\nshow the leader", 1)},
	{"a subject of no run", strings.Replace(whole, "en One.", "en One.\nshow in other: server S1", 1)},
	{"a choice without a question", strings.Replace(whole, "en One.", "en One.\nif S1 is leader\nen S1", 1)},
	{"a hint without a goal", strings.Replace(whole, "en One.", "en One.\nhint\nen Help", 1)},
	{"a question before any step", scene + "lesson mine\nen Mine\nask\nen Who?\n"},
	{"a question without text", strings.Replace(whole, "en One.\n", "en One.\n"+strings.Replace(ask, "en Who?\n", "", 1), 1)},
	{"a question with one choice", strings.Replace(whole, "en One.\n", "en One.\nask\nen Who?\nif S1 is leader\nen S1\n", 1)},
	{"a choice without text", strings.Replace(whole, "en One.\n", "en One.\n"+strings.Replace(ask, "en S2\n", "", 1), 1)},
	{"a claim that is none", strings.Replace(whole, "en One.\n", "en One.\n"+strings.Replace(ask, "S1 is leader", "S1 is a leader", 1), 1)},
	{"a claim about no run", strings.Replace(whole, "en One.\n", "en One.\n"+strings.Replace(ask, "if S1", "if in other: S1", 1), 1)},
	{"no choice comes true", strings.Replace(whole, "en One.\n", "en One.\n"+strings.ReplaceAll(ask, "leader", "crashed"), 1)},
	{"two choices come true", strings.Replace(whole, "en One.\n", "en One.\n"+strings.NewReplacer("S1 is leader", "S1 in term 1", "S2 is leader", "S2 in term 1").Replace(ask), 1)},
}

// readAndPlay returns what is wrong with a lesson.
func readAndPlay(text string) error {
	l, err := Parse(text)
	if err == nil {
		_, err = l.Play()
	}
	return err
}

func TestWhatIsWrongWithALessonIsSaid(t *testing.T) {
	if err := readAndPlay(whole); err != nil {
		t.Fatalf("the lesson that the others are made from: %v", err)
	}
	var got strings.Builder
	var said []string
	for _, test := range bad {
		err := readAndPlay(test.text)
		if err == nil {
			t.Errorf("%s: nothing is said", test.what)
			continue
		}
		fmt.Fprintf(&got, "%s\n\t%v\n", test.what, err)
		var prose *Error
		var other *scenario.Error
		switch {
		case errors.As(err, &prose):
			said = append(said, prose.Code)
			if prose.Line == 0 {
				t.Errorf("%s: no line: %v", test.what, err)
			}
		case !errors.As(err, &other):
			t.Errorf("%s: %T", test.what, err)
		}
	}
	for _, code := range ErrorCodes {
		if !slices.Contains(said, code) {
			t.Errorf("no bad text leads to %q", code)
		}
	}
	const path = "testdata/errors.golden"
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("errors differ from %s:\n%s", path, got.String())
	}
}

// A lesson's text reads as the same lesson again.
func TestALessonIsItsText(t *testing.T) {
	for _, l := range Library() {
		again, err := Parse(l.Text())
		if err != nil {
			t.Fatal(l.Name, err)
		}
		if again.Text() != l.Text() || !maps.Equal(again.Title, l.Title) || len(again.Steps) != len(l.Steps) {
			t.Errorf("%s: another lesson", l.Name)
		}
	}
}

func TestALineThatBeginsWithASpaceContinuesThePassage(t *testing.T) {
	l, err := Parse(strings.Replace(whole, "en One.", "en One\n  and more.\nzh 一\n  和二。", 1))
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Steps[0].Text; !maps.Equal(got, Prose{"en": "One and more.", "zh": "一和二。"}) {
		t.Errorf("%+v", got)
	}
}

func TestAPassageInOneLanguageIsShownInAll(t *testing.T) {
	for _, p := range []Prose{{"en": "x"}, {"zh": "x"}} {
		for _, lang := range []string{"en", "zh", "eo"} {
			if p.In(lang) != "x" {
				t.Errorf("%v in %s: %q", p, lang, p.In(lang))
			}
		}
	}
	if p := (Prose{"en": "x", "zh": "y"}); p.In("en") != "x" || p.In("zh") != "y" || p.In("eo") != "x" {
		t.Errorf("%v", p)
	}
}

// A lesson need not be told in a language that the page speaks.
func TestAPassageCanBeInAnyLanguage(t *testing.T) {
	l, err := Parse(strings.Replace(whole, "en One.", "en One.\neo Unu.\n  Kaj pli.", 1))
	if err != nil || l.Steps[0].Text.In("eo") != "Unu. Kaj pli." || l.Steps[1].Text.In("eo") != "Two." {
		t.Errorf("%v: %v", err, l)
	}
}

// Whatever a page sends, reading it ends, and does not panic.
func FuzzParse(f *testing.F) {
	f.Add(whole)
	for _, l := range Library() {
		f.Add(l.Text())
	}
	f.Fuzz(func(_ *testing.T, text string) { _, _ = Parse(text) })
}
