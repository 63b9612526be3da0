package web

import (
	"net/http"
	"strings"
	"testing"

	"raft-playground/raft/lesson"
)

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
