package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"raft-playground/raft/lesson"
)

// Addresses that were passed on before a lesson or a step was called otherwise lead there,
// in a frame too.
func TestAnAddressOfBeforeLeadsToTheLessonOfToday(t *testing.T) {
	h := open(t, Options{})
	h.http.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for before, today := range map[string]string{
		"/lesson/fewer-than-half":                          "/lesson/on-some-followers",
		"/lesson/fewer-than-half/one-copy?embed=1&lang=zh": "/lesson/on-some-followers/on-one?embed=1&lang=zh",
		"/lesson/dies-alone/leader":                        "/lesson/dies-alone",
	} {
		resp, _ := h.get(t, http.MethodGet, before)
		if to := resp.Header.Get("Location"); resp.StatusCode != http.StatusFound || to != today {
			t.Errorf("%s: %d to %q, want %q", before, resp.StatusCode, to, today)
		}
	}
}

// The list numbers the lessons as they number one another, with a picture of each, and
// begins with where to begin.
func TestTheListOfLessonsHasNumbersPicturesAndAPlaceToStart(t *testing.T) {
	h := open(t, Options{})
	for _, lang := range []string{"en", "zh"} {
		_, page := h.get(t, http.MethodGet, "/lessons", "Accept-Language", lang)
		for i, l := range lesson.Library() {
			if heading := fmt.Sprintf("<b>%d · %s</b>", i+1, l.Title.In(lang)); !strings.Contains(page, heading) {
				t.Errorf("the list in %s lacks %s", lang, heading)
			}
		}
		if n := strings.Count(page, `class="lesson-picture"`); n != len(lesson.Library()) {
			t.Errorf("%d pictures", n)
		}
		if start := strings.Index(page, `id="lesson-start" href="/lesson/roles"`); start < 0 || start > strings.Index(page, "lessons-group") {
			t.Errorf("the list in %s does not begin with where to begin", lang)
		}
	}
}

// A picture is of its lesson: no two are the same.
func TestEveryLessonHasAPictureOfItsOwn(t *testing.T) {
	seen := map[string]string{}
	for name, p := range lessonPictures() {
		drawn := fmt.Sprint(p)
		if len(p.Servers) == 0 || seen[drawn] != "" {
			t.Errorf("the picture of %s is that of %q: %s", name, seen[drawn], drawn)
		}
		seen[drawn] = name
	}
}

// Every lesson and every step of it has an address of its own, in each language.
func TestEveryStepOfEveryLessonHasAnAddress(t *testing.T) {
	h := open(t, Options{})
	for _, l := range lesson.Library() {
		addresses := []string{"/lesson/" + l.Name}
		for _, step := range l.Steps {
			addresses = append(addresses, "/lesson/"+l.Name+"/"+step.Name)
		}
		for _, address := range addresses {
			for lang, title := range l.Title {
				resp, page := h.get(t, http.MethodGet, address, "Accept-Language", lang)
				if resp.StatusCode != http.StatusOK || !strings.Contains(page, "<title>"+title+" · Raft Playground</title>") {
					t.Errorf("%s in %s: %d", address, lang, resp.StatusCode)
				}
			}
		}
	}
	for _, address := range []string{"/lesson/no-such-lesson", "/lesson/roles/no-such-step"} {
		if resp, _ := h.get(t, http.MethodGet, address); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", address, resp.StatusCode)
		}
	}
}
