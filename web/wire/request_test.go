package wire

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

func TestARequestTravelsAsOneObjectAndIsReadAsItWasSaid(t *testing.T) {
	at, speed := raft.Time(40_000), Speed(0.5)
	var said []Body
	for _, c := range []struct {
		body    Body
		message string
	}{
		{HelloRequest{}, `{"t":"hello","id":7}`},
		{HelloRequest{Session: "s", Secret: "c", Have: &Position{Epoch: "e", Seq: 3}, Run: &Run{Text: "raft 1\n", Edge: at}, Playing: new(false), Speed: &speed, Breaks: []string{"leader"}},
			`{"t":"hello","id":7,"session":"s","secret":"c","have":{"epoch":"e","seq":3},"run":{"text":"raft 1\n","edge":40000},"playing":false,"speed":0.5,"breaks":["leader"]}`},
		{HelloRequest{Link: "l", Lesson: "figure-8", Step: "c"}, `{"t":"hello","id":7,"link":"l","lesson":"figure-8","step":"c"}`},
		{DoRequest{Cluster: "*", Action: "heal all"}, `{"t":"do","id":7,"cluster":"*","action":"heal all"}`},
		{OpenRequest{Text: "raft 1\n", Change: "servers 3", Step: "c"}, `{"t":"open","id":7,"step":"c","change":"servers 3","text":"raft 1\n"}`},
		{OpenRequest{Link: "l"}, `{"t":"open","id":7,"link":"l"}`},
		{OpenRequest{New: &NewRun{Settings: Settings{Servers: 3, Voters: 2}, Latency: sim.Span{Min: 1, Max: 2}}},
			`{"t":"open","id":7,"new":{"servers":3,"voters":2,"seed":"0","electionTimeout":{"min":0,"max":0},"heartbeat":0,"noop":false,"batch":0,"latency":{"min":1,"max":2}}}`},
		{LessonRequest{Lesson: "figure-8", Step: "c"}, `{"t":"lesson","id":7,"lesson":"figure-8","step":"c"}`},
		{GoRequest{At: &at}, `{"t":"go","id":7,"at":40000}`},
		{ForkRequest{Cluster: "A", At: &at, Action: "crash S1"}, `{"t":"fork","id":7,"cluster":"A","action":"crash S1","at":40000}`},
		{CompareRequest{Cluster: "A", Change: "pre-vote on"}, `{"t":"compare","id":7,"cluster":"A","change":"pre-vote on"}`},
		{CloseRequest{Cluster: "A"}, `{"t":"close","id":7,"cluster":"A"}`},
		{PaceRequest{Playing: new(true), Speed: new(Smart)}, `{"t":"pace","id":7,"playing":true,"speed":0}`},
		{StepRequest{}, `{"t":"step","id":7}`},
		{BreaksRequest{Breaks: []string{"leader", "server S1"}}, `{"t":"breaks","id":7,"breaks":["leader","server S1"]}`},
		{LookRequest{At: &at}, `{"t":"look","id":7,"at":40000}`},
		{StretchRequest{Cluster: "A", From: 1, To: 2}, `{"t":"stretch","id":7,"cluster":"A","from":1,"to":2}`},
		{EntriesRequest{Cluster: "A", Server: 2, At: &at, First: 1, Last: 9}, `{"t":"entries","id":7,"cluster":"A","at":40000,"server":"S2","first":1,"last":9}`},
		{TextRequest{Text: "raft 1\n"}, `{"t":"text","id":7,"text":"raft 1\n"}`},
		{LinkRequest{At: &at}, `{"t":"link","id":7,"at":40000}`},
		{BeatRequest{}, `{"t":"beat","id":7}`},
		{UnknownRequest{T: "fly"}, `{"t":"fly","id":7}`},
	} {
		said = append(said, c.body)
		message := string(Marshal(Request{7, c.body}))
		if message != c.message {
			t.Errorf("%T travels as\n%s, not as\n%s", c.body, message, c.message)
		}
		if req, err := Parse([]byte(message)); err != nil || req.ID != 7 || !reflect.DeepEqual(req.Body, c.body) {
			t.Errorf("%s is read as %+v, %v", message, req, err)
		}
	}
	for _, body := range Bodies() {
		if !slices.ContainsFunc(said, func(one Body) bool { return reflect.TypeOf(one) == reflect.TypeOf(body) }) {
			t.Errorf("nobody says a %T", body)
		}
	}
	if message := string(Marshal(Request{Body: StepRequest{}})); message != `{"t":"step"}` {
		t.Errorf("without a number it travels as %s", message)
	}
}

// What is in no table cannot be said, however well it is described.
func TestEveryTypeOfARequestCanBeSaid(t *testing.T) {
	described := 0
	for name := range newDeclarations(t).comments {
		if kind, ok := strings.CutPrefix(name, "wire."); ok && strings.HasSuffix(kind, "Request") && kind != "Request" {
			described++
			if !slices.ContainsFunc(Bodies(), func(body Body) bool { return reflect.TypeOf(body).Name() == kind }) {
				t.Errorf("%s is not among the bodies", kind)
			}
		}
	}
	if described != len(Bodies()) {
		t.Errorf("%d types, %d bodies", described, len(Bodies()))
	}
	known := map[string]bool{}
	for _, body := range bodies {
		if known[body.t()] || body.t() == "" {
			t.Errorf("%T travels as %q", body, body.t())
		}
		known[body.t()] = true
	}
}

func TestWhatAnotherRequestHasIsReadAndLeftOut(t *testing.T) {
	req, err := Parse([]byte(` {"t":"open","id":7,"cluster":"A","text":"raft 1\n","wings":2}`))
	if want := (Request{7, OpenRequest{Text: "raft 1\n"}}); err != nil || req != want {
		t.Errorf("%+v, %v", req, err)
	}
	// But it has to be what it would be there.
	req, err = Parse([]byte(`{"t":"look","run":{"text":7},"at":5,"id":7}`))
	var r *Refusal
	if !errors.As(err, &r) || r.Code != "request.malformed" || r.Values["field"] != "run.text" {
		t.Errorf("%v", err)
	}
	if look, ok := req.Body.(LookRequest); !ok || *look.At != 5 || req.ID != 7 {
		t.Errorf("what is right is read as %+v", req)
	}
	for _, message := range []string{``, `7`, `[]`, `{"t":"step"`, `{"t":"step"}{}`, `{"t":"entries","server":"S0"}`} {
		if _, err := Parse([]byte(message)); err != ErrNoRequest {
			t.Errorf("%s: %v", message, err)
		}
	}
}

// FuzzParse reads anything. What can be read is written as the same.
func FuzzParse(f *testing.F) {
	for _, message := range []string{`{"t":"fly","run":{}}`, `{"t":"hello","have":{"epoch":"e"},"breaks":[]}`, `{"t":"entries","server":"S2","at":null,"First":3}`, `{"t":"open","new":{"servers":3}}`} {
		f.Add([]byte(message))
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		req, err := Parse(message)
		if req.Body == nil {
			t.Fatal("nobody knows what it is")
		}
		if err != nil {
			return
		}
		written := Marshal(req)
		again, err := Parse(written)
		if err != nil || string(Marshal(again)) != string(written) {
			t.Fatalf("%s is read as %+v, %v", written, again, err)
		}
	})
}
