package raft

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"testing"
)

// The first page names every file, once, and none that is not there.
func TestTheFirstPageListsTheFiles(t *testing.T) {
	files := sourceFiles(t)
	page := files["doc.go"].Doc.Text()
	var listed []string
	for _, m := range regexp.MustCompile(`(?m)^\t([a-z]+\.go) +\S`).FindAllStringSubmatch(page, -1) {
		listed = append(listed, m[1])
	}
	slices.Sort(listed)
	var want []string
	for name := range files {
		if name != "doc.go" {
			want = append(want, name)
		}
	}
	slices.Sort(want)
	if !slices.Equal(listed, want) {
		t.Errorf("doc.go lists\n%v, the folder holds\n%v", listed, want)
	}
}

// The list goes from the ground up: whoever reads it in order meets nothing that
// was not explained before. So no file names what is declared further down.
func TestNoFileUsesWhatStandsBelowItOnTheFirstPage(t *testing.T) {
	files := sourceFiles(t)
	place := map[string]int{}
	for _, m := range regexp.MustCompile(`(?m)^\t([a-z]+\.go) +\S`).FindAllStringSubmatch(files["doc.go"].Doc.Text(), -1) {
		place[m[1]] = len(place)
	}
	fset := token.NewFileSet()
	var parsed []*ast.File
	for name := range files {
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, file)
	}
	uses := map[*ast.Ident]types.Object{}
	check := types.Config{Error: func(error) {}, Importer: noImports{}} // only names of this package matter
	pkg, _ := check.Check("raft", fset, parsed, &types.Info{Uses: uses})
	arrows := 0
	for ident, object := range uses {
		if object.Pkg() != pkg || !object.Pos().IsValid() {
			continue
		}
		from, to := fset.Position(ident.Pos()).Filename, fset.Position(object.Pos()).Filename
		if from != to {
			arrows++
		}
		if place[to] > place[from] {
			t.Errorf("%v uses %s, which is in %s, further down the list", fset.Position(ident.Pos()), ident.Name, to)
		}
	}
	if arrows < 500 {
		t.Errorf("only %d names of other files are used: the check sees too little", arrows)
	}
}

// noImports knows no other package.
type noImports struct{}

func (noImports) Import(path string) (*types.Package, error) {
	return nil, errors.New("not needed: " + path)
}
