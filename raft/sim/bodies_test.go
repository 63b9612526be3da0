package sim

import (
	"reflect"
	"slices"
	"testing"
)

// bodies returns the fields of a struct that hold its bodies: each says in a tag which value
// of another field it goes with.
func bodies(t *testing.T, typ reflect.Type, selector string) (fields []reflect.StructField) {
	t.Helper()
	for _, field := range reflect.VisibleFields(typ) {
		if _, tagged := field.Tag.Lookup(selector); tagged {
			fields = append(fields, field)
		} else if field.Type.Kind() == reflect.Pointer {
			t.Errorf("%v.%s does not say when it is there", typ, field.Name)
		}
	}
	return fields
}

func TestEveryKindOfMessageHasABodyAndNothingElseHasOne(t *testing.T) {
	var there []string
	for _, field := range bodies(t, reflect.TypeFor[Message](), "kind") {
		there = append(there, field.Tag.Get("kind"))
	}
	if kinds := messageKindNames[NoMessageKind+1:]; !slices.Equal(there, kinds) {
		t.Errorf("there are bodies of\n%q, and the kinds\n%q", there, kinds)
	}
}

// What is compared and hashed of a body is written down field by field: one that is added
// must not be forgotten there.
func TestEveryFieldOfABodyIsComparedAndHashed(t *testing.T) {
	differ(t, "kind", (*Message).Alike, (*hash).message)
	differ(t, "property", (*Violation).Alike, (*hash).violation)
}

// differ sets one field after the other of each body that a T can have.
func differ[T any](t *testing.T, selector string, alike func(a, b *T) bool, add func(*hash, *T)) {
	t.Helper()
	for _, part := range bodies(t, reflect.TypeFor[T](), selector) {
		with := func(change func(body reflect.Value)) *T {
			v := new(T)
			body := reflect.New(part.Type.Elem())
			change(body.Elem())
			reflect.ValueOf(v).Elem().FieldByIndex(part.Index).Set(body)
			return v
		}
		hashOf := func(v *T) hash {
			h := newHash()
			add(&h, v)
			return h
		}
		empty := with(func(reflect.Value) {})
		if again := with(func(reflect.Value) {}); !alike(empty, again) || hashOf(empty) != hashOf(again) {
			t.Errorf("%s: two that say the same are not alike", part.Name)
		}
		for i := range part.Type.Elem().NumField() {
			name := part.Name + "." + part.Type.Elem().Field(i).Name
			other := with(func(body reflect.Value) { fill(t, body.Field(i)) })
			if alike(empty, other) {
				t.Errorf("%s is not compared", name)
			}
			if hashOf(empty) == hashOf(other) {
				t.Errorf("%s is not hashed", name)
			}
		}
	}
}

// fill makes a value another than zero.
func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch {
	case v.CanUint():
		v.SetUint(1)
	case v.CanInt():
		v.SetInt(1)
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.String:
		v.SetString("x")
	default:
		t.Fatalf("%v has a field of a kind that this test does not know", v.Type())
	}
}
