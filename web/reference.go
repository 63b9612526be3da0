package web

import (
	"net/http"
	"slices"
	"sync"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/link"
	"raft-playground/raft/scenario/play"
	"raft-playground/templates"
	"raft-playground/web/session"
)

// language is the page about the scenario language: each form with an example that
// can be copied and opened.
func (s *Server) language(w http.ResponseWriter, r *http.Request) {
	groups, err := reference()
	if err != nil {
		s.options.Log.Error("the reference could not be made", "err", err)
		s.errorPage(w, r, http.StatusInternalServerError)
		return
	}
	s.render(w, r, http.StatusOK, templates.Language(s.pageModel(r), groups))
}

// reference returns the forms of the language by group, each example with a link
// to its run. Every example is played once for that.
var reference = sync.OnceValues(func() ([]templates.FormGroup, error) {
	var groups []templates.FormGroup
	for _, form := range scenario.Reference() {
		link, err := fromItsBeginning(form.Example)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(groups, func(g templates.FormGroup) bool { return g.Key == form.Group })
		if at < 0 {
			at = len(groups)
			groups = append(groups, templates.FormGroup{Key: form.Group})
		}
		groups[at].Forms = append(groups[at].Forms, templates.Form{Key: form.Key, Form: form.Form, Example: form.Example, Link: link})
	}
	return groups, nil
})

// fromItsBeginning returns a text as a link that plays it and then stands at its
// beginning, unless it says where, so that whoever opens it sees all of it.
func fromItsBeginning(text string) (string, error) {
	s, err := scenario.Parse(text)
	if err != nil {
		return "", err
	}
	if s.Look == nil {
		s.Look = new(raft.Time)
		text = s.Format()
	}
	run, err := play.New(s)
	if err != nil {
		return "", err
	}
	for !run.Ended() {
		now, seq := run.Now(), run.World().Seq()
		// What the example cannot do is part of it.
		if err := run.RunUntil(run.Ends()); err != nil && run.Now() == now && run.World().Seq() == seq {
			break
		}
	}
	return link.Encode(text, run.World().Hash(), session.Engine)
}
