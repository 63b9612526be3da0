package raft

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// behaviours returns the lines of behaviours.md by their numbers: whether each is
// built.
func behaviours(t *testing.T) map[int]bool {
	t.Helper()
	text, err := os.ReadFile("behaviours.md")
	if err != nil {
		t.Fatal(err)
	}
	built := map[int]bool{}
	for _, m := range regexp.MustCompile(`(?m)^(\d+)\. (.*)$`).FindAllStringSubmatch(string(text), -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil || n != len(built)+1 {
			t.Fatalf("line %s of behaviours.md comes after line %d", m[1], len(built))
		}
		built[n] = !strings.HasPrefix(m[2], "**not built yet** ")
	}
	return built
}

// Every line of behaviours.md has a test that names it, once it is built, and no
// test names another.
func TestEveryBehaviourThatIsBuiltIsCovered(t *testing.T) {
	covered := map[int]string{}
	var files []string
	for _, where := range []string{"*_test.go", "sim/*_test.go"} { // some take a network to show
		found, err := filepath.Glob(where)
		if err != nil || len(found) == 0 {
			t.Fatalf("no test files %s: %v", where, err)
		}
		files = append(files, found...)
	}
	name := regexp.MustCompile(`^TestLine(\d+)_`)
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || name.FindString(fn.Name.Name) == "" {
				continue
			}
			n, err := strconv.Atoi(name.FindStringSubmatch(fn.Name.Name)[1])
			if err != nil {
				t.Fatal(err)
			}
			covered[n] = fn.Name.Name
		}
	}
	lines := behaviours(t)
	if len(lines) < 80 {
		t.Fatalf("behaviours.md has %d lines", len(lines))
	}
	for n := 1; n <= len(lines); n++ {
		switch test := covered[n]; {
		case lines[n] && test == "":
			t.Errorf("no test covers line %d of behaviours.md", n)
		case !lines[n] && test != "":
			t.Errorf("%s covers line %d of behaviours.md, which is not built yet", test, n)
		}
		delete(covered, n)
	}
	for n, test := range covered {
		t.Errorf("%s covers line %d, and behaviours.md has no such line", test, n)
	}
}
