package web

import (
	"net/http"

	"raft-playground/static"
)

// The cookies in which the page keeps what its visitor prefers.
const (
	languageCookie = "lang"
	themeCookie    = "theme"
)

// languageOf returns the language that a request wants: what its address says,
// or else what its visitor chose before, or else what the browser asks for.
func (s *Server) languageOf(r *http.Request) static.Language {
	languages := s.options.Languages
	accepted := static.AcceptedLanguage(languages, r.Header.Get("Accept-Language"))
	if lang, spoken := static.LanguageOf(languages, r.URL.Query().Get("lang")); spoken {
		return lang
	}
	if embedded(r) { // looks the same to everyone, whatever they chose elsewhere
		return accepted
	}
	if cookie, err := r.Cookie(languageCookie); err == nil {
		if lang, spoken := static.LanguageOf(languages, cookie.Value); spoken {
			return lang
		}
	}
	return accepted
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
