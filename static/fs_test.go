package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

// tree is a small page.
func tree() fstest.MapFS {
	return fstest.MapFS{
		"js/app.js":        {Data: []byte(strings.Repeat("export const a = 1;\n", 100))},
		"js/deep/part.js":  {Data: []byte("export {};\n")},
		"js/wire.d.ts":     {Data: []byte("export {};\n")},
		"js/app.test.js":   {Data: []byte("fail();\n")},
		"css/tokens.css":   {Data: []byte(":root{}")},
		"i18n/en.json":     {Data: []byte("{}")},
		"icons/logo.svg":   {Data: []byte("<svg/>")},
		"icons/secret.key": {Data: []byte("private")},
	}
}

func load(t *testing.T, tree fs.FS) *Files {
	t.Helper()
	files, err := Load(tree)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// get asks for an address, with the header values given in pairs.
func get(files *Files, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	files.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTheHashIsOfEveryNameAndEveryByte(t *testing.T) {
	before := load(t, tree()).Hash()
	if again := load(t, tree()).Hash(); again != before {
		t.Errorf("the same tree hashes to %s and %s", before, again)
	}
	changes := map[string]func(fstest.MapFS){
		"a changed byte": func(m fstest.MapFS) { m["i18n/en.json"] = &fstest.MapFile{Data: []byte("[]")} },
		"another name":   func(m fstest.MapFS) { m["js/b.js"] = m["js/app.js"]; delete(m, "js/app.js") },
		"a file more":    func(m fstest.MapFS) { m["js/empty.js"] = &fstest.MapFile{} },
		"a byte moved": func(m fstest.MapFS) {
			m["css/tokens.css"] = &fstest.MapFile{Data: []byte(":root{")}
			m["css/tokens.css2"] = &fstest.MapFile{Data: []byte("}")}
		},
	}
	for name, change := range changes {
		m := maps.Clone(tree())
		change(m)
		if load(t, m).Hash() == before {
			t.Errorf("%s leaves the hash as it was", name)
		}
	}
}

func TestFilesAreServedForEverUnderTheirHash(t *testing.T) {
	files := load(t, tree())
	for name, contentType := range map[string]string{
		"js/app.js":       "text/javascript; charset=utf-8",
		"js/deep/part.js": "text/javascript; charset=utf-8",
		"css/tokens.css":  "text/css; charset=utf-8",
		"i18n/en.json":    "application/json",
		"icons/logo.svg":  "image/svg+xml",
	} {
		r := get(files, "GET", files.Base()+"/"+name)
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != contentType {
			t.Errorf("%s: %s, %q; want 200, %q", name, r.Status, r.Header.Get("Content-Type"), contentType)
		}
		if got := r.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control %q", name, got)
		}
		if got, want := body(t, r), string(tree()[name].Data); got != want {
			t.Errorf("%s: the content differs", name)
		}
	}
}

func TestOnlyThisVersionsFilesAreFound(t *testing.T) {
	files := load(t, tree())
	for _, target := range []string{
		"/static/",
		"/static/js/app.js",
		"/static/aaaaaaaaaaaaaaaa/js/app.js",
		files.Base(),
		files.Base() + "/",
		files.Base() + "/js",
		files.Base() + "/js/none.js",
		files.Base() + "/js/wire.d.ts",
		files.Base() + "/js/app.test.js",
		files.Base() + "/icons/secret.key",
		files.Base() + "/js/../icons/secret.key",
		files.Base() + "x/js/app.js",
	} {
		r := get(files, "GET", target)
		if r.StatusCode != http.StatusNotFound || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %s, Cache-Control %q; want a 404 that is not kept", target, r.Status, r.Header.Get("Cache-Control"))
		}
	}
}

func TestAFileIsSentCompressedToThoseWhoTakeIt(t *testing.T) {
	files := load(t, tree())
	target := files.Base() + "/js/app.js"
	for accept, want := range map[string]string{
		"":                   "",
		"br":                 "br",
		"gzip;q=0":           "",
		"gzip":               "gzip",
		"br;q=0, gzip":       "gzip",
		"br, gzip;q=0.5, *":  "br",
		"deflate, gzip, br":  "br",
		"*":                  "br",
		"gzip;q=nonsense":    "",
		"identity, *;q=0.00": "",
	} {
		r := get(files, "GET", target, "Accept-Encoding", accept)
		if got := r.Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: Content-Encoding %q, want %q", accept, got, want)
		}
		if r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: no Vary", accept)
		}
		content := body(t, r)
		if want == "gzip" {
			reader, err := gzip.NewReader(strings.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(reader)
			if err != nil {
				t.Fatal(err)
			}
			content = string(plain)
		}
		if want == "br" {
			plain, err := io.ReadAll(brotli.NewReader(strings.NewReader(content)))
			if err != nil {
				t.Fatal(err)
			}
			content = string(plain)
		}
		if content != string(tree()["js/app.js"].Data) {
			t.Errorf("Accept-Encoding %q: the content differs", accept)
		}
	}
	if r := get(files, "GET", files.Base()+"/icons/logo.svg", "Accept-Encoding", "gzip"); r.Header.Get("Content-Encoding") != "" {
		t.Error("a file that gzip does not shrink is sent gzipped")
	}
}

func TestHeadHasTheHeadersAndNoBody(t *testing.T) {
	files := load(t, tree())
	r := get(files, "HEAD", files.Base()+"/css/tokens.css")
	if r.StatusCode != http.StatusOK || r.Header.Get("Content-Length") != "7" || body(t, r) != "" {
		t.Errorf("%s, Content-Length %s", r.Status, r.Header.Get("Content-Length"))
	}
}

func TestATreeTooLargeIsRefused(t *testing.T) {
	m := fstest.MapFS{"js/a.js": {Data: bytes.Repeat([]byte{'a'}, maxTree+1)}}
	if _, err := Load(m); err == nil {
		t.Error("loaded")
	}
}

// TestWhatIsCommittedLoads guards the real tree: the modules and style sheets
// that the page's shell names are there.
func TestWhatIsCommittedLoads(t *testing.T) {
	files := load(t, Embedded())
	for _, name := range []string{"js/app.js", "css/tokens.css", "i18n/shell.en.json", "i18n/shell.zh.json"} {
		if files.byPath[name] == nil {
			t.Errorf("%s is not there", name)
		}
	}
}
