package web

import (
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// handle does what a page asks for, and answers it. A refused request has changed
// nothing.
func (s *session) handle(v *viewer, req wire.Request) {
	answer, err := s.answer(v, req)
	if err != nil {
		r, expected := asRefusal(err)
		if !expected {
			s.log.Error("a request failed", "t", req.T, "err", err)
		}
		answer = refusedMessage(req.ID, r)
	}
	// What came of it goes before the answer.
	s.flush()
	if answer != nil {
		v.send(answer)
	}
}

// answer returns the answer to a request; nil when it will come later.
func (s *session) answer(v *viewer, req wire.Request) ([]byte, error) {
	switch req.T {
	case "do", "open", "pace", "step":
		if !v.commands {
			return nil, refuse(refusedWatching)
		}
	}
	var err error
	switch req.T {
	case "do":
		err = s.do(req)
	case "open":
		err = s.open(req)
	case "pace":
		err = s.setPace(req)
	case "step":
		err = s.pace.step(s.clusters)
	case "stretch":
		return nil, s.stretch(v, req)
	case "text":
		return s.text(req)
	case "hello":
		err = refuse(refusedHello)
	default:
		err = refuse(refusedUnknown, "t", clip(req.T))
	}
	if err != nil {
		return nil, err
	}
	return marshal(wire.Done{T: "done", Re: req.ID}), nil
}

// do acts at the edge.
func (s *session) do(req wire.Request) error {
	if s.server.options.onCommand != nil {
		s.server.options.onCommand(req.Action)
	}
	c, err := s.cluster(req.Cluster)
	if err != nil {
		return err
	}
	return c.act(req.Action)
}

// open replaces a cluster by the beginning of another run, and lets it play.
func (s *session) open(req wire.Request) error {
	old, err := s.cluster(req.Cluster)
	if err != nil {
		return err
	}
	text, err := scenario.Parse(req.Text)
	if err != nil {
		return err
	}
	fresh, err := newCluster(old.id, text)
	if err != nil {
		return err
	}
	for i, c := range s.clusters {
		if c == old {
			s.clusters[i] = fresh
		}
	}
	s.play(true)
	return nil
}

// setPace plays, pauses, or changes the speed.
func (s *session) setPace(req wire.Request) error {
	if req.Speed != nil {
		if err := s.pace.set(*req.Speed); err != nil {
			return err
		}
	}
	if req.Playing != nil {
		s.play(*req.Playing)
	}
	return nil
}

// stretch has an older part of a run regenerated.
func (s *session) stretch(v *viewer, req wire.Request) error {
	c, err := s.cluster(req.Cluster)
	if err != nil {
		return err
	}
	return s.sendStretch(v, c, req)
}

// text returns the run as a text that ends at the edge.
func (s *session) text(req wire.Request) ([]byte, error) {
	c, err := s.cluster(req.Cluster)
	if err != nil {
		return nil, err
	}
	return marshal(wire.Text{T: "text", Re: req.ID, Text: c.run.Export(), Hash: c.run.World().HashString()}), nil
}

// clip shortens what a page said to what an answer may repeat.
func clip(text string) string {
	const most = 40
	runes := []rune(text)
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
