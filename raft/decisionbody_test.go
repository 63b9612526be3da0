package raft

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// full has a value of its own in everything that a decision can carry.
func full(kind DecisionKind) Decision {
	return Decision{
		Kind: kind, Peer: 2, Other: 3, Term: 4, Index: 5, Ours: Position{Term: 6, Index: 7},
		Theirs: Position{Term: 8, Index: 9}, Count: 10, Have: 11, Need: 12, Client: 1, Request: 13,
		HaveNext: 14, NeedNext: 15, Configuration: Configuration{Voters: 16, Next: 32, Learners: 64},
	}
}

func TestADecisionIsWrittenAsItsBodyAndReadBack(t *testing.T) {
	for _, kind := range DecisionKinds() {
		for _, d := range []Decision{full(kind), {Kind: kind}} {
			body, err := json.Marshal(d.Body())
			if err != nil {
				t.Fatal(err)
			}
			want := `{"kind":"` + kind.String() + `",` + string(body[1:])
			if got, err := json.Marshal(d); err != nil || string(got) != want {
				t.Errorf("%s is written, %v, want %s", got, err, want)
			}
			var back Decision
			if err := json.Unmarshal([]byte(want), &back); err != nil || back.Body() != d.Body() {
				t.Errorf("%s is read back as %+v, %v", want, back, err)
			}
		}
	}
	for _, bad := range []string{`7`, `{"kind":"nonsense"}`, `{"kind":"committed","index":"7"}`} {
		before := full(Yielded)
		d := before
		if err := json.Unmarshal([]byte(bad), &d); err == nil || d != before {
			t.Errorf("%s passes for a decision: %+v, %v", bad, d, err)
		}
	}
}

// Two fields of a body never come in the same place, and all that it has is told by name.
func TestWhatADecisionSaysStandsInItsBody(t *testing.T) {
	for _, kind := range DecisionKinds() {
		d := full(kind)
		told := map[string]any{}
		d.Each(func(name string, value any) { told[name] = value })
		body := reflect.ValueOf(d.Body())
		if len(told) != body.NumField() {
			t.Errorf("%v tells %v", kind, told)
		}
		seen := map[any]bool{}
		for i := range body.NumField() {
			name, _, _ := strings.Cut(body.Type().Field(i).Tag.Get("json"), ",")
			value := body.Field(i).Interface()
			if told[name] != value || body.Field(i).IsZero() || seen[value] {
				t.Errorf("%v: %s is %v, told as %v", kind, name, value, told[name])
			}
			seen[value] = true
		}
	}
}
