package templates_test

import (
	"maps"
	"strings"
	"testing"

	"raft-playground/templates"
)

// listed renders the list of lessons in a language.
func listed(t *testing.T, lang string, lessons ...templates.LessonModel) string {
	t.Helper()
	texts := map[string]string{}
	for _, name := range []string{"shell", "page", "lesson"} {
		maps.Copy(texts, catalogue(t, name, lang))
	}
	var html strings.Builder
	model := templates.PageModel{Language: templates.LanguageModel{Tag: lang, HTML: lang}, Assets: "/static/x", Theme: "system", Text: func(key string) string {
		if texts[key] == "" {
			t.Errorf("the list asks for %q, which is not worded in %s", key, lang)
		}
		return texts[key]
	}}
	if err := templates.Lessons(model, lessons).Render(t.Context(), &html); err != nil {
		t.Fatal(err)
	}
	return html.String()
}

func TestTheListOfLessonsIsALinkForEachInGroupsWithoutAScript(t *testing.T) {
	lessons := []templates.LessonModel{
		{Name: "roles", Title: "Roles & terms", About: "Who is who.", Steps: 5},
		{Name: "heartbeats", Title: "Heartbeats", About: "Power.", Steps: 4},
		{Name: "life-of-a-write", Title: "A write", About: "From beginning to end.", Steps: 6},
	}
	for _, lang := range []string{"en", "zh"} {
		html := listed(t, lang, lessons...)
		for _, want := range []string{`href="/lesson/roles"`, `href="/lesson/heartbeats"`, `href="/lesson/life-of-a-write"`, "Roles &amp; terms", "From beginning to end."} {
			if !strings.Contains(html, want) {
				t.Errorf("the list in %s lacks %s", lang, want)
			}
		}
		first, second := strings.Index(html, `id="group-election"`), strings.Index(html, `id="group-write"`)
		if at := strings.Index(html, `href="/lesson/life-of-a-write"`); first < 0 || second < first || at < second {
			t.Errorf("in %s the groups are not where they begin", lang)
		}
	}
}

func TestALessonOfNoKnownGroupStandsWithTheOneBeforeIt(t *testing.T) {
	html := listed(t, "en", templates.LessonModel{Name: "of-my-own"}, templates.LessonModel{Name: "figure-7"}, templates.LessonModel{Name: "another"})
	if groups := strings.Count(html, `class="lessons-group"`); groups != 2 {
		t.Errorf("there are %d groups, want 2", groups)
	}
}
