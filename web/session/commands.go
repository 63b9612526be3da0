package session

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"raft-playground/web/wire"
)

// asker is a page that asks for something, and under which number it is answered.
type asker struct {
	page *Viewer
	id   uint64
	t    string // what it asks for, for the log
}

// handle does what a page asks for, and answers it. A refused request has changed
// nothing.
func (s *session) handle(v *Viewer, req wire.Request) {
	by := asker{v, req.ID, req.T()}
	answer, err := s.answer(by, req.Body)
	s.reply(by, answer, err)
}

// reply answers a request, nil: not now. What came of it goes before the answer.
func (s *session) reply(by asker, answer any, err error) {
	if err != nil {
		answer = s.refusal(by, err)
	}
	s.flush()
	if answer != nil {
		by.page.send(wire.Marshal(answer))
	}
}

// refusal returns the answer to a request that was not carried out.
func (s *session) refusal(by asker, err error) wire.Refused {
	r, expected := wire.AsRefusal(err)
	if !expected {
		s.registry.metrics.Failed()
		s.log.Error("a request failed", "t", by.t, "err", err)
	}
	s.registry.metrics.Refused(r.Code)
	return r.Answer(by.id)
}

// Bounds of what one page can command, beyond those of all that it says. Whoever
// plays does not meet them; a class is no page.
const (
	commandRate  = 20 // a second
	commandBurst = 40
)

// costOf returns what a command takes of its page's allowance: as much as it is dearer
// than an action, which is one. What costs nothing is no command: who watches may say it.
func costOf(req wire.Body) float64 {
	switch req.(type) {
	case wire.DoRequest, wire.PaceRequest, wire.StepRequest, wire.BreaksRequest, wire.CloseRequest:
		return 1
	case wire.GoRequest:
		return 2
	case wire.OpenRequest, wire.LessonRequest, wire.ForkRequest, wire.CompareRequest:
		return 4
	case wire.StretchRequest, wire.EntriesRequest, wire.TextRequest, wire.LinkRequest,
		wire.HelloRequest, wire.LookRequest, wire.BeatRequest, wire.UnknownRequest:
		return 0
	}
	panic(fmt.Sprintf("nobody knows who may say a %T", req))
}

// answer returns the answer to a request; nil when there is none, or it will come
// later.
func (s *session) answer(by asker, req wire.Body) (any, error) {
	if cost := costOf(req); cost > 0 {
		if !by.page.Commands() {
			return nil, wire.Refuse(wire.RefusedWatching)
		}
		now := s.registry.clock.Now()
		if !by.page.commanded.Take(cost, now) {
			return nil, wire.Refuse(wire.RefusedCommands, "seconds", seconds(by.page.commanded.wait(now)))
		}
	}
	done := wire.Done{T: "done", Re: by.id}
	switch req := req.(type) {
	case wire.DoRequest:
		return s.do(by, req)
	case wire.OpenRequest:
		return nil, s.open(by, req)
	case wire.LessonRequest:
		return nil, s.openLesson(by, req)
	case wire.GoRequest:
		return done, s.goTo(req)
	case wire.ForkRequest:
		return nil, s.fork(by, req)
	case wire.CompareRequest:
		return nil, s.compare(by, req)
	case wire.CloseRequest:
		return s.closeCluster(by, req)
	case wire.PaceRequest:
		return done, s.setPace(req)
	case wire.StepRequest:
		return done, s.step()
	case wire.BreaksRequest:
		return done, s.setBreakpoints(req.Breaks)
	case wire.StretchRequest:
		return nil, s.stretch(by, req)
	case wire.EntriesRequest:
		return s.entries(by, req)
	case wire.TextRequest:
		return s.text(by, req)
	case wire.LinkRequest:
		return s.link(by, req)
	case wire.HelloRequest:
		return nil, wire.Refuse(wire.RefusedHello)
	case wire.UnknownRequest, wire.LookRequest, wire.BeatRequest: // the last two have gone other ways
		return nil, wire.Refuse(wire.RefusedUnknown, "t", wire.Clip(by.t))
	}
	panic(fmt.Sprintf("nobody answers a %T", req))
}

// do acts at the edge, of one cluster or of all. Of all, it acts wherever it can,
// and says where it could not.
func (s *session) do(by asker, req wire.DoRequest) (any, error) {
	if s.registry.options.onCommand != nil {
		s.registry.options.onCommand(req.Action)
	}
	addressed := func(c *cluster) bool { return c.id == req.Cluster || req.Cluster == everyCluster }
	if !slices.ContainsFunc(s.clusters, addressed) {
		return nil, wire.Refuse(wire.RefusedNoCluster, "cluster", wire.Clip(req.Cluster))
	}
	return s.admit(by, req.Action, addressed, func() (any, error) {
		missed, err := s.act(req.Action, addressed)
		return wire.Done{T: "done", Re: by.id, Missed: missed}, err
	})
}

// act does something in some of the clusters, and returns where it could not be done;
// an error, if nowhere.
func (s *session) act(action string, addressed func(*cluster) bool) (missed []wire.Missed, err error) {
	var acted []*cluster
	earliest := s.free(addressed)
	for _, c := range s.clusters {
		if !addressed(c) {
			continue
		}
		if failed := c.actFrom(earliest, action); failed != nil {
			r, expected := wire.AsRefusal(failed)
			if !expected || err == nil {
				err = failed
			}
			missed = append(missed, wire.Missed{Cluster: c.id, Code: r.Code, Values: r.Values})
			continue
		}
		acted = append(acted, c)
		if s.plan.owns(c.id) {
			s.plan.acted = true
		}
	}
	if acted == nil {
		return nil, err
	}
	s.part(acted)
	s.align()
	return missed, nil
}

// everyCluster stands for all clusters of a session.
const everyCluster = "*"

// align moves all edges to the newest of them: what was done in one cluster may
// have taken a microsecond there.
func (s *session) align() {
	edge := s.edge()
	for _, c := range s.clusters {
		edge = max(edge, c.edge())
	}
	for _, c := range s.clusters {
		if err := c.reach(edge); err != nil {
			s.stopped(err)
		}
	}
	s.playback.heed(s.clusters)
}

// setPace plays, pauses, or changes the speed.
func (s *session) setPace(req wire.PaceRequest) error {
	if req.Playing != nil && *req.Playing {
		if _, err := s.barred(); err != nil {
			return err
		}
	}
	if req.Speed != nil {
		if err := s.playback.set(*req.Speed); err != nil {
			return err
		}
	}
	if req.Playing != nil {
		s.play(*req.Playing)
	}
	return nil
}

// step pauses, and moves the edge to the next notable instant.
func (s *session) step() error {
	if _, err := s.barred(); err != nil {
		return err
	}
	return s.playback.step(s.clusters)
}

// seconds writes a wait in whole seconds, at least one.
func seconds(wait float64) string { return strconv.Itoa(max(1, int(math.Ceil(wait)))) }
