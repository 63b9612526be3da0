package static

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// entries are the files that a page names itself, at once or, some style sheets,
// later; whatever these import comes with them.
var entries = []string{"js/app.js", "css/page.css", "css/dialogs.css", "css/beside.css"}

// Pack returns the files of a tree, by their names, as they go over the wire: modules and style sheets
// joined, without comments and spaces, each with a source map that leads a
// curious reader back to what is committed. What is loaded on demand stays apart.
//
// A page of some seventy small modules would otherwise cost a phone as many
// requests and twice the bytes. The modules as committed run in a browser just as
// well, and so they do in their own tests.
func Pack(tree fs.FS) (map[string][]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       entries,
		Outdir:            "/",
		EntryNames:        "[dir]/[name]",
		ChunkNames:        "js/part-[hash]",
		Bundle:            true,
		Splitting:         true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		Charset:           api.CharsetUTF8,
		Sourcemap:         api.SourceMapLinked,
		Plugins:           []api.Plugin{readsFrom(tree)},
		LogLevel:          api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		var all []error
		for _, m := range api.FormatMessages(result.Errors, api.FormatMessagesOptions{}) {
			all = append(all, errors.New(strings.TrimSpace(m)))
		}
		return nil, fmt.Errorf("static: the page's files do not fit together: %w", errors.Join(all...))
	}
	packed, err := read(tree)
	if err != nil {
		return nil, err
	}
	for name := range packed {
		if path.Ext(name) == ".js" || path.Ext(name) == ".css" {
			delete(packed, name)
		}
	}
	for _, f := range result.OutputFiles {
		packed[strings.TrimPrefix(path.Clean(f.Path), "/")] = f.Contents
	}
	return packed, nil
}

// readsFrom makes the bundler read the tree and nothing else: no file of the
// machine it happens to run on.
func readsFrom(tree fs.FS) api.Plugin {
	const namespace = "page"
	return api.Plugin{Name: "page", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			name := path.Clean(args.Path)
			if args.Kind != api.ResolveEntryPoint {
				name = path.Join(path.Dir(args.Importer), args.Path)
			}
			return api.OnResolveResult{Path: name, Namespace: namespace}, nil
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
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}
