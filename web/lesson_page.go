package web

import (
	"net/http"
	"strings"

	"raft-playground/raft/lesson"
	"raft-playground/templates"
)

// lessons is the list of the built-in lessons.
func (s *Server) lessons(w http.ResponseWriter, r *http.Request) {
	m := s.pageModel(r)
	var list []templates.LessonModel
	for _, l := range lesson.Library() {
		list = append(list, lessonModel(l, m.Language.Tag))
	}
	s.render(w, r, http.StatusOK, templates.Lessons(m, list))
}

// lesson is the page of a built-in lesson, which begins when its socket says
// hello.
func (s *Server) lesson(w http.ResponseWriter, r *http.Request) {
	l := lessonAt(r.URL.Path)
	if l == nil {
		s.notFound(w, r)
		return
	}
	m := s.pageModel(r)
	shown := lessonModel(l, m.Language.Tag)
	m.Lesson = &shown
	s.render(w, r, http.StatusOK, templates.Page(m))
}

// lessonAt returns the built-in lesson whose page, or the page of whose step, is
// found under a path; nil if there is none.
func lessonAt(path string) *lesson.Lesson {
	rest, found := strings.CutPrefix(path, "/lesson/")
	if !found {
		return nil
	}
	name, step, atStep := strings.Cut(rest, "/")
	l := lesson.Find(name)
	if l == nil || atStep && l.Step(step) == nil {
		return nil
	}
	return l
}

func lessonModel(l *lesson.Lesson, lang string) templates.LessonModel {
	return templates.LessonModel{Name: l.Name, Title: l.Title.In(lang), About: l.About.In(lang), Steps: len(l.Steps)}
}
