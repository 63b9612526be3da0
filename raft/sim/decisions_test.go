package sim_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"reflect"
	"regexp"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// What a field of a decision means depends on the kind, and stands behind the kind's name.
// A decision fills in no other field, and every field named there is filled in by some.
func TestADecisionFillsInWhatItsKindSays(t *testing.T) {
	documented := fieldsOfDecisions(t)
	filled := map[raft.DecisionKind]map[string]bool{}
	for _, kind := range raft.DecisionKinds() {
		filled[kind] = map[string]bool{}
	}
	for seed := range uint64(1500) {
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
				}
			})
		}
	}
	for kind, fields := range filled {
		for field := range fields {
			if !documented[kind][field] {
				t.Errorf("%v fills in %s, and does not say so", kind, field)
			}
		}
		for field := range documented[kind] {
			if !fields[field] {
				t.Errorf("%v never fills in %s, and says so", kind, field)
			}
		}
	}
}

// filledIn returns the names of the fields that are not zero.
func filledIn(of string, v reflect.Value) (names []string) {
	for i := range v.NumField() {
		name := of + v.Type().Field(i).Name
		switch {
		case name == "Kind" || name == "Rule" || v.Field(i).IsZero():
		case v.Field(i).Kind() == reflect.Struct:
			names = append(names, filledIn(name+".", v.Field(i))...)
		default:
			names = append(names, name)
		}
	}
	return names
}

// fieldsOfDecisions returns what the comments behind the kinds say.
func fieldsOfDecisions(t *testing.T) map[raft.DecisionKind]map[string]bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../decision.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	field := regexp.MustCompile(`\b(Ours|Theirs)\.(Term|Index)|\b(Peer|Other|Term|Index|Ours|Theirs|Count|Have|Need|Client|Request)\b`)
	documented := map[raft.DecisionKind]map[string]bool{}
	kinds := raft.DecisionKinds()
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST || len(gen.Specs) <= len(kinds) {
			continue
		}
		for i, kind := range kinds {
			documented[kind] = map[string]bool{}
			for _, name := range field.FindAllString(gen.Specs[i].(*ast.ValueSpec).Comment.Text(), -1) {
				if name == "Ours" || name == "Theirs" {
					documented[kind][name+".Index"] = true
					name += ".Term"
				}
				documented[kind][name] = true
			}
		}
	}
	if len(documented) != len(kinds) {
		t.Fatal("the kinds have moved away from decision.go")
	}
	return documented
}
