package static

import (
	"encoding/json"
	"io/fs"
	"maps"
	"testing"
)

// flat undoes what packCatalogue does, as the page does (js/ui/i18n.js).
func flat(t *testing.T, packed []byte) map[string]string {
	t.Helper()
	var parts map[string]any
	if err := json.Unmarshal(packed, &parts); err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]string)
	var gather func(key string, part any)
	gather = func(key string, part any) {
		switch part := part.(type) {
		case string:
			texts[key] = part
		case map[string]any:
			for name, inner := range part {
				switch {
				case key == "":
					gather(name, inner)
				case name == "":
					gather(key, inner)
				default:
					gather(key+"."+name, inner)
				}
			}
		}
	}
	gather("", parts)
	return texts
}

func TestAPackedCatalogueSaysWhatTheCommittedOneSays(t *testing.T) {
	files, err := fs.Glob(Embedded(), "i18n/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		content, err := fs.ReadFile(Embedded(), name)
		if err != nil {
			t.Fatal(err)
		}
		var want map[string]string
		if err := json.Unmarshal(content, &want); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		packed, err := packCatalogue(content)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := flat(t, packed); !maps.Equal(got, want) {
			t.Errorf("%s says something else once it is packed", name)
		}
		if len(packed) >= len(content) {
			t.Errorf("%s has %d bytes, packed %d", name, len(content), len(packed))
		}
	}
}

func TestWhatKeysHaveInCommonIsWrittenOnce(t *testing.T) {
	packed, err := packCatalogue([]byte(`{ "b.y": "1 < 2", "b": "…", "a": "\"q\"", "b.x.z": "3" }`))
	if want := `{"b":{"":"…","y":"1 < 2","x":{"z":"3"}},"a":"\"q\""}`; err != nil || string(packed) != want {
		t.Errorf("%s %v, want %s", packed, err, want)
	}
}

func TestACatalogueThatIsNoneIsRefused(t *testing.T) {
	for _, content := range []string{``, `[]`, `{"a": 1}`, `{"a": {"b": "c"}}`, `{"a": "b", "a": "c"}`, `{"a": "b"} {}`, `{"a": "b"`, `{"a"`} {
		if packed, err := packCatalogue([]byte(content)); err == nil {
			t.Errorf("%s is packed as %s", content, packed)
		}
	}
}
