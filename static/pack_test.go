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
		"i18n/en.json":    {Data: []byte("{ \"a\": 1 }")},
	}
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
	late := 0
	for name, content := range packed {
		if strings.HasPrefix(name, "js/part-") && strings.HasSuffix(name, ".js") && strings.Contains(string(content), "on demand") {
			late++
		}
	}
	if late != 1 {
		t.Errorf("what is loaded on demand lies in %d files", late)
	}
	if string(packed["i18n/en.json"]) != "{ \"a\": 1 }" {
		t.Error("a catalogue was changed")
	}
	if packed["js/app.js.map"] == nil || packed["js/deep/part.js"] != nil {
		t.Error("want the source map in place of the sources")
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
