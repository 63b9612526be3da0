package static

import (
	"strings"
	"testing"
	"testing/fstest"
)

// sources are a small page whose modules lie in two folders.
func sources() fstest.MapFS {
	return fstest.MapFS{
		"js/app.js":       {Data: []byte("// A comment.\nimport { part } from './deep/part.js';\nexport const later = () => import('./later.js');\ndocument.title = part;\n")},
		"js/deep/part.js": {Data: []byte("/** @type {string} */\nexport const part = 'a part';\n")},
		"js/later.js":     {Data: []byte("export const late = 'on demand';\n")},
		"css/page.css":    {Data: []byte("@import \"tokens.css\";\nbody { color: var(--ink); }\n")},
		"css/dialogs.css": {Data: []byte("dialog { color: var(--ink); }\n")},
		"css/tokens.css":  {Data: []byte(":root { --ink: #1b2130; }\n")},
		"i18n/en.json":    {Data: []byte("{ \"a.b\": \"c\" }")},
	}
}

// scriptWith returns the scripts in which a string stands.
func scriptWith(packed map[string][]byte, text string) []string {
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
	app, css := scriptWith(packed, "a part"), string(packed["css/page.css"])
	if len(app) != 1 || strings.Contains(app[0], "on demand") || strings.Contains(app[0], "A comment") {
		t.Errorf("the page's own scripts are %q", app)
	}
	if !strings.Contains(css, "--ink") || strings.Contains(css, "@import") {
		t.Errorf("the style sheet is %s", css)
	}
	if dialogs := string(packed["css/dialogs.css"]); !strings.Contains(dialogs, "dialog") || strings.Contains(css, "dialog") {
		t.Errorf("the dialogs' style sheet is %s", dialogs)
	}
	if late := scriptWith(packed, "on demand"); len(late) != 1 {
		t.Errorf("what is loaded on demand lies in %d files", len(late))
	}
	if catalogue := string(packed["i18n/en.json"]); catalogue != `{"a":{"b":"c"}}` {
		t.Errorf("the catalogue is %s", catalogue)
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
	a, another := scriptWith(packed, "a part"), scriptWith(packed, "another part")
	if len(a) != 1 || len(another) != 1 || a[0] != another[0] {
		t.Errorf("the page's own modules lie apart: %q, %q", a, another)
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
