package lesson

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
)

// What lessons say without showing it, testdata/said plays: the first line of each file
// names the lesson and the step.
func TestWhatIsSaidAndNotShownIsSoToo(t *testing.T) {
	paths, err := filepath.Glob("testdata/said/*.raft")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	where := regexp.MustCompile(`^# ([a-z0-9-]+), ([a-z0-9-]+): `)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		at := where.FindStringSubmatch(string(text))
		if at == nil || Find(at[1]) == nil || Find(at[1]).Step(at[2]) == nil {
			t.Errorf("%s does not begin with a lesson and a step of it", path)
		}
		s, err := scenario.Parse(string(text))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		runs, err := play.Runs(s)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		for _, run := range runs {
			if err := run.Finish(); err != nil {
				t.Errorf("%s, %s: %v", path, orMain(run.Name()), err)
			}
			for _, o := range run.Outcomes() {
				if !o.Held {
					t.Errorf("%s, line %d: %q does not hold, but %q", path, o.Line, o.Claim, o.Instead)
				}
			}
		}
	}
}

// The lesson about logs that cannot occur invites its reader to try it in the text.
func TestLogsThatContradictEachOtherAreRefused(t *testing.T) {
	for start, code := range map[string]string{
		"start S1 term 3 log 1 1 3 2\n":                              "terms-fall",
		"start S1 term 4 log 1 1 3 4\nstart S2 term 4 log 1 1 2 4\n": "logs-differ",
	} {
		_, err := scenario.Parse("raft 1\nservers 3\nseed 1\n" + start)
		var bad *scenario.Error
		if !errors.As(err, &bad) || bad.Code != code {
			t.Errorf("%s: %v, want %s", start, err, code)
		}
	}
}

// asked calls back for every question of a lesson.
func asked(l *Lesson, each func(s *Step)) {
	for i := range l.Steps {
		if l.Steps[i].Ask != nil {
			each(&l.Steps[i])
		}
	}
}

// Two choices are a coin to flip. And where the right one always stands is soon known.
func TestMostQuestionsHaveThreeChoicesAndTheRightOneStandsAnywhere(t *testing.T) {
	questions, ofThree, places := 0, 0, map[int]int{}
	for _, l := range Library() {
		asked(l, func(s *Step) {
			questions++
			if len(s.Ask.Choices) >= 3 {
				ofThree++
			}
		})
		played, err := l.Play()
		if err != nil {
			t.Fatal(err)
		}
		for _, met := range played.Steps {
			places[met.Right]++
		}
	}
	if ofThree*4 < questions*3 {
		t.Errorf("%d of %d questions have three choices", ofThree, questions)
	}
	for place := range 3 {
		if places[place]*5 < questions {
			t.Errorf("the right choice stands at place %d in %d of %d questions only", place+1, places[place], questions)
		}
	}
}

func TestEveryLessonAsksAndNoQuestionComesTwice(t *testing.T) {
	seen := map[string]string{}
	for _, l := range Library() {
		questions := 0
		asked(l, func(s *Step) {
			questions++
			for _, text := range []string{s.Ask.Text.In("en"), s.Ask.Text.In("zh")} {
				at := l.Name + "/" + s.Name
				if before := seen[text]; before != "" {
					t.Errorf("%s asks what %s has asked: %s", at, before, text)
				}
				seen[text] = at
			}
		})
		if questions == 0 {
			t.Errorf("%s asks nothing", l.Name)
		}
	}
}

// Lessons do not begin alike: whoever goes from one to the next reads something new.
func TestNoPassageComesTwice(t *testing.T) {
	seen := map[string]string{}
	for _, l := range Library() {
		for i := range l.Steps {
			for _, text := range []string{l.Steps[i].Text.In("en"), l.Steps[i].Text.In("zh")} {
				at := l.Name + "/" + l.Steps[i].Name
				if seen[text] != "" {
					t.Errorf("%s says what %s has said: %s", at, seen[text], text)
				}
				seen[text] = at
			}
		}
	}
}

// The document that these lessons grew from counts seven cases. They come in its order,
// and their titles say which is which.
func TestTheSevenCasesAreCountedInTheirOrder(t *testing.T) {
	n := 0
	for _, l := range Library() {
		if strings.HasPrefix(l.Title.In("en"), "Case ") {
			n++
			en, zh := fmt.Sprintf("Case %d: ", n), fmt.Sprintf("情形 %d：", n)
			if !strings.HasPrefix(l.Title.In("en"), en) || !strings.HasPrefix(l.Title.In("zh"), zh) {
				t.Errorf("%q, %q, want %q, %q", l.Title.In("en"), l.Title.In("zh"), en, zh)
			}
		}
	}
	if n != 7 {
		t.Errorf("%d cases", n)
	}
}

// referred are the lessons that others speak of by their numbers, by where they do so.
var referred = map[string][]string{
	"two-candidates settled":        {"first-to-wake"},
	"heartbeats new-power":          {"the-disturber"},
	"role-changes unheard":          {"deaf-leader"},
	"deaf-leader healed":            {"the-disturber"},
	"dies-alone answered":           {"idempotence"},
	"idempotence read":              {"late-retry"},
	"first-entry-of-a-term waiting": {"figure-8"},
	"on-some-followers committed":   {"one-of-five"},
	"partition only-one-commits":    {"stale-read"},
	"partition answered":            {"deaf-leader", "wiped-disk", "figure-8"},
	"find-the-leader found":         {"idempotence"},
}

var (
	lessonsEN = regexp.MustCompile(`[Ll]essons? (\d+)(?: to (\d+), and (\d+))?`)
	lessonsZH = regexp.MustCompile(`第 (\d+)(?: 到 (\d+))? 课`)
)

// A lesson that another speaks of by its number has that number.
func TestLessonsAreReferredToByTheNumbersThatTheyHave(t *testing.T) {
	left := len(referred)
	for _, l := range Library() {
		for what, text := range l.Passages() {
			want := []string{}
			names, known := referred[l.Name+" "+what]
			if known {
				left--
			}
			for _, name := range names {
				want = append(want, fmt.Sprint(Number(name)))
			}
			for _, got := range [][]string{numbers(lessonsEN, text.In("en")), numbers(lessonsZH, text.In("zh"))} {
				if !slices.Equal(got, want) {
					t.Errorf("%s, %s speaks of the lessons %v, want %v", l.Name, what, got, want)
				}
			}
		}
	}
	if left > 0 {
		t.Errorf("%d of the places are not there", left)
	}
}

func numbers(pattern *regexp.Regexp, text string) []string {
	found := []string{}
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		for _, n := range m[1:] {
			if n != "" {
				found = append(found, n)
			}
		}
	}
	return found
}

// One thing has one name, in the words of the field.
func TestChineseHasOneWordForOneThing(t *testing.T) {
	for wrong, right := range map[string]string{
		"个服务器": "台服务器", "空操作": "空条目", "破坏": "违反", "听得见": "收得到", "听不见": "收不到",
	} {
		for _, l := range Library() {
			for what, text := range l.Passages() {
				if strings.Contains(text.In("zh"), wrong) {
					t.Errorf("%s, %s says %s, not %s: %s", l.Name, what, wrong, right, text.In("zh"))
				}
			}
		}
	}
}
