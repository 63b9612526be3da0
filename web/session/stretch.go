package session

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// Bounds of what a page can have regenerated.
const (
	maxStretches      = 4       // at a time, for one page
	regenerateRate    = 200_000 // events a second, for one page
	regenerateAtOnce  = 2_000_000
	stretchStepEvents = 1 // what a stretch costs at least
)

// stretch is an older part of a run that is to be regenerated.
type stretch struct {
	player   replayer
	from, to raft.Time
}

// stretch prepares to regenerate what happened from one instant up to and
// including another. It is cheap; the work can be done elsewhere.
func (c *cluster) stretch(from, to raft.Time) (*stretch, error) {
	to = min(to, c.edge())
	if from < 0 || from > to {
		return nil, wire.Refuse(wire.RefusedRange, "from", fmt.Sprint(from), "to", fmt.Sprint(to))
	}
	return &stretch{player: c.replayFrom(from), from: from, to: to}, nil
}

// before plays up to just before the stretch.
func (s *stretch) before(j *job) error {
	if err := s.player.start(j.meter); err != nil {
		return err
	}
	if s.from > s.player.run.Now() {
		return s.player.playTo(s.from-1, nobody)
	}
	return nil
}

// regenerate does the work. What would be more than a message may be ends at an
// instant before, and says so by Until: all of an instant is told, or nothing of it,
// and at least one.
func (s *stretch) regenerate(j *job, cluster string, re uint64) (wire.Stretch, error) {
	if err := s.before(j); err != nil {
		return wire.Stretch{}, err
	}
	answer := wire.Stretch{T: "stretch", Re: re, Cluster: cluster, Until: s.to, State: stateWithin(s.player.run.World(), wire.MaxMessage/4)}
	room := wire.MaxMessage - len(wire.Marshal(answer)) - len(`,"events":[]`)
	var size bytes.Buffer
	words := json.NewEncoder(&size)
	err := s.player.playTo(s.to, func(events []sim.Event) bool {
		for i := range events {
			size.Reset()
			_ = words.Encode(&events[i]) // types of package wire can always be marshalled
			room -= size.Len()
		}
		answer.Events = append(answer.Events, events...)
		return room >= 0
	})
	if err != nil || room >= 0 {
		return answer, err
	}
	answer.Until = s.player.run.Now()
	for excess := -room; excess > 0; {
		last := answer.Events[len(answer.Events)-1].At
		begin := slices.IndexFunc(answer.Events, func(e sim.Event) bool { return e.At == last })
		if begin == 0 {
			break
		}
		for i := begin; i < len(answer.Events); i++ {
			size.Reset()
			_ = words.Encode(&answer.Events[i])
			excess -= size.Len()
		}
		answer.Events, answer.Until = answer.Events[:begin], last-1
	}
	return answer, nil
}

// stretch has an older part of a run regenerated, and sends it to a page.
func (s *session) stretch(by asker, req wire.StretchRequest) error {
	c, err := s.cluster(req.Cluster)
	if err != nil {
		return err
	}
	work, err := c.stretch(req.From, req.To)
	if err != nil {
		return err
	}
	id := c.id
	return s.lookBack(by, &work.player, func(j *job) (any, error) { return work.regenerate(j, id, by.id) })
}

// entries answers with a part of a server's log, at the edge at once, and at an
// older instant as soon as that has been played again.
func (s *session) entries(by asker, req wire.EntriesRequest) (any, error) {
	c, err := s.cluster(req.Cluster)
	if err != nil {
		return nil, err
	}
	at := c.edge()
	if req.At != nil {
		at = *req.At
	}
	if at < 0 || at > c.edge() || req.Server < 1 || int(req.Server) > c.run.World().Config().Servers || req.First < 1 || req.Last < req.First {
		return nil, wire.Refuse(wire.RefusedRange, "from", "0", "to", fmt.Sprint(c.edge()))
	}
	tell := func(w *sim.World) wire.Entries {
		last := min(req.Last, req.First+maxEntries-1)
		return wire.Entries{T: "entries", Re: by.id, Cluster: req.Cluster, Server: req.Server, First: req.First, Entries: w.Entries(req.Server, req.First, last)}
	}
	if at == c.edge() {
		return tell(c.run.World()), nil
	}
	work := &stretch{player: c.replayFrom(at + 1), from: at + 1}
	return nil, s.lookBack(by, &work.player, func(j *job) (any, error) {
		if err := work.before(j); err != nil {
			return nil, err
		}
		return tell(work.player.run.World()), nil
	})
}

// maxEntries is how many entries are told in an answer.
const maxEntries = 2000

// lookBack has something of the past played again, and answers a page with what it
// finds there.
func (s *session) lookBack(by asker, player *replayer, find func(*job) (any, error)) error {
	v := by.page
	if v.stretches >= maxStretches || !v.regenerated.Take(stretchStepEvents, s.registry.clock.Now()) {
		return wire.Refuse(wire.RefusedTooMany)
	}
	v.stretches++
	ctx, payer := v.ctx, v.payer
	s.registry.background.Go(func() {
		var answer any
		err := s.inTurns(ctx, payer, func(j *job) (err error) {
			answer, err = find(j)
			return err
		})
		if ctx.Err() == nil {
			if err != nil {
				answer = s.refusal(by, err)
			}
			v.send(wire.Marshal(answer))
		}
		s.post(func() {
			v.stretches--
			v.regenerated.charge(float64(player.played), s.registry.clock.Now())
		})
	})
	return nil
}
