package check

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// handmade makes up the events of a run, by hand: a property is only as good as what
// it says of runs that no world of ours would play.
type handmade struct {
	events  []sim.Event
	servers [4]sim.ServerState
	clients [4]sim.ClientState
}

func (t *handmade) tell(e sim.Event) { t.events = append(t.events, e) }

// server changes the state of a server.
func (t *handmade) server(id raft.ServerID, change func(*sim.ServerState)) {
	s := &t.servers[id]
	s.ID = id
	change(s)
	now := *s
	t.tell(sim.Event{Kind: sim.ServerEvent, Server: &now})
}

func (t *handmade) leads(id raft.ServerID, term raft.Term) {
	t.server(id, func(s *sim.ServerState) { s.Role, s.Term, s.Down = raft.Leader, term, false })
}

func (t *handmade) follows(id raft.ServerID, term raft.Term) {
	t.server(id, func(s *sim.ServerState) { s.Role, s.Term, s.Down = raft.Follower, term, false })
}

// restarts lets a server crash and start again.
func (t *handmade) restarts(id raft.ServerID) {
	t.server(id, func(s *sim.ServerState) { s.Down, s.Role, s.CommitIndex, s.LastApplied = true, raft.Follower, 0, 0 })
	t.tell(sim.Event{Kind: sim.ApplyEvent, Apply: &sim.Application{Server: id}})
	t.server(id, func(s *sim.ServerState) { s.Down = false })
}

func (t *handmade) commits(id raft.ServerID, i raft.Index) {
	t.server(id, func(s *sim.ServerState) { s.CommitIndex = i })
}

func (t *handmade) disk(id raft.ServerID, term raft.Term, vote raft.ServerID, synced raft.Index) {
	t.server(id, func(s *sim.ServerState) { s.SyncedTerm, s.SyncedVote, s.SyncedIndex = term, vote, synced })
}

// log says what a server's log consists of from an index on: "1:x=1 2:y=2" are
// entries with their terms. An entry of term t by c1 is its request number t.
func (t *handmade) log(id raft.ServerID, from raft.Index, entries string) {
	change := &sim.LogChange{Server: id, From: from}
	for _, field := range strings.Fields(entries) {
		e := sim.Entry{Client: 1}
		if _, err := fmt.Sscanf(field, "%d:%s", &e.Term, &e.Command); err != nil {
			panic(err)
		}
		e.Request = uint32(e.Term)
		change.Entries = append(change.Entries, e)
	}
	t.tell(sim.Event{Kind: sim.LogEvent, Log: change})
}

func (t *handmade) progress(id raft.ServerID, match ...raft.Index) {
	t.tell(sim.Event{Kind: sim.ProgressEvent, Progress: &sim.Progress{Server: id, Match: match}})
}

func (t *handmade) applies(id raft.ServerID, i raft.Index) {
	t.tell(sim.Event{Kind: sim.ApplyEvent, Apply: &sim.Application{Server: id, Index: i, Key: "x", Value: 1, Version: i}})
}

func (t *handmade) sends(m sim.Message) { t.tell(sim.Event{Kind: sim.SendEvent, Message: &m}) }

// asks lets a client make a request, in the words of the state machine.
func (t *handmade) asks(id raft.ClientID, command, key string) {
	asks := sim.AsksToWrite
	switch verb, _, _ := strings.Cut(command, " "); verb {
	case "read":
		asks = sim.AsksToRead
	case "add":
		asks = sim.AsksToAdd
	}
	argument, _ := strconv.ParseInt(command[strings.LastIndexAny(command, "= ")+1:], 10, 64)
	c := &t.clients[id]
	*c = sim.ClientState{ID: id, Request: c.Request + 1, Asks: asks, Argument: argument, Command: command, Key: key, Phase: sim.PhaseSent, Attempt: 1, Target: 1}
	now := *c
	t.tell(sim.Event{Kind: sim.ClientEvent, Client: &now})
}

// hears lets a client have its answer.
func (t *handmade) hears(id raft.ClientID, value int64, version raft.Index) {
	c := &t.clients[id]
	c.Phase, c.Value, c.Version, c.Found = sim.PhaseAnswered, value, version, version > 0
	now := *c
	t.tell(sim.Event{Kind: sim.ClientEvent, Client: &now})
}

// givesUp lets a client not have it.
func (t *handmade) givesUp(id raft.ClientID) {
	c := &t.clients[id]
	c.Phase = sim.PhaseGaveUp
	now := *c
	t.tell(sim.Event{Kind: sim.ClientEvent, Client: &now})
}

// tell makes up a run of three servers.
func tell(script func(*handmade)) []sim.Event {
	t := &handmade{}
	for id := raft.ServerID(1); id <= 3; id++ {
		t.server(id, func(*sim.ServerState) {})
	}
	script(t)
	return t.events
}

// violations returns what a checker says of a run.
func violations(script func(*handmade)) (all []sim.Violation) {
	c := New(3)
	for _, e := range tell(script) {
		all = append(all, c.Event(&e)...)
	}
	return all
}

// expectOne fails unless a run shows just this violation, of the property whose body it has.
func expectOne(t *testing.T, what string, script func(*handmade), want sim.Violation) {
	t.Helper()
	bodies := bodiesOf(want)
	if len(bodies) != 1 {
		t.Fatalf("%s: the test wants bodies of %v", what, bodies)
	}
	var p Property
	if err := p.UnmarshalText([]byte(bodies[0])); err != nil {
		t.Fatal(err)
	}
	want.Property, want.Tier, want.Section = p.String(), p.Tier().String(), p.Section()
	got := violations(script)
	if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("%s: %s, want %s", what, written(got), written(want))
	}
}

// bodiesOf returns for which properties a violation has a body.
func bodiesOf(v sim.Violation) []string {
	var properties []string
	for i, its := 0, reflect.ValueOf(v); i < its.NumField(); i++ {
		if property := its.Type().Field(i).Tag.Get("property"); property != "" && !its.Field(i).IsNil() {
			properties = append(properties, property)
		}
	}
	return properties
}

func written(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// expectNone fails if a run shows any violation.
func expectNone(t *testing.T, what string, script func(*handmade)) {
	t.Helper()
	if got := violations(script); len(got) != 0 {
		t.Errorf("%s: %s", what, written(got))
	}
}
