package web

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// text returns the session as a text: with what is still to come, and ended at
// the edge.
func (s *session) text(req wire.Request) (any, error) {
	runs := s.runs()
	text, err := scenario.Together(runs)
	if err != nil {
		return nil, err
	}
	ended, err := scenario.ExportTogether(runs)
	if err != nil {
		return nil, err
	}
	return wire.Text{
		T: "text", Re: req.ID, Text: text + s.course.prose(), Ended: ended, Edge: s.edge(), Hash: runs[0].World().HashString(),
	}, nil
}

// link returns the session as a link, up to the edge.
func (s *session) link(req wire.Request) (any, error) {
	runs := s.runs()
	text, err := scenario.ExportTogether(runs)
	if err != nil {
		return nil, err
	}
	if req.At != nil && *req.At >= 0 && *req.At < s.edge() {
		if text, err = withLook(text, *req.At); err != nil {
			return nil, err
		}
	}
	if s.course.ofItsOwn() && s.course.goal == "" && len(s.clusters) == s.course.runs() {
		text = s.course.lesson.Text() // the lesson itself, not how far somebody got
	}
	link, err := scenario.Encode(text, runs[0].World().Hash(), Engine)
	if err != nil {
		return nil, err
	}
	return wire.Shared{T: "link", Re: req.ID, Link: link}, nil
}

// withLook returns a text that puts the playhead at an instant.
func withLook(text string, at raft.Time) (string, error) {
	s, err := scenario.Parse(text)
	if err != nil {
		return "", err
	}
	s.Look = &at
	return s.Format(), nil
}

// runs returns the clusters' runs, in order.
func (s *session) runs() []*scenario.Run {
	var runs []*scenario.Run
	for _, c := range s.clusters {
		runs = append(runs, c.run)
	}
	return runs
}
