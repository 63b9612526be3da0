package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"unicode"

	"raft-playground/raft/scenario"
	"raft-playground/static"
	"raft-playground/web/wire"
)

// langUsage explains the flag -lang, for the commands that have it.
var langUsage = "  -lang     the language of what is printed: " + strings.Join(tags(), ", ") + `; by default that of
            $PLAYGROUND_LANG, or of the locale (LC_ALL, LC_MESSAGES, LANG), or the first
`

// words are the catalogue's, in the language in which a command prints.
type words struct {
	static.Words
	lang string
}

// wordsIn returns the words of a language.
func wordsIn(lang string) (words, error) {
	l, ok := static.LanguageOf(static.Languages, lang)
	if !ok {
		return words{}, fmt.Errorf("there is no language %q: %s", lang, strings.Join(tags(), ", "))
	}
	texts, err := static.LoadWords(static.Embedded(), []static.Language{l})
	return words{texts[l.Tag], l.Tag}, err
}

// tags are those of all languages.
func tags() []string {
	var all []string
	for _, l := range static.Languages {
		all = append(all, l.Tag)
	}
	return all
}

// langFlag adds the flag that says in which language a command prints.
func langFlag(flags *flag.FlagSet, env func(string) string) *string {
	return flags.String("lang", localLanguage(env), "the language of what is printed")
}

// localLanguage returns the tag of the language that the environment wants: the first
// variable that says something decides, as in every locale.
func localLanguage(env func(string) string) string {
	if lang := env(variable("lang")); lang != "" {
		return lang
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := env(name); locale != "" {
			l, _ := static.LanguageOf(static.Languages, strings.ReplaceAll(locale, "_", "-"))
			return l.Tag
		}
	}
	return static.Languages[0].Tag
}

// tell words an error. What has no code, such as one of the file system, says it itself.
func (w words) tell(err error) string {
	var text *scenario.Error
	if errors.As(err, &text) && text.Cause != nil {
		values := map[string]string{"found": text.Found, "why": w.tell(text.Cause)}
		if text.Line > 0 {
			values["line"] = fmt.Sprint(text.Line)
		}
		return w.Refusal("scenario.refused-because", values)
	}
	if r, expected := wire.AsRefusal(err); expected {
		return w.Refusal(r.Code, r.Values)
	}
	return err.Error()
}

// padded fills a text up to a number of columns: on a terminal a Chinese character takes two.
func padded(text string, columns int) string {
	width := 0
	for _, r := range text {
		width++
		if unicode.Is(unicode.Han, r) {
			width++
		}
	}
	return text + strings.Repeat(" ", max(0, columns-width))
}
