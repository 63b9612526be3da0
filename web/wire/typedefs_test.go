package wire

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"raft-playground/raft"
)

var update = flag.Bool("update", false, "rewrite static/js/wire.d.ts")

const typedefs = "../../static/js/wire.d.ts"

// The messages of the server, with the value of their "t". Those of the page are bodies.
var fromServer = []struct {
	tag     string
	message any
}{
	{"welcome", Welcome{}}, {"snapshot", Snapshot{}}, {"frame", Frame{}}, {"done", Done{}},
	{"refused", Refused{}}, {"stretch", Stretch{}}, {"text", Text{}}, {"link", Shared{}}, {"bye", Bye{}},
	{"waiting", Waiting{}}, {"beat", Beat{}}, {"entries", Entries{}},
}

// TestThePagesTypesAreFresh fails when static/js/wire.d.ts is not what the Go
// types say. Run it with -update to write the file anew.
func TestThePagesTypesAreFresh(t *testing.T) {
	d := newDeclarations(t)
	want := d.all()
	if *update {
		if err := os.WriteFile(typedefs, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(typedefs)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is stale: go test ./web/wire -update", typedefs)
	}
}

// declarations writes TypeScript declarations of Go types.
type declarations struct {
	comments  map[string]string   // of types "sim.Event" and fields "sim.Event.At"
	constants map[string][]string // values of the string constants of a type
	tags      map[reflect.Type]string
	queue     []reflect.Type
	done      map[string]reflect.Type
	out       strings.Builder
}

func newDeclarations(t *testing.T) *declarations {
	d := &declarations{
		comments:  map[string]string{},
		constants: map[string][]string{},
		tags:      map[reflect.Type]string{},
		done:      map[string]reflect.Type{},
	}
	for name, dir := range map[string]string{"wire": ".", "sim": "../../raft/sim", "raft": "../../raft", "lesson": "../../raft/lesson", "scenario": "../../raft/scenario"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, files, err)
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			d.read(name, file)
		}
	}
	return d
}

// read notes the comments and string constants of a file.
func (d *declarations) read(pkg string, file *ast.File) {
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range gen.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				name := pkg + "." + spec.Name.Name
				d.comments[name] = firstOf(spec.Doc.Text(), gen.Doc.Text())
				if s, ok := spec.Type.(*ast.StructType); ok {
					for _, field := range s.Fields.List {
						for _, ident := range field.Names {
							d.comments[name+"."+ident.Name] = firstOf(field.Comment.Text(), field.Doc.Text())
						}
					}
				}
			case *ast.ValueSpec:
				typ, ok := spec.Type.(*ast.Ident)
				if !ok || gen.Tok != token.CONST {
					continue
				}
				for _, value := range spec.Values {
					if lit, ok := value.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						name := pkg + "." + typ.Name
						d.constants[name] = append(d.constants[name], lit.Value)
					}
				}
			}
		}
	}
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			return text
		}
	}
	return ""
}

// all returns the whole file.
func (d *declarations) all() string {
	d.out.WriteString("// Generated from the Go types of web/wire by its tests; do not edit.\n" +
		"// go test ./web/wire -update\n//\n" +
		"// What is optional is absent when it is zero, empty or false.\n")
	var server, page []string
	message := func(tag string, message any) string {
		typ := reflect.TypeOf(message)
		d.tags[typ] = strconv.Quote(tag)
		d.queue = append(d.queue, typ)
		return typ.Name()
	}
	for _, m := range fromServer {
		server = append(server, message(m.tag, m.message))
	}
	for _, body := range bodies {
		page = append(page, message(body.t(), body))
	}
	for len(d.queue) > 0 {
		typ := d.queue[0]
		d.queue = d.queue[1:]
		d.declare(typ)
	}
	fmt.Fprintf(&d.out, "\n/** Everything the server can say. */\nexport type FromServer = %s;\n", strings.Join(server, " | "))
	fmt.Fprintf(&d.out, "\n/** Everything the page can say. */\nexport type FromPage = %s;\n", strings.Join(page, " | "))
	d.comment("", d.comments["wire.Request"])
	d.out.WriteString("export type Request = FromPage & { id?: number };\n")
	return d.out.String()
}

