package lesson

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "rewrite testdata/library.golden")

// Every built-in lesson plays to its end, its claims hold, and it plays as it did
// when it was written: a change of the engine shows here as a difference.
func TestEveryLessonPlaysAsItWasWritten(t *testing.T) {
	var got strings.Builder
	for _, l := range Library() {
		played, err := l.Play()
		if err != nil {
			t.Errorf("%s: %v", l.Name, err)
			continue
		}
		for _, run := range played.Runs {
			for _, o := range run.Outcomes() {
				if !o.Held {
					t.Errorf("%s, line %d: %q does not hold at %v, but %q", l.Name, o.Line, o.Claim, o.At, o.Instead)
				}
			}
			fmt.Fprintf(&got, "%s %s hash %s\n", l.Name, orMain(run.Name()), run.World().HashString())
		}
		for i, met := range played.Steps {
			fmt.Fprintf(&got, "  %s at %dus, right %d\n", l.Steps[i].Name, met.At, met.Right)
		}
	}
	const path = "testdata/library.golden"
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
		t.Errorf("the lessons play otherwise than %s says; if that is meant, go test ./raft/lesson -update", path)
	}
}

func orMain(name string) string {
	if name == "" {
		return "main"
	}
	return name
}

var ends = regexp.MustCompile(`[.!?]["”)]*(?:\s|$)|[。！？]`)

// A step says little: at most three sentences, in each language.
func TestEveryPassageIsShort(t *testing.T) {
	for _, l := range Library() {
		for what, text := range l.Passages() {
			for lang, said := range text {
				if n := len(ends.FindAllString(said, -1)); n > 3 {
					t.Errorf("%s, %s: %d sentences in %s: %s", l.Name, what, n, lang, said)
				}
				if strings.Count(said, "`")%2 != 0 {
					t.Errorf("%s, %s: a backtick is missing in %s: %s", l.Name, what, lang, said)
				}
			}
		}
	}
}

var (
	code        = regexp.MustCompile("`[^`]*`")
	halfWidth   = regexp.MustCompile(`\p{Han}[,.;:!?()]|[,;:!?()]\p{Han}`)
	fullInLatin = regexp.MustCompile(`[，。；：！？（）、]`)
)

// Chinese has its own punctuation, and English its own.
func TestPunctuationBelongsToTheLanguage(t *testing.T) {
	for _, l := range Library() {
		for what, text := range l.Passages() {
			if found := halfWidth.FindString(code.ReplaceAllString(text["zh"], "码")); found != "" {
				t.Errorf("%s, %s: %q in Chinese: %s", l.Name, what, found, text["zh"])
			}
			if found := fullInLatin.FindString(text["en"]); found != "" {
				t.Errorf("%s, %s: %q in English: %s", l.Name, what, found, text["en"])
			}
			han := strings.IndexFunc(text["en"], func(r rune) bool { return unicode.Is(unicode.Han, r) })
			// Lesson 2 names the seed's own words once; quotes mark them.
			if han >= 0 && !strings.ContainsAny(text["en"][:han], "“") {
				t.Errorf("%s, %s: Chinese in English: %s", l.Name, what, text["en"])
			}
		}
	}
}

// What code spans speak of is in the lesson: an entry or a server that it does not
// have is a slip.
func TestWhatIsSetAsCodeOccursInTheLesson(t *testing.T) {
	write := regexp.MustCompile(`^(?:[a-z]+=-?\d+|add [a-z]+ \d+|read [a-z]+)$`)
	for _, l := range Library() {
		for what, text := range l.Passages() {
			for _, said := range text {
				for _, span := range code.FindAllString(said, -1) {
					word := strings.Trim(span, "`")
					if write.MatchString(word) && !strings.Contains(l.source, word) {
						t.Errorf("%s, %s: %s is not in the scenario", l.Name, what, word)
					}
				}
			}
		}
	}
}

// The same things are set as code in both languages.
func TestBothLanguagesSpeakOfTheSameThings(t *testing.T) {
	for _, l := range Library() {
		for what, text := range l.Passages() {
			en, zh := spans(text["en"]), spans(text["zh"])
			for word := range en {
				if !zh[word] {
					t.Errorf("%s, %s: only English has `%s`", l.Name, what, word)
				}
			}
			for word := range zh {
				if !en[word] {
					t.Errorf("%s, %s: only Chinese has `%s`", l.Name, what, word)
				}
			}
		}
	}
}

func spans(text string) map[string]bool {
	set := map[string]bool{}
	for _, span := range code.FindAllString(text, -1) {
		set[strings.Trim(span, "`")] = true
	}
	return set
}

// A lesson that is opened at any of its steps is there before one has to wait.
func TestALessonIsShortEnoughToBeReplayedAtOnce(t *testing.T) {
	for _, l := range Library() {
		played, err := l.Play()
		if err != nil {
			continue // another test tells
		}
		for _, run := range played.Runs {
			if n := run.World().Seq(); n > 200_000 {
				t.Errorf("%s has %d events", l.Name, n)
			}
		}
	}
}

func TestTextsAreNoLongerThanAGlance(t *testing.T) {
	for _, l := range Library() {
		for what, text := range l.Passages() {
			if n := utf8.RuneCountInString(text["en"]); n > 360 {
				t.Errorf("%s, %s: %d characters in English", l.Name, what, n)
			}
			if n := utf8.RuneCountInString(text["zh"]); n > 160 {
				t.Errorf("%s, %s: %d characters in Chinese", l.Name, what, n)
			}
		}
	}
}
