package static

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// sources are a small page whose modules lie in two folders. Of the other files that
// it names itself there is nothing to say.
func sources() fstest.MapFS {
	tree := fstest.MapFS{
		"js/app.js":        {Data: []byte("// A comment.\nimport { part } from './deep/part.js';\nexport const later = () => import('./later.js');\ndocument.title = part;\n")},
		"js/deep/part.js":  {Data: []byte("/** @type {string} */\nexport const part = 'a part';\n")},
		"js/later.js":      {Data: []byte("export const late = 'on demand';\n")},
		"css/page.css":     {Data: []byte("@import \"tokens.css\";\nbody { color: var(--ink); }\n")},
		"css/dialogs.css":  {Data: []byte("dialog { color: var(--ink); }\n")},
		"css/compare.css":  {Data: []byte(".since { color: var(--ink); }\n")},
		"css/share.css":    {Data: []byte(".text { color: var(--ink); }\n")},
		"css/language.css": {Data: []byte("@import \"tokens.css\";\n")},
		"css/tokens.css":   {Data: []byte(":root { --ink: #1b2130; }\n")},
		"i18n/en.json":     {Data: []byte("{ \"a.b\": \"c\" }")},
	}
	for _, name := range slices.Concat(entries, apart, chunks[0]) {
		if tree[name] == nil {
			tree[name] = &fstest.MapFile{}
		}
	}
	return tree
}

// scriptsWith returns the scripts in which a string stands.
func scriptsWith(packed map[string][]byte, text string) []string {
	var found []string
	for name, content := range packed {
		if strings.HasSuffix(name, ".js") && strings.Contains(string(content), `"`+text+`"`) {
			found = append(found, string(content))
		}
	}
	return found
}

func TestPackingJoinsWhatIsNeededAtOnceAndKeepsApartWhatIsNot(t *testing.T) {
	packed, err := Pack(sources())
	if err != nil {
		t.Fatal(err)
	}
	app, css := string(packed["js/app.js"]), string(packed["css/page.css"])
	if !strings.Contains(app, "a part") || strings.Contains(app, "on demand") || strings.Contains(app, "A comment") {
		t.Errorf("the script is %s", app)
	}
	if !strings.Contains(css, "--ink") || strings.Contains(css, "@import") {
		t.Errorf("the style sheet is %s", css)
	}
	if dialogs := string(packed["css/dialogs.css"]); !strings.Contains(dialogs, "dialog") || strings.Contains(css, "dialog") {
		t.Errorf("the dialogs' style sheet is %s", dialogs)
	}
	if late := scriptsWith(packed, "on demand"); len(late) != 1 || !strings.Contains(late[0], `"./app.js"`) {
		t.Errorf("what is loaded on demand, after the page's own, is %q", late)
	}
	if catalogue := string(packed["i18n/en.json"]); catalogue != `{"a":{"b":"c"}}` {
		t.Errorf("the catalogue is %s", catalogue)
	}
	for _, name := range slices.Concat(entries, apart) {
		if packed[name] == nil {
			t.Errorf("%s is not where a page looks for it", name)
		}
	}
	if packed["js/app.js.map"] == nil || packed["js/deep/part.js"] != nil {
		t.Error("want the source map in place of the sources")
	}
}

func TestThePagesOwnModulesStayInOnePieceHoweverManyOthersUseThem(t *testing.T) {
	tree := sources()
	tree["js/app.js"] = &fstest.MapFile{Data: []byte("import { part } from './deep/part.js';\nimport { other } from './other.js';\nexport const late = () => [import('./later.js'), import('./latest.js')];\ndocument.title = part + other;\n")}
	tree["js/other.js"] = &fstest.MapFile{Data: []byte("export const other = 'another part';\n")}
	tree["js/later.js"] = &fstest.MapFile{Data: []byte("import { part } from './deep/part.js';\nexport const late = part;\n")}
	tree["js/latest.js"] = &fstest.MapFile{Data: []byte("import { other } from './other.js';\nexport const latest = other;\n")}
	packed, err := Pack(tree)
	if err != nil {
		t.Fatal(err)
	}
	own := string(packed["js/app.js"])
	for _, text := range []string{"a part", "another part"} {
		if with := scriptsWith(packed, text); len(with) != 1 || with[0] != own {
			t.Errorf("%q stands in %q, the page is %s", text, with, own)
		}
	}
	if !strings.Contains(string(packed["js/app.js.map"]), "other.js") || !strings.Contains(own, "=app.js.map") {
		t.Error("the source map is another's")
	}
}

