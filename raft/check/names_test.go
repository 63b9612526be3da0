package check

import (
	"reflect"
	"slices"
	"testing"

	"raft-playground/raft/sim"
)

func TestPropertiesHaveNamesOfTheirOwnThatAreReadBack(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Properties() {
		text, err := p.MarshalText()
		var back Property
		if err2 := back.UnmarshalText(text); err != nil || err2 != nil || back != p || seen[string(text)] || p.Section() == "" {
			t.Errorf("property %d is written %q, of section %q, and read back as %v", p, text, p.Section(), back)
		}
		seen[string(text)] = true
	}
	var p Property
	if err := p.UnmarshalText([]byte("safety")); err == nil {
		t.Error(`"safety" passes for a property`)
	}
}

// What is told of a violation is a body with fields of its own; package sim, which has the
// bodies, knows no properties.
func TestEveryPropertyHasABodyAndNothingElseHasOne(t *testing.T) {
	var bodies, properties []string
	for _, field := range reflect.VisibleFields(reflect.TypeFor[sim.Violation]()) {
		if property := field.Tag.Get("property"); property != "" {
			bodies = append(bodies, property)
		} else if field.Type.Kind() == reflect.Pointer {
			t.Errorf("%s is of no property", field.Name)
		}
	}
	for _, p := range Properties() {
		properties = append(properties, p.String())
	}
	if !slices.Equal(bodies, properties) {
		t.Errorf("there are bodies of\n%q, and the properties\n%q", bodies, properties)
	}
}
