package check

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"regexp"
	"slices"
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

// expectOne fails unless a run shows just this violation.
func expectOne(t *testing.T, what string, script func(*handmade), want sim.Violation) {
	t.Helper()
	var p Property
	if err := p.UnmarshalText([]byte(want.Property)); err != nil {
		t.Fatal(err)
	}
	want.Tier, want.Section = p.Tier().String(), p.Section()
	if got := violations(script); len(got) != 1 || got[0] != want {
		t.Errorf("%s: %+v, want %+v", what, got, want)
	}
	said := documented(t, p)
	for v, i := reflect.ValueOf(want), 0; i < v.NumField(); i++ {
		switch field := v.Type().Field(i).Name; field {
		case "Property", "Tier", "Section", "Wiped": // all have these
		default:
			if !v.Field(i).IsZero() && !slices.Contains(said, field) {
				t.Errorf("%s: %v fills in %s, and does not say so", what, p, field)
			}
		}
	}
}

// documented returns the fields that the comment of a property says its violations fill in.
func documented(t *testing.T, p Property) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "property.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.CONST && len(gen.Specs) > int(propertyCount) {
			_, fields, _ := strings.Cut(gen.Specs[p].(*ast.ValueSpec).Doc.Text(), "\n")
			return regexp.MustCompile(`\b[A-Z][a-z]+\b`).FindAllString(fields, -1)
		}
	}
	t.Fatal("the properties have moved away from property.go")
	return nil
}

// expectNone fails if a run shows any violation.
func expectNone(t *testing.T, what string, script func(*handmade)) {
	t.Helper()
	if got := violations(script); len(got) != 0 {
		t.Errorf("%s: %+v", what, got)
	}
}
