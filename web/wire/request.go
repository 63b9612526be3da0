package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Request is what a page says: what it asks for, and the number under which it is
// answered. On the wire the two are one object, which says by "t" what it asks for.
type Request struct {
	ID   uint64 // chosen by the page; comes back as "re"
	Body Body
}

// Body is what a page asks for: one of the types whose names end in Request. Which kinds
// there are stands in one table, bodies.
type Body interface {
	t() string // as which it travels
}

// T returns what a request asks for, as its "t" says it.
func (r Request) T() string { return r.Body.t() }

// bodies has one of each kind that a page can say. What is read, and the page's types, go
// by it.
var bodies = []Body{
	HelloRequest{}, DoRequest{}, OpenRequest{}, LessonRequest{}, GoRequest{}, ForkRequest{}, CompareRequest{}, CloseRequest{},
	PaceRequest{}, StepRequest{}, BreaksRequest{}, LookRequest{}, StretchRequest{}, EntriesRequest{}, TextRequest{}, LinkRequest{},
	BeatRequest{},
}

// Bodies returns one of each kind that can come in, empty: for tests that nobody has
// forgotten one.
func Bodies() []Body { return append(slices.Clone(bodies), UnknownRequest{}) }

// UnknownRequest is what this server does not know: a page of another version may ask for
// it. It is refused with [RefusedUnknown].
type UnknownRequest struct {
	T string `json:"-"` // what it says that it is
}

func (r UnknownRequest) t() string { return r.T }

// ErrNoRequest says that a message is no JSON object, or none that can be read.
var ErrNoRequest = errors.New("no request")

// Parse reads what a page says. What no request has is ignored. What some request has must
// have the right type in all of them, or else the message is refused; what is right in it
// is read all the same, so that it is known whom to answer.
func Parse(message []byte) (Request, error) {
	all := reflect.New(everyField)
	if !bytes.HasPrefix(bytes.TrimLeft(message, " \t\r\n"), []byte("{")) {
		return pick(all.Elem()), ErrNoRequest
	}
	err := json.Unmarshal(message, all.Interface())
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong):
		err = Refuse(RefusedMalformed, "field", Clip(wrong.Field))
	case err != nil:
		err = ErrNoRequest
	}
	return pick(all.Elem()), err
}

// pick picks from all fields those of the kind that a message says it is.
func pick(all reflect.Value) Request {
	req := Request{ID: all.FieldByName("ID").Uint()}
	t := all.FieldByName("T").String()
	i := slices.IndexFunc(bodies, func(known Body) bool { return known.t() == t })
	if i < 0 {
		req.Body = UnknownRequest{t}
		return req
	}
	body := reflect.New(reflect.TypeOf(bodies[i])).Elem()
	for i := range body.NumField() {
		body.Field(i).Set(all.FieldByName(body.Type().Field(i).Name))
	}
	req.Body = body.Interface().(Body)
	return req
}

// everyField is a struct with the fields that any request has: one of a name, which means
// the same in all of them. So a message is read once, whatever it is.
var everyField = func() reflect.Type {
	type head struct {
		T  string `json:"t"`
		ID uint64 `json:"id"`
	}
	fields := reflect.VisibleFields(reflect.TypeFor[head]())
	for _, body := range bodies {
		for _, field := range reflect.VisibleFields(reflect.TypeOf(body)) {
			i := slices.IndexFunc(fields, func(other reflect.StructField) bool { return jsonName(other) == jsonName(field) })
			switch {
			case i < 0:
				fields = append(fields, reflect.StructField{Name: field.Name, Type: field.Type, Tag: field.Tag})
			case fields[i].Name != field.Name || fields[i].Type != field.Type:
				panic(fmt.Sprintf("%T.%s is something else in another request", body, field.Name))
			}
		}
	}
	return reflect.StructOf(fields)
}()

func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// MarshalJSON writes a request as a page does.
func (r Request) MarshalJSON() ([]byte, error) {
	message, err := json.Marshal(struct {
		T  string `json:"t"`
		ID uint64 `json:"id,omitempty"`
	}{r.T(), r.ID})
	if err != nil {
		return nil, err
	}
	fields, err := json.Marshal(r.Body)
	if len(fields) > len("{}") {
		message = append(append(message[:len(message)-1], ','), fields[1:]...)
	}
	return message, err
}
