package wire

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// What a Go type is called in TypeScript.

// use returns the expression for a type, and queues what has to be declared.
func (d *declarations) use(typ reflect.Type) string {
	switch typ.Kind() {
	case reflect.Pointer:
		return d.use(typ.Elem())
	case reflect.Slice:
		return d.use(typ.Elem()) + "[]"
	case reflect.Map:
		return fmt.Sprintf("Record<%s, %s>", d.use(typ.Key()), d.use(typ.Elem()))
	}
	if typ.PkgPath() == "" {
		return basic(typ)
	}
	d.queue = append(d.queue, typ)
	return d.name(typ)
}

// name returns what a type is called on the page. Package raft's position is of
// a log, package wire's of a stream.
func (d *declarations) name(typ reflect.Type) string {
	if typ == reflect.TypeFor[raft.Position]() {
		return "LogPosition"
	}
	return typ.Name()
}

func basic(typ reflect.Type) string {
	switch {
	case typ.Kind() == reflect.String:
		return "string"
	case typ.Kind() == reflect.Bool:
		return "boolean"
	case typ.Kind() >= reflect.Int && typ.Kind() <= reflect.Float64:
		return "number"
	}
	panic(fmt.Sprintf("no TypeScript for %v", typ))
}

// namesOf returns how a type that is written as text appears: the union of its
// names, or a string for addresses, which pages compose.
func namesOf(typ reflect.Type) (string, bool) {
	if !typ.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return "", false
	}
	switch typ {
	case reflect.TypeFor[raft.ServerID](), reflect.TypeFor[raft.ClientID](), reflect.TypeFor[sim.Addr]():
		return "string", true
	}
	var names []string
	for i := range 256 {
		name, ok := nameOf(typ, uint64(i))
		if !ok {
			break
		}
		if name != "" {
			names = append(names, strconv.Quote(name))
		}
	}
	return strings.Join(names, " | "), true
}

// nameOf returns the text of one value of a type, false beyond its last.
func nameOf(typ reflect.Type, i uint64) (name string, ok bool) {
	defer func() { ok = recover() == nil }()
	value := reflect.New(typ).Elem()
	value.SetUint(i)
	text, err := value.Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		panic(err)
	}
	return string(text), true
}
