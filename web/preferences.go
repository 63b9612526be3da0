package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
)

// languages are those that the page speaks; the first is for all who understand
// none of them.
var languages = []string{"en", "zh"}

// catalogues are the page's texts by language and key. The page's modules read
// the same files.
type catalogues map[string]map[string]string

func loadCatalogues(tree fs.FS) (catalogues, error) {
	all := make(catalogues)
	for _, lang := range languages {
		all[lang] = make(map[string]string)
		parts, err := fs.Glob(tree, "i18n/*."+lang+".json")
		if err != nil {
			return nil, err
		}
		for _, name := range parts {
			content, err := fs.ReadFile(tree, name)
			if err != nil {
				return nil, err
			}
			texts := all[lang]
			if err := json.Unmarshal(content, &texts); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return all, nil
}

// text returns the text of a key in a language; the key itself when there is
// none, so that a gap can be seen.
func (c catalogues) text(lang string) func(key string) string {
	return func(key string) string {
		if text, ok := c[lang][key]; ok {
			return text
		}
		return key
	}
}

// The cookies in which the page keeps what its visitor prefers.
const (
	languageCookie = "lang"
	themeCookie    = "theme"
)

// languageOf returns the language that a request wants: what its address says,
// or else what its visitor chose before, or else what the browser asks for.
func languageOf(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); spoken(lang) {
		return lang
	}
	if embedded(r) { // looks the same to everyone, whatever they chose elsewhere
		return acceptedLanguage(r.Header.Get("Accept-Language"))
	}
	if cookie, err := r.Cookie(languageCookie); err == nil && spoken(cookie.Value) {
		return cookie.Value
	}
	return acceptedLanguage(r.Header.Get("Accept-Language"))
}

func spoken(lang string) bool {
	for _, l := range languages {
		if l == lang {
			return true
		}
	}
	return false
}

// acceptedLanguage returns the language that the browser likes best among those
// that the page speaks: zh stands for every kind of Chinese.
func acceptedLanguage(header string) string {
	best, liking := languages[0], 0.0
	if len(header) > 1024 {
		return best
	}
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		lang, _, _ := strings.Cut(strings.ToLower(tag), "-")
		q := 1.0
		if value, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			parsed, err := strconv.ParseFloat(value, 64)
			if err != nil {
				continue
			}
			q = parsed
		}
		if spoken(lang) && q > liking {
			best, liking = lang, q
		}
	}
	return best
}

// themeOf returns the theme that a visitor chose, or for a frame the one that its
// address says.
func themeOf(r *http.Request) string {
	if embedded(r) {
		if theme := r.URL.Query().Get("theme"); theme == "light" || theme == "dark" {
			return theme
		}
		return "system"
	}
	if cookie, err := r.Cookie(themeCookie); err == nil && (cookie.Value == "light" || cookie.Value == "dark") {
		return cookie.Value
	}
	return "system"
}
