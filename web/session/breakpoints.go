package session

import (
	"slices"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
	"raft-playground/web/wire"
)

// breakpoints are what a session is to pause for.
type breakpoints struct {
	on      map[string]bool
	servers raft.ServerSet    // whose changes count
	steps   map[string]string // of a lesson, with the cluster that each belongs to
}

// parseBreakpoints reads what a page asked for. It comes back in one order, each only
// once, so that all pages are told the same.
func parseBreakpoints(names []string) (breakpoints, []string, error) {
	b := breakpoints{on: make(map[string]bool)}
	for _, name := range names {
		server, of := strings.CutPrefix(name, wire.BreakServer)
		var id raft.ServerID
		switch {
		case of && id.UnmarshalText([]byte(server)) == nil && id != 0:
			b.servers = b.servers.With(id)
		case !slices.Contains(namedBreakpoints, name):
			return b, nil, wire.Refuse(wire.RefusedBreak, "break", wire.Clip(name))
		}
		b.on[name] = true
	}
	var all []string
	for _, name := range namedBreakpoints {
		if b.on[name] {
			all = append(all, name)
		}
	}
	for id := raft.ServerID(1); id <= raft.MaxServers; id++ {
		if b.servers.Has(id) {
			all = append(all, wire.BreakServer+id.String())
		}
	}
	return b, all, nil
}

// namedBreakpoints are those that are not about one server.
var namedBreakpoints = append(slices.Clone(wire.Breakpoints), wire.BreakStep)

// clusterBreakpoints are what a session is to pause for as one cluster comes to it: with what
// is known of the cluster, to tell what is new there.
type clusterBreakpoints struct {
	breaks  *breakpoints
	cluster string
	servers []sim.ServerState
	answers []uint32   // the newest request of each client that was answered
	commit  raft.Index // the highest there has been
	hit     *wire.Stop // the first that was met
}

// in returns the breakpoints in a cluster as it is now, nil if there is nothing to pause
// for.
func (b *breakpoints) in(c *cluster) *clusterBreakpoints {
	if len(b.on) == 0 && len(b.steps) == 0 {
		return nil
	}
	state := c.run.World().Outline()
	here := &clusterBreakpoints{breaks: b, cluster: c.id}
	for i := range state.Servers {
		here.servers = append(here.servers, state.Servers[i].ServerState)
		here.commit = max(here.commit, state.Servers[i].CommitIndex)
	}
	for i := range state.Clients {
		if client := &state.Clients[i]; client.Phase == sim.PhaseAnswered {
			here.answered(client)
		}
	}
	return here
}

// see looks at what has happened in the cluster of that name.
func (b *clusterBreakpoints) see(cluster string, events []sim.Event) {
	for i := range events {
		e := &events[i]
		stop := b.meets(e)
		if stop.Break != "" && b.hit == nil {
			stop.Cluster, stop.At = cluster, e.At
			b.hit = &stop
		}
	}
}

// meets takes note of an event, and returns a stop if the session is to pause for
// it.
func (b *clusterBreakpoints) meets(e *sim.Event) (stop wire.Stop) {
	met := func(name string, server raft.ServerID) {
		if stop.Break == "" && b.breaks.on[name] {
			stop.Break = name
			if server != 0 {
				stop.Server, stop.Term = server.String(), b.servers[server-1].Term
			}
		}
	}
	switch e.Kind {
	case sim.ServerEvent:
		before, now := b.servers[e.Server.ID-1], e.Server
		b.servers[now.ID-1] = *now
		if now.Role == raft.Candidate && !now.Down && (before.Role != raft.Candidate || now.Term != before.Term) {
			met(wire.BreakElection, now.ID)
		}
		if now.Role == raft.Leader && !now.Down && (before.Role != raft.Leader || before.Down) {
			met(wire.BreakLeader, now.ID)
		}
		if now.CommitIndex > b.commit {
			b.commit = now.CommitIndex
			met(wire.BreakCommit, now.ID)
		}
		if now.Role != before.Role || now.Term != before.Term || now.VotedFor != before.VotedFor ||
			now.CommitIndex != before.CommitIndex || now.Down != before.Down {
			met(wire.BreakServer+now.ID.String(), now.ID)
		}
	case sim.LogEvent:
		met(wire.BreakServer+e.Log.Server.String(), e.Log.Server)
	case sim.ClientEvent:
		if e.Client.Phase == sim.PhaseAnswered && b.answered(e.Client) {
			met(wire.BreakAnswer, 0)
			stop.Client = e.Client.ID.String()
		}
	case sim.ViolationEvent:
		met(wire.BreakViolation, e.Violation.Server())
	case sim.ActionEvent:
		if e.Action.Name == sim.StepName {
			stop.Step = e.Action.Args.Name
			if met(wire.BreakStep, 0); b.breaks.steps[stop.Step] == b.cluster {
				stop.Break = wire.BreakStep
			}
		}
	}
	return stop
}

// answered notes that a client's request was answered, and reports whether that
// is new.
func (b *clusterBreakpoints) answered(c *sim.ClientState) bool {
	for int(c.ID) > len(b.answers) {
		b.answers = append(b.answers, 0)
	}
	fresh := c.Request != b.answers[c.ID-1]
	b.answers[c.ID-1] = c.Request
	return fresh
}

// setBreakpoints sets what the session pauses for.
func (s *session) setBreakpoints(asked []string) error {
	b, names, err := parseBreakpoints(asked)
	if err != nil {
		return err
	}
	b.steps = s.breakpoints.steps
	s.breakpoints, s.breakpointNames = b, names
	for _, c := range s.clusters {
		c.breakpoints = s.breakpoints.in(c)
	}
	return nil
}

// toldBreakpoints returns what the session pauses for if those who watch do not know.
func (s *session) toldBreakpoints() *[]string {
	if slices.Equal(s.breakpointNames, s.sentBreakpoints) {
		return nil
	}
	s.sentBreakpoints = s.breakpointNames
	told := slices.Clone(s.breakpointNames)
	if told == nil {
		told = []string{}
	}
	return &told
}
