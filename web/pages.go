package web

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"raft-playground/templates"
	"raft-playground/web/conn"
)

// home is the page in which a new run begins.
func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	s.render(w, r, http.StatusOK, templates.Page(s.pageModel(r)))
}

// run is the page of a session. Whether there is such a session is only found out
// when its socket says hello: the page may bring the run along.
func (s *Server) run(w http.ResponseWriter, r *http.Request) {
	if !conn.ValidSessionID(chi.URLParam(r, "id")) {
		s.notFound(w, r)
		return
	}
	s.home(w, r)
}

// notFound is the page that is shown where there is none, and none is meant either.
func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	if redirectUntidy(w, r) {
		return
	}
	s.errorPage(w, r, http.StatusNotFound)
}

func (s *Server) errorPage(w http.ResponseWriter, r *http.Request, status int) {
	s.render(w, r, status, templates.ErrorPage(s.pageModel(r), status))
}

func (s *Server) pageModel(r *http.Request) templates.PageModel {
	lang := s.languageOf(r)
	m := templates.PageModel{
		Language: templates.LanguageModel(lang), Assets: s.files.Base(), Theme: themeOf(r), Text: s.words[lang.Tag].Text, Embed: embedded(r),
	}
	for _, l := range s.options.Languages {
		m.Languages = append(m.Languages, templates.LanguageModel(l))
	}
	return m
}

// render writes a page, in whole or not at all. It is never kept without asking:
// it names the version of the files that go with it.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	var html bytes.Buffer
	if err := page.Render(r.Context(), &html); err != nil {
		s.options.Log.Error("a page could not be rendered", "path", r.URL.Path, "err", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Add("Vary", "Accept-Language, Cookie")
	w.WriteHeader(status)
	_, _ = w.Write(html.Bytes()) // an error means that the reader has gone
}
