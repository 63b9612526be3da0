package sim_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// What a decision says is the body in the row of its kind. A decision fills in nothing
// else, and everything there is filled in by some. Of which server, client or entry it is
// need not be looked for where it cannot be left out.
func TestADecisionFillsInWhatItsKindSays(t *testing.T) {
	said, filled := map[raft.DecisionKind]map[string]bool{}, map[raft.DecisionKind]map[string]bool{}
	zero := map[any]map[string]bool{} // by body
	for _, kind := range raft.DecisionKinds() {
		said[kind], filled[kind], zero[kind.Body()] = fieldsOf(kind), map[string]bool{}, map[string]bool{}
	}
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 46))
		cfg := randomConfig(r, seed)
		if seed%3 == 0 {
			cfg.Without = raft.RuleSet(0).With(raft.Rule(1 + r.IntN(len(raft.Rules()))))
		}
		w := newWorld(t, cfg)
		draw := &drawer{Rand: r, world: w, weights: randomWeights(r)}
		for range scheduleLength {
			if r.IntN(20) == 0 {
				_ = w.Do(draw.action(), "fault")
			} else {
				w.Step()
			}
			w.DrainEvents(func(e *sim.Event) {
				draw.saw(e)
				if e.Kind == sim.DecisionEvent {
					for _, field := range filledIn("", reflect.ValueOf(*e.Decision)) {
						filled[e.Decision.Kind][field] = true
					}
					e.Decision.Each(func(name string, value any) {
						if reflect.ValueOf(value).IsZero() {
							zero[e.Decision.Kind.Body()][name] = true
						}
					})
				}
			})
		}
	}
	for _, kind := range raft.DecisionKinds() {
		for field := range filled[kind] {
			if !said[kind][field] {
				t.Errorf("%v fills in %s, and its body does not have it", kind, field)
			}
		}
		for field := range said[kind] {
			if !filled[kind][field] {
				t.Errorf("%v never fills in %s, and its body has it", kind, field)
			}
		}
	}
	for body, missing := range zero {
		for field := range reflect.TypeOf(body).Fields() {
			name, omitted, _ := strings.Cut(field.Tag.Get("json"), ",")
			switch isNumber := field.Type.Kind() != reflect.Struct && field.Type.Kind() != reflect.Uint8; {
			case omitted != "" && !missing[name]:
				t.Errorf("%T: %s is never zero, and can be left out", body, field.Name)
			case omitted == "" && missing[name] && !isNumber:
				t.Errorf("%T: there is no %s sometimes, and it cannot be left out", body, field.Name)
			}
		}
	}
}

// filledIn returns the names of the fields that are not zero.
func filledIn(of string, v reflect.Value) (names []string) {
	for i := range v.NumField() {
		name := of + v.Type().Field(i).Name
		switch {
		case name == "Kind" || v.Field(i).IsZero():
		case v.Field(i).Kind() == reflect.Struct && v.Field(i).Type() != reflect.TypeFor[raft.Configuration]():
			names = append(names, filledIn(name+".", v.Field(i))...)
		default:
			names = append(names, name)
		}
	}
	return names
}

// fieldsOf returns in which fields of a decision the body of a kind comes.
func fieldsOf(kind raft.DecisionKind) map[string]bool {
	fields := map[string]bool{}
	for field := range reflect.TypeOf(kind.Body()).Fields() {
		name := field.Name
		if of, ok := field.Tag.Lookup("of"); ok {
			name, _ = strings.CutSuffix(of, ".Voters") // of a configuration that is one of these alone
		}
		if field.Type != reflect.TypeFor[raft.Position]() {
			fields[name] = true
			continue
		}
		fields[name+".Index"], fields[name+".Term"] = true, true
	}
	return fields
}
