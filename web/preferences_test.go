package web

import (
	"testing"

	"raft-playground/static"
)

func TestTheRightLanguageIsSpoken(t *testing.T) {
	for header, want := range map[string]string{
		"":                        "en",
		"zh-CN,zh;q=0.9,en;q=0.8": "zh",
		"en-US,en;q=0.9,zh;q=0.8": "en",
		"de,fr;q=0.9":             "en",
		"de,zh-Hant-TW;q=0.3":     "zh",
		"de,zh;q=0.3,en;q=0.5":    "en",
		"zh;q=0":                  "en",
		"zh;q=nonsense,en;q=0.1":  "en",
		"*":                       "en",
		", ,;;q=,":                "en",
		"ZH":                      "zh",
	} {
		if got := static.AcceptedLanguage(static.Languages, header).Tag; got != want {
			t.Errorf("Accept-Language %q: %s, want %s", header, got, want)
		}
	}
}
