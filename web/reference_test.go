package web

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/link"
)

func TestThePageOfTheLanguageHasEveryFormWithALinkToItsExample(t *testing.T) {
	groups, err := reference()
	if err != nil {
		t.Fatal(err)
	}
	forms := scenario.Reference()
	n := 0
	for _, group := range groups {
		for _, form := range group.Forms {
			if form.Example != forms[n].Example || form.Key != forms[n].Key {
				t.Errorf("form %d is %s, want %s", n, form.Key, forms[n].Key)
			}
			shared, err := link.Decode(form.Link)
			if err != nil {
				t.Fatalf("%s: %v", form.Key, err)
			}
			told, err := scenario.Parse(shared.Text)
			if err != nil || told.Look == nil {
				t.Errorf("%s: the link tells %q (%v), want the example at its beginning", form.Key, shared.Text, err)
				continue
			}
			if *told.Look == 0 {
				told.Look = nil
			}
			if told.Format() != form.Example {
				t.Errorf("%s: the link tells\n%s\nwant\n%s", form.Key, told.Format(), form.Example)
			}
			n++
		}
	}
	if n != len(forms) {
		t.Errorf("%d forms, want %d", n, len(forms))
	}
}

func TestThePageOfTheLanguageSpeaksBothLanguages(t *testing.T) {
	h := open(t, Options{})
	for lang, said := range map[string]string{"en": "What a run starts from", "zh": "场景语言"} {
		response, body := h.get(t, http.MethodGet, "/language", "Accept-Language", lang)
		text := html.UnescapeString(body)
		if response.StatusCode != http.StatusOK || !strings.Contains(text, said) || !strings.Contains(text, "when leader elected") {
			t.Errorf("in %s: %s; the page does not say %q", lang, response.Status, said)
		}
	}
}
