package web

import (
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// text returns the session as a text: with what is still to come, and ended at
// the edge.
func (s *session) text(req wire.Request) (any, error) {
	text, err := s.whole()
	if err != nil {
		return nil, err
	}
	runs := s.runs()
	ended, err := scenario.ExportTogether(runs)
	if err != nil {
		return nil, err
	}
	return wire.Text{
		T: "text", Re: req.ID, Text: text, Ended: ended, Edge: s.edge(), Hash: runs[0].World().HashString(),
	}, nil
}

// whole returns the session as a text with what is still to come. Of a lesson that
// includes the lesson's own runs, so that it comes back to them, also while the
// learner is alone with one of their own.
func (s *session) whole() (string, error) {
	if s.aside != nil && !s.intact() {
		return scenario.Together(s.runs())
	}
	text, err := scenario.Together(append(runsOf(s.aside), s.runs()...))
	return text + s.course.prose(), err
}

// intact reports whether those that wait aside are the lesson's own runs, all of them
// and as they are told, so that they make a lesson again.
func (s *session) intact() bool {
	return s.course != nil && len(s.aside) == s.course.runs() && !slices.ContainsFunc(s.aside, func(c *cluster) bool { return len(c.live) > 0 })
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
func (s *session) runs() []*scenario.Run { return runsOf(s.clusters) }

func runsOf(clusters []*cluster) []*scenario.Run {
	var runs []*scenario.Run
	for _, c := range clusters {
		runs = append(runs, c.run)
	}
	return runs
}
