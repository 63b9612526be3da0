package raft

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// required are the behaviours that a test of this package must cover: all of the
// list but what is not built yet.
var required = func() (lines []int) {
	for n := 1; n <= 44; n++ {
		lines = append(lines, n)
	}
	return append(lines, 46, 48, 67, 68, 69, 70, 72, 73, 74, 75, 76)
}()

func TestEveryLineIsCovered(t *testing.T) {
	covered := map[int]string{}
	files, err := filepath.Glob("*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
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
	for _, n := range required {
		if covered[n] == "" {
			t.Errorf("no test covers line %d", n)
		}
		delete(covered, n)
	}
	for n, test := range covered {
		t.Errorf("%s covers line %d, which is not on the list", test, n)
	}
}
