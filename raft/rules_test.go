package raft

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// consultedMoreThanOnce are the rules that a server asks for at more than one
// place, with the reason why.
var consultedMoreThanOnce = map[string]struct {
	places int
	why    string
}{
	"ElectionRestriction": {2, "a pre-vote asks whether the vote would be granted"},
}

// Whoever looks for what a rule does finds one condition. A rule that nobody asks
// for cannot be switched off; one that is asked for here and there is half a rule
// once one of the places is forgotten.
func TestEachRuleIsConsultedOnceInTheConditionThatItGuards(t *testing.T) {
	consulted := map[string]int{}
	for name, file := range sourceFiles(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			asked, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || asked.Sel.Name != "follows" {
				return true
			}
			rule, ok := call.Args[0].(*ast.Ident)
			if !ok {
				t.Errorf("%s asks for a rule that is not named on the spot", name)
				return true
			}
			consulted[rule.Name]++
			return true
		})
	}
	for _, rule := range Rules() {
		name, want := identifier(rule), 1
		if more, ok := consultedMoreThanOnce[name]; ok {
			want = more.places
		}
		if got := consulted[name]; got != want {
			t.Errorf("%s is consulted at %d places, want %d", name, got, want)
		}
		delete(consulted, name)
	}
	for name := range consulted {
		t.Errorf("%s is consulted, and is no rule", name)
	}
}

// identifier returns a rule's name in Go, which has the same words as its name in
// the scenario language.
func identifier(r Rule) (name string) {
	for word := range strings.SplitSeq(r.String(), "-") {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}

// There is one way to ask: what a server does not follow is read by follows alone.
func TestAServerAsksForARuleInOneWay(t *testing.T) {
	var readBy []string
	for _, file := range sourceFiles(t) {
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			methods := map[ast.Node]bool{} // a set has a method of that name
			ast.Inspect(fn, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					methods[n.Fun] = true
				case *ast.SelectorExpr:
					if n.Sel.Name == "Without" && !methods[n] {
						readBy = append(readBy, fn.Name.Name)
					}
				}
				return true
			})
		}
	}
	if !slices.Equal(readBy, []string{"follows"}) {
		t.Errorf("Config.Without is read by %v", readBy)
	}
}

// sourceFiles returns the package's files but for its tests, parsed, by name.
func sourceFiles(t *testing.T) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = file
	}
	if len(files) == 0 {
		t.Fatal("no source files")
	}
	return files
}
