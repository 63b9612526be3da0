package static

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// thePage is the module that starts the page.
const thePage = "js/app.js"

// entries are the files that a page names itself, at once or, some style sheets,
// later; whatever these import comes with them.
var entries = []string{thePage, "css/page.css", "css/dialogs.css", "css/compare.css", "css/explain.css", "css/share.css", "css/language.css", "css/lesson.css", "css/lessons.css", "css/notice.css"}

// chunks says which modules are fetched together. The first are the page's own: it
// does not need all of them at first, but several of the others do, and in a piece of
// their own they would cost more than they weigh. The others are imported on demand:
// in several pieces, what they share with the page would be cut into as many as there
// are ways to share it. A module that is imported on demand and stands in no chunk is
// one of its own.
var chunks = [][]string{
	{thePage, "js/scenario/rules.js", "js/ui/dialog.js"},
	{"js/controls/message-menu.js", "js/controls/server-menu.js", "js/dialogs/dialogs.js", "js/inspector/glossary.js", "js/stage/legend.js", "js/ui/context-menu.js"},
	{"js/controls/busy-client.js", "js/inspector/badge.js", "js/inspector/inspector.js"},
}

// apart are modules that start other pages, which have nothing of this one's.
var apart = []string{"js/lesson-list.js"}

// Pack returns the files of a tree, by their names, as they go over the wire: modules and style sheets
// joined, without comments and spaces, each with a source map that leads a
// curious reader back to what is committed; catalogues with the common parts of
// their keys written once. What is loaded on demand stays apart.
//
// A page of some hundred and fifty small modules would otherwise cost a phone as many
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
	committed := maps.Clone(packed)
	for name := range committed {
		switch {
		case path.Ext(name) == ".js" || path.Ext(name) == ".css":
			delete(packed, name)
		case isCatalogue(name):
			if packed[name], err = catalogueOf(committed, name); err != nil {
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

// exports finds what a module exports, with the name if it is declared there.
var exports = regexp.MustCompile(`(?m)^export (?:(?:async )?(?:class|const|function\*?|let) (\w+))?`)

// readsFrom makes the bundler read the tree and nothing else: no file of the
// machine it happens to run on.
//
// A module that is imported on demand it answers with its whole chunk. To that it
// adds that it needs the page's own, all of it, which is there by then. Else the
// bundler would cut the page's own into as many pieces as there are ways in which
// others use parts of it, and small pieces compress badly.
func readsFrom(tree fs.FS) api.Plugin {
	const (
		namespace = "page"
		joined    = "chunk" // a module for each chunk, which exports what those in it do
	)
	chunkOf := map[string][]string{}
	for _, chunk := range chunks[1:] {
		for _, name := range chunk {
			chunkOf[name] = chunk
		}
	}
	return api.Plugin{Name: "page", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			name := path.Clean(args.Path)
			if args.Kind != api.ResolveEntryPoint && !fromRoot(args.Path) {
				name = path.Join(path.Dir(args.Importer), args.Path)
			}
			if args.Kind != api.ResolveJSDynamicImport {
				return api.OnResolveResult{Path: name, Namespace: namespace}, nil
			}
			chunk, ok := chunkOf[name]
			if !ok {
				chunk = []string{name}
			}
			return api.OnResolveResult{Path: chunk[0], Namespace: joined, PluginData: chunk}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: joined}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			var text strings.Builder
			fmt.Fprintf(&text, "import %q;\n", thePage)
			for _, name := range args.PluginData.([]string) {
				content, err := fs.ReadFile(tree, name)
				if err != nil {
					return api.OnLoadResult{}, err
				}
				// By their names, so that the bundler objects if two export the same.
				var names []string
				for _, found := range exports.FindAllSubmatch(content, -1) {
					if len(found[1]) == 0 {
						return api.OnLoadResult{}, fmt.Errorf("%s is imported on demand: it has to declare what it exports", name)
					}
					names = append(names, string(found[1]))
				}
				fmt.Fprintf(&text, "export { %s } from %q;\n", strings.Join(names, ", "), name)
			}
			all := text.String()
			return api.OnLoadResult{Contents: &all, Loader: api.LoaderJS}, nil
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
			if args.Path == thePage {
				for _, name := range chunks[0][1:] {
					text += fmt.Sprintf("\nimport %q;", name)
				}
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}

// fromRoot reports whether an import names a module as seen from the tree's root,
// as those do that are added here.
func fromRoot(name string) bool { return strings.HasPrefix(name, "js/") }
