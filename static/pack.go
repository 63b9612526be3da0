package static

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// thePage is the module that starts the page.
const thePage = "js/app.js"

// entries are the files that a page names itself, at once or, some style sheets,
// later; whatever these import comes with them.
var entries = []string{thePage, "css/page.css", "css/dialogs.css", "css/beside.css", "css/text.css", "css/language.css", "css/lesson.css", "css/lessons.css", "css/notice.css"}

// apart are modules that start other pages, which have nothing of this one's.
var apart = []string{"js/lesson-list.js"}

// Pack returns the files of a tree, by their names, as they go over the wire: modules and style sheets
// joined, without comments and spaces, each with a source map that leads a
// curious reader back to what is committed; catalogues with the common parts of
// their keys written once. What is loaded on demand stays apart.
//
// A page of some seventy small modules would otherwise cost a phone as many
// requests and twice the bytes. The modules as committed run in a browser just as
// well, and so they do in their own tests.
func Pack(tree fs.FS) (map[string][]byte, error) {
	result, err := bundle(tree, entries)
	if err != nil {
		return nil, err
	}
	others, err := bundle(tree, apart)
	if err != nil {
		return nil, err
	}
	packed, err := read(tree)
	if err != nil {
		return nil, err
	}
	for name, content := range packed {
		switch {
		case path.Ext(name) == ".js" || path.Ext(name) == ".css":
			delete(packed, name)
		case isCatalogue(name):
			if packed[name], err = packCatalogue(content); err != nil {
				return nil, fmt.Errorf("static: %s: %w", name, err)
			}
		}
	}
	own, err := pagesOwn(result.Metafile)
	if err != nil {
		return nil, err
	}
	for _, f := range slices.Concat(result.OutputFiles, others.OutputFiles) {
		name, content := strings.TrimPrefix(path.Clean(f.Path), "/"), f.Contents
		if own != thePage {
			if name == thePage || name == thePage+".map" {
				continue
			}
			name = strings.Replace(name, own, thePage, 1)
			content = bytes.ReplaceAll(content, []byte(path.Base(own)), []byte(path.Base(thePage)))
		}
		packed[name] = content
	}
	return packed, nil
}

// bundle joins what some files of a tree import to them.
func bundle(tree fs.FS, files []string) (api.BuildResult, error) {
	// Each keeps its name, however few there are.
	named := make([]api.EntryPoint, len(files))
	for i, name := range files {
		named[i] = api.EntryPoint{InputPath: name, OutputPath: strings.TrimSuffix(name, path.Ext(name))}
	}
	result := api.Build(api.BuildOptions{
		EntryPointsAdvanced: named,
		AbsWorkingDir:       "/", // names in what it says of its output are relative to it
		Outdir:              "/",
		EntryNames:          "[dir]/[name]",
		ChunkNames:          "js/part-[hash]",
		Bundle:              true,
		Splitting:           true,
		Format:              api.FormatESModule,
		Target:              api.ES2022,
		MinifyWhitespace:    true,
		MinifySyntax:        true,
		MinifyIdentifiers:   true,
		Charset:             api.CharsetUTF8,
		Sourcemap:           api.SourceMapLinked,
		Metafile:            true,
		Plugins:             []api.Plugin{readsFrom(tree)},
		LogLevel:            api.LogLevelSilent,
	})
	if len(result.Errors) == 0 {
		return result, nil
	}
	var all []error
	for _, m := range api.FormatMessages(result.Errors, api.FormatMessagesOptions{}) {
		all = append(all, errors.New(strings.TrimSpace(m)))
	}
	return result, fmt.Errorf("static: the page's files do not fit together: %w", errors.Join(all...))
}

// pagesOwn returns the name under which the bundler has put the page's own
// modules. Once others use them it is that of a piece, and under the page's stands
// no more than where that is; a page would have to come back for it.
func pagesOwn(metafile string) (string, error) {
	var made struct {
		Outputs map[string]struct {
			Inputs  map[string]struct{}
			Imports []struct{ Path string }
		}
	}
	if err := json.Unmarshal([]byte(metafile), &made); err != nil {
		return "", fmt.Errorf("static: what the bundler made: %w", err)
	}
	if page := made.Outputs[thePage]; len(page.Inputs) == 0 && len(page.Imports) == 1 {
		return page.Imports[0].Path, nil
	}
	return thePage, nil
}

// readsFrom makes the bundler read the tree and nothing else: no file of the
// machine it happens to run on.
//
// To a module that is loaded on demand it adds that it needs the page's own, all
// of it, which is there by then. Else the bundler would cut the page's own into
// as many pieces as there are ways in which others use parts of it, and small
// pieces compress badly.
func readsFrom(tree fs.FS) api.Plugin {
	const namespace = "page"
	type onDemand struct{}
	return api.Plugin{Name: "page", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if args.Kind == api.ResolveEntryPoint || args.Path == thePage {
				return api.OnResolveResult{Path: path.Clean(args.Path), Namespace: namespace}, nil
			}
			result := api.OnResolveResult{Path: path.Join(path.Dir(args.Importer), args.Path), Namespace: namespace}
			if args.Kind == api.ResolveJSDynamicImport {
				result.PluginData = onDemand{}
			}
			return result, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			content, err := fs.ReadFile(tree, args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			loader := api.LoaderJS
			if path.Ext(args.Path) == ".css" {
				loader = api.LoaderCSS
			}
			text := string(content)
			if _, late := args.PluginData.(onDemand); late {
				text += "\nimport \"" + thePage + "\";\n"
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}