// declare writes the declaration of a named type, once.
func (d *declarations) declare(typ reflect.Type) {
	name := d.name(typ)
	if before, ok := d.done[name]; ok {
		if before != typ {
			panic(fmt.Sprintf("%v and %v have the same name on the page", before, typ))
		}
		return
	}
	d.done[name] = typ
	d.comment("", d.comments[typ.String()])
	switch names, named := namesOf(typ); {
	case typ == reflect.TypeFor[raft.Decision]():
		d.declareDecision(name)
	case named:
		fmt.Fprintf(&d.out, "export type %s = %s;\n", name, names)
	case typ.Kind() == reflect.Struct:
		d.declareStruct(name, typ)
	case typ.Kind() == reflect.String:
		values := slices.Clone(d.constants[typ.String()])
		fmt.Fprintf(&d.out, "export type %s = %s;\n", name, strings.Join(values, " | "))
	default:
		fmt.Fprintf(&d.out, "export type %s = %s;\n", name, basic(typ))
	}
}

func (d *declarations) declareStruct(name string, typ reflect.Type) {
	var extends []string
	own := 0
	for field := range fieldsOf(typ) {
		if field.Anonymous {
			extends = append(extends, d.use(field.Type))
		} else if selector, _ := selects(field); selector == "" {
			own++
		}
	}
	bodies := d.bodies(typ)
	switch {
	case bodies == "" && len(extends) == 0:
		fmt.Fprintf(&d.out, "export interface %s ", name)
	case bodies == "":
		fmt.Fprintf(&d.out, "export interface %s extends %s ", name, strings.Join(extends, ", "))
	case own == 0:
		fmt.Fprintf(&d.out, "export type %s = %s & (%s\n);\n", name, strings.Join(extends, " & "), bodies)
		return
	default:
		fmt.Fprintf(&d.out, "export type %s = (%s\n) & %s", name, bodies, strings.Join(append(extends, ""), " & "))
	}
	d.out.WriteString("{\n")
	if typ.Implements(reflect.TypeFor[Body]()) {
		fmt.Fprintf(&d.out, "  t: %s;\n", d.tags[typ])
	}
	for field := range fieldsOf(typ) {
		if selector, _ := selects(field); field.Anonymous || selector != "" {
			continue
		}
		key, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		optional, expr := "", d.use(field.Type)
		switch {
		case strings.Contains(options, "omit"):
			optional = "?"
		case field.Type.Kind() == reflect.Pointer:
			expr += " | null"
		}
		if strings.Contains(options, "string") {
			expr = "string"
		}
		if key == "t" && d.tags[typ] != "" {
			expr = d.tags[typ]
		}
		d.comment("  ", d.comments[typ.String()+"."+field.Name])
		fmt.Fprintf(&d.out, "  %s%s: %s;\n", key, optional, expr)
	}
	d.out.WriteString("}\n")
}

// fieldsOf yields the fields that JSON carries.
func fieldsOf(typ reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range typ.NumField() {
			field := typ.Field(i)
			if field.Tag.Get("json") == "" && !field.Anonymous {
				panic(fmt.Sprintf("%v.%s has no JSON name", typ, field.Name))
			}
			if !yield(field) {
				return
			}
		}
	}
}

func (d *declarations) comment(indent, text string) {
	switch lines := strings.Split(text, "\n"); {
	case text == "" && indent == "":
		d.out.WriteString("\n")
	case text == "":
	case len(lines) == 1 && indent != "":
		fmt.Fprintf(&d.out, "%s/** %s */\n", indent, text)
	default:
		if indent == "" {
			d.out.WriteString("\n")
		}
		fmt.Fprintf(&d.out, "%s/**\n", indent)
		for _, line := range lines {
			d.out.WriteString(strings.TrimRight(indent+" * "+line, " ") + "\n")
		}
		fmt.Fprintf(&d.out, "%s */\n", indent)
	}
}
