package wire

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"raft-playground/raft"
)

// A struct with one of several bodies is a union in TypeScript.

// declareDecision writes what a decision is: as each kind it has that kind's body beside
// its kind, in one object.
func (d *declarations) declareDecision(name string) {
	fmt.Fprintf(&d.out, "export type %s =", name)
	d.queue = append(d.queue, reflect.TypeFor[raft.DecisionKind]())
	for _, kind := range raft.DecisionKinds() {
		fmt.Fprintf(&d.out, "\n  | ({ kind: %q } & %s)", kind, d.use(reflect.TypeOf(kind.Body())))
	}
	d.out.WriteString(";\n")
}

// bodies returns, for a struct that has one of several bodies, the union of what another
// field says and the body that it says is there; "" for other structs. So who has looked
// at that field knows the body.
func (d *declarations) bodies(typ reflect.Type) string {
	var union strings.Builder
	for field := range fieldsOf(typ) {
		if selector, value := selects(field); selector != "" {
			if union.Len() == 0 && leftOut(typ, selector) {
				fmt.Fprintf(&union, "\n  | { %s?: undefined }", selector)
			}
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			fmt.Fprintf(&union, "\n  | { %s: %q; %s: %s }", selector, value, key, d.use(field.Type))
		}
	}
	return union.String()
}

// leftOut reports whether a field, of the struct or of one in it, is absent when it is zero.
func leftOut(typ reflect.Type, key string) bool {
	return slices.ContainsFunc(reflect.VisibleFields(typ), func(field reflect.StructField) bool {
		return field.Tag.Get("json") == key+",omitempty"
	})
}

// selectors are the fields that say which body a struct has. Each body names, in a tag of
// that name, the value that stands for it.
var selectors = []string{"kind", "property"}

// selects returns which field has to have which value for this one to be there.
func selects(field reflect.StructField) (selector, value string) {
	for _, selector := range selectors {
		if value, ok := field.Tag.Lookup(selector); ok {
			return selector, value
		}
	}
	return "", ""
}
