package static

import (
	"strconv"
	"strings"
)

// Language is one that the playground speaks.
type Language struct {
	Tag  string // in the names of its catalogues, in addresses (?lang=zh) and in lessons
	HTML string // as the lang attribute names it
	Name string // its own name for itself
}

// Languages are those that the playground speaks. The first is for all who understand
// none of them. A further one is a line here, its catalogues (i18n/*.TAG.json) and its
// prose in each lesson.
var Languages = []Language{
	{"en", "en", "English"},
	{"zh", "zh-Hans", "中文"}, // in simplified characters; it stands for every kind of Chinese
}

// LanguageOf returns the language of a tag, in whatever case and of whatever region:
// "zh-CN", "EN".
func LanguageOf(languages []Language, tag string) (Language, bool) {
	main, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for _, l := range languages {
		if l.Tag == main {
			return l, true
		}
	}
	return languages[0], false
}

// AcceptedLanguage returns the language that a browser likes best, by its
// Accept-Language header.
func AcceptedLanguage(languages []Language, header string) Language {
	best, liking := languages[0], 0.0
	if len(header) > 1024 {
		return best
	}
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if value, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			parsed, err := strconv.ParseFloat(value, 64)
			if err != nil {
				continue
			}
			q = parsed
		}
		if lang, ok := LanguageOf(languages, tag); ok && q > liking {
			best, liking = lang, q
		}
	}
	return best
}