func TestModulesOfAChunkComeInOnePiece(t *testing.T) {
	one, other := chunks[1][0], chunks[1][1]
	tree := sources()
	tree["js/app.js"] = &fstest.MapFile{Data: []byte("export const later = () => [import('./" + strings.TrimPrefix(one, "js/") + "'), import('./" + strings.TrimPrefix(other, "js/") + "')];\n")}
	tree[one] = &fstest.MapFile{Data: []byte("export const one = 'the first';\n")}
	tree[other] = &fstest.MapFile{Data: []byte("export function other() { return 'the second'; }\n")}
	for _, name := range chunks[1][2:] {
		tree[name] = &fstest.MapFile{}
	}
	packed, err := Pack(tree)
	if err != nil {
		t.Fatal(err)
	}
	if first, second := scriptsWith(packed, "the first"), scriptsWith(packed, "the second"); len(first) != 1 || !slices.Equal(first, second) {
		t.Errorf("one is in %q, the other in %q", first, second)
	}

	tree[other] = &fstest.MapFile{Data: []byte("export const one = 'the same name';\n")}
	if _, err := Pack(tree); err == nil {
		t.Error("two modules of a chunk may export the same name, of which a page would have neither")
	}
	tree[other] = &fstest.MapFile{Data: []byte("const two = 2;\nexport { two };\n")}
	if _, err := Pack(tree); err == nil || !strings.Contains(err.Error(), other) {
		t.Errorf("an export that is not seen is an error, not %v", err)
	}
}

func TestEveryModuleOfAChunkIsImportedOnDemand(t *testing.T) {
	result, err := bundle(Embedded(), entries)
	if err != nil {
		t.Fatal(err)
	}
	var made struct {
		Inputs map[string]struct {
			Imports []struct{ Path, Kind, Original string }
		}
	}
	if err := json.Unmarshal([]byte(result.Metafile), &made); err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for name, input := range made.Inputs {
		for _, i := range input.Imports {
			if i.Kind == "dynamic-import" {
				_, from, _ := strings.Cut(name, ":")
				asked[path.Join(path.Dir(from), i.Original)] = true
			}
		}
	}
	for _, chunk := range chunks[1:] {
		for _, name := range chunk {
			if !asked[name] {
				t.Errorf("%s stands in a chunk, and nobody imports it on demand", name)
			}
		}
	}
}

func TestPackingIsTheSameEveryTime(t *testing.T) {
	hash := func() string {
		packed, err := Pack(sources())
		if err != nil {
			t.Fatal(err)
		}
		files, err := newFiles(packed)
		if err != nil {
			t.Fatal(err)
		}
		return files.Hash()
	}
	if a, b := hash(), hash(); a != b {
		t.Errorf("hashes %s and %s", a, b)
	}
}

func TestAModuleThatImportsNothingThereIsIsAnError(t *testing.T) {
	broken := sources()
	broken["js/app.js"] = &fstest.MapFile{Data: []byte("import './nowhere.js';\n")}
	if _, err := Pack(broken); err == nil || !strings.Contains(err.Error(), "nowhere.js") {
		t.Errorf("error: %v", err)
	}
	escaping := sources()
	escaping["js/app.js"] = &fstest.MapFile{Data: []byte("import '../../../etc/passwd';\n")}
	if _, err := Pack(escaping); err == nil {
		t.Error("it read a file outside the tree")
	}
}
