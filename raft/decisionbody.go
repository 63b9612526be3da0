package raft

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// A decision as whoever looks at it sees it: with the body of its kind. It is made from
// the row of the kind when somebody asks, and never by a server.

// decisionField is a field of a body: what it is called in JSON, where it is there and in
// [Decision], whether it is left out where it is zero, and how it is written.
type decisionField struct {
	name, key string
	in, from  []int
	optional  bool
	form      jsonForm
}

// jsonForm says how a value is written.
type jsonForm uint8

const (
	_ jsonForm = iota
	asServer
	asClient
	asPosition
	asConfiguration
	asCount
	asNumber
)

var jsonForms = map[reflect.Type]jsonForm{
	reflect.TypeFor[ServerID](): asServer,
	reflect.TypeFor[ClientID](): asClient,
	reflect.TypeFor[Position](): asPosition,
	reflect.TypeFor[int]():      asCount,
	reflect.TypeFor[Term]():     asNumber,
	reflect.TypeFor[Index]():    asNumber,
	reflect.TypeFor[uint32]():   asNumber,
	reflect.TypeFor[uint8]():    asNumber,

	reflect.TypeFor[ServerSet]():     asNumber,
	reflect.TypeFor[Configuration](): asConfiguration,
}

// decisionFields has the fields of each kind's body.
var decisionFields = func() (fields [decisionKindCount][]decisionField) {
	carrier := reflect.TypeFor[Decision]()
	for kind, row := range decisions {
		for _, field := range reflect.VisibleFields(reflect.TypeOf(row.body)) {
			name, omitted, _ := strings.Cut(field.Tag.Get("json"), ",")
			var at []int
			typ := carrier
			for _, part := range strings.Split(source(field), ".") {
				from, ok := typ.FieldByName(part)
				if !ok {
					panic(fmt.Sprintf("%T.%s is of %s, which no decision has", row.body, field.Name, part))
				}
				at, typ = append(at, from.Index...), from.Type
			}
			if typ != field.Type || name == "" || jsonForms[typ] == 0 {
				panic(fmt.Sprintf("%T.%s is no %v, or has no name, or nobody knows how to write it", row.body, field.Name, typ))
			}
			fields[kind] = append(fields[kind], decisionField{name, `,"` + name + `":`, field.Index, at, omitted != "", jsonForms[typ]})
		}
	}
	return fields
}()

// source returns in which field of [Decision] a field of a body comes.
func source(field reflect.StructField) string {
	if of, ok := field.Tag.Lookup("of"); ok {
		return of
	}
	return field.Name
}

// Body returns what decisions of a kind say, with nothing filled in, such as
// LastEntries{} for [VoteRefusedLog].
func (k DecisionKind) Body() any { return decisions[k].body }

// Body returns what a decision says, by the names that this has in its kind: one of the
// types in electionbodies.go and logbodies.go, as [DecisionKind.Body] says.
func (d Decision) Body() any {
	carrier, body := reflect.ValueOf(d), reflect.New(reflect.TypeOf(d.Kind.Body())).Elem()
	for _, field := range decisionFields[d.Kind] {
		body.FieldByIndex(field.in).Set(carrier.FieldByIndex(field.from))
	}
	return body.Interface()
}

// Each calls say with everything in a decision's body, by its name in JSON, what is zero
// included.
func (d Decision) Each(say func(name string, value any)) {
	carrier := reflect.ValueOf(d)
	for _, field := range decisionFields[d.Kind] {
		say(field.name, carrier.FieldByIndex(field.from).Interface())
	}
}

// MarshalJSON writes a decision's kind and its body, as one object.
func (d Decision) MarshalJSON() ([]byte, error) {
	text := append(make([]byte, 0, 96), `{"kind":"`...)
	text = append(append(text, d.Kind.String()...), '"')
	carrier := reflect.ValueOf(&d).Elem()
	for i := range decisionFields[d.Kind] {
		field := &decisionFields[d.Kind][i]
		if value := carrier.FieldByIndex(field.from); !field.optional || !value.IsZero() {
			text = field.form.append(append(text, field.key...), value)
		}
	}
	return append(text, '}'), nil
}

// configurationKeys are what the parts of a configuration are called. There is always a voter.
var configurationKeys = [...]string{`"voters":`, `,"next":`, `,"learners":`}

// append writes a value. Nothing in it makes the value escape: frames are full of decisions.
func (f jsonForm) append(text []byte, value reflect.Value) []byte {
	switch f {
	case asServer:
		return append(append(append(text, '"'), ServerID(value.Uint()).String()...), '"')
	case asClient:
		return append(append(append(text, '"'), ClientID(value.Uint()).String()...), '"')
	case asPosition:
		text = append(text, '{')
		if term := value.Field(0).Uint(); term != 0 {
			text = append(strconv.AppendUint(append(text, `"term":`...), term, 10), ',')
		}
		return append(strconv.AppendUint(append(text, `"index":`...), value.Field(1).Uint(), 10), '}')
	case asConfiguration:
		text = append(text, '{')
		for i := range value.NumField() {
			if set := value.Field(i).Uint(); set != 0 {
				text = strconv.AppendUint(append(text, configurationKeys[i]...), set, 10)
			}
		}
		return append(text, '}')
	case asCount:
		return strconv.AppendInt(text, value.Int(), 10)
	}
	return strconv.AppendUint(text, value.Uint(), 10)
}

// UnmarshalJSON reads what [Decision.MarshalJSON] writes.
func (d *Decision) UnmarshalJSON(text []byte) error {
	var head struct {
		Kind DecisionKind `json:"kind"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return err
	}
	body := reflect.New(reflect.TypeOf(head.Kind.Body()))
	if err := json.Unmarshal(text, body.Interface()); err != nil {
		return err
	}
	*d = Decision{Kind: head.Kind}
	carrier := reflect.ValueOf(d).Elem()
	for _, field := range decisionFields[d.Kind] {
		carrier.FieldByIndex(field.from).Set(body.Elem().FieldByIndex(field.in))
	}
	return nil
}
