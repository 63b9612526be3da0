package static

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

// Words are the texts of a language by their keys. The page's modules read the same
// catalogues, and fill texts in by the same rules (js/ui/i18n.js).
type Words map[string]string

// LoadWords reads the catalogues of some languages from a tree, and returns what they
// say by the languages' tags.
func LoadWords(tree fs.FS, languages []Language) (map[string]Words, error) {
	all := make(map[string]Words)
	for _, lang := range languages {
		parts, err := fs.Glob(tree, "i18n/*."+lang.Tag+".json")
		if err != nil {
			return nil, err
		}
		texts := make(Words)
		for _, name := range parts {
			content, err := fs.ReadFile(tree, name)
			if err != nil {
				return nil, err
			}
			if err := json.Unmarshal(content, &texts); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		all[lang.Tag] = texts
	}
	return all, nil
}

// Text returns the text of a key as it stands in the catalogue; the key itself when
// there is none, so that a gap can be seen.
func (w Words) Text(key string) string {
	if text, ok := w[key]; ok {
		return text
	}
	return key
}

// Say returns a text with its values filled in, which come in pairs of a name and a
// value: {count} is the value, {count|entry|entries} the first word when it is 1, and
// else the second. What has no value is empty.
func (w Words) Say(key string, pairs ...any) string {
	text := w.Text(key)
	var said strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		said.WriteString(before)
		if !found {
			return said.String()
		}
		inside, after, closed := strings.Cut(rest, "}")
		filled, ok := fillIn(inside, pairs)
		if !closed || !ok {
			said.WriteByte('{')
			text = rest
			continue
		}
		said.WriteString(filled)
		text = after
	}
}

// fillIn returns what stands in the place of {inside}; ok is false when that is no place
// for a value.
func fillIn(inside string, pairs []any) (filled string, ok bool) {
	name, choice, plural := strings.Cut(inside, "|")
	one, more, two := strings.Cut(choice, "|")
	if name == "" || strings.Trim(name, letters) != "" || plural && !two || strings.Contains(choice, "{") {
		return "", false
	}
	value := ""
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			value = fmt.Sprint(pairs[i+1])
		}
	}
	switch {
	case !plural:
		return value, true
	case value == "1":
		return one, true
	}
	return more, true
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// Refusal words why something could not be done: a code, which is a key, with the
// values that fill it in. Where they tell the line of a text, or what was most likely
// meant, or what could stand there instead, that is said too.
func (w Words) Refusal(code string, values map[string]string) string {
	raw, there := w[code]
	if !there {
		return w.Say("request.other", "code", code)
	}
	pairs := []any{"found", w.Text("word.nothing")}
	for name, value := range values {
		if value != "" {
			pairs = append(pairs, name, value)
		}
	}
	problem := w.Say(code, pairs...)
	switch suggestion, expected := values["suggestion"], values["expected"]; {
	case suggestion != "":
		problem = w.Say("scenario.with-suggestion", "problem", problem, "suggestion", suggestion)
	case expected != "" && !strings.Contains(raw, "{expected}"):
		problem = w.Say("scenario.with-expected", "problem", problem, "expected", expected)
	}
	switch line, column := values["line"], values["column"]; {
	case line == "" || !strings.HasPrefix(code, "scenario."):
		return problem
	case column == "":
		return w.Say("scenario.at-whole-line", "line", line, "problem", problem)
	default:
		return w.Say("scenario.at-line", "line", line, "column", column, "problem", problem)
	}
}
