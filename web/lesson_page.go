package web

import (
	"net/http"
	"net/url"
	"strings"

	"raft-playground/raft/lesson"
	"raft-playground/templates"
)

// lessons is the list of the built-in lessons.
func (s *Server) lessons(w http.ResponseWriter, r *http.Request) {
	m := s.pageModel(r)
	var list []templates.LessonModel
	for _, l := range lesson.Library() {
		shown := lessonModel(l, m.Language.Tag)
		shown.Picture = lessonPictures()[l.Name]
		list = append(list, shown)
	}
	s.render(w, r, http.StatusOK, templates.Lessons(m, list))
}

// lesson is the page of a built-in lesson, which begins when its socket says
// hello.
func (s *Server) lesson(w http.ResponseWriter, r *http.Request) {
	l, address := lessonAt(r.URL.Path)
	if l == nil {
		s.notFound(w, r)
		return
	}
	if address != r.URL.Path {
		redirect(w, r, url.URL{Path: address})
		return
	}
	m := s.pageModel(r)
	shown := lessonModel(l, m.Language.Tag)
	m.Lesson = &shown
	s.render(w, r, http.StatusOK, templates.Page(m))
}

// lessonAt returns the built-in lesson whose page, or the page of whose step, is
// found under a path, and the address that this page has now; nil if there is none.
func lessonAt(path string) (l *lesson.Lesson, address string) {
	rest, found := strings.CutPrefix(path, "/lesson/")
	if !found {
		return nil, ""
	}
	name, step, atStep := strings.Cut(rest, "/")
	if atStep && step == "" {
		return nil, ""
	}
	name, step = lesson.Now(name, step)
	if l = lesson.Find(name); l == nil || step != "" && l.Step(step) == nil {
		return nil, ""
	}
	address = "/lesson/" + name
	if step != "" {
		address += "/" + step
	}
	return l, address
}

func lessonModel(l *lesson.Lesson, lang string) templates.LessonModel {
	return templates.LessonModel{
		Name: l.Name, Number: lesson.Number(l.Name), Title: l.Title.In(lang), About: l.About.In(lang), Steps: len(l.Steps), Before: lesson.Before(l.Name),
	}
}
