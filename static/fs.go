// Package static holds the page's own files and serves them, names the languages
// (languages.go), and words what Go says of a run in each of them (words.go).
//
// The files are plain modules, style sheets, catalogues and icons, which a browser
// could run as they are committed. The whole tree is embedded. When the program
// starts it is packed for the wire (see [Pack]), hashed, and served under an
// address that contains the hash:
//
//	/static/‹hash›/js/app.js
//
// So every file may be cached for ever, modules import one another by relative
// paths without a map, and a page never mixes the files of two versions. An
// address with another hash is not found; the page reloads itself when the
// server it talks to has other files than its own.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:embed js css i18n icons
var embedded embed.FS

// Embedded is the tree of files as it was compiled in.
func Embedded() fs.FS { return embedded }

// Prefix is the start of every file's address.
const Prefix = "/static/"

// maxTree bounds the bytes of a tree, which are kept in memory, compressed too.
const maxTree = 16 << 20

// contentTypes are of the files that are served; files of any other kind stay
// where they are (type declarations, tests).
var contentTypes = map[string]string{
	".js":          "text/javascript; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".json":        "application/json",
	".svg":         "image/svg+xml",
	".map":         "application/json",
	".png":         "image/png",
	".ico":         "image/x-icon",
	".webmanifest": "application/manifest+json",
}

// Files are the files of one version of the page, ready to be served.
type Files struct {
	hash   string
	byPath map[string]*file
}

type file struct {
	contentType string
	plain       []byte
	packed      []packing // those that a browser may understand, the smallest first
}

// packing is a file as it goes over the wire, compressed.
type packing struct {
	coding  string // as in Accept-Encoding
	content []byte
}

// Default returns the embedded files, packed, which are loaded once.
var Default = sync.OnceValues(func() (*Files, error) {
	packed, err := Pack(embedded)
	if err != nil {
		return nil, err
	}
	return newFiles(packed)
})

// Load returns a tree's files as they are.
func Load(tree fs.FS) (*Files, error) {
	contents, err := read(tree)
	if err != nil {
		return nil, err
	}
	return newFiles(contents)
}

// read returns the files of a tree that are of a kind which is served.
func read(tree fs.FS) (map[string][]byte, error) {
	contents := make(map[string][]byte)
	total := 0
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		_, served := contentTypes[path.Ext(name)]
		if err != nil || entry.IsDir() || !served || strings.HasSuffix(name, ".test.js") {
			return err
		}
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		if total += len(content); total > maxTree {
			return fmt.Errorf("static: the files are larger than %d bytes in all", maxTree)
		}
		contents[name] = content
		return nil
	})
	return contents, err
}

// newFiles hashes all files and compresses what gets smaller.
func newFiles(contents map[string][]byte) (*Files, error) {
	files := &Files{byPath: make(map[string]*file)}
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(contents)) {
		content := contents[name]
		// Lengths keep the names and contents of neighbours apart.
		for _, part := range [][]byte{[]byte(name), content} {
			sum.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
			sum.Write(part)
		}
		files.byPath[name] = &file{contentType: contentTypes[path.Ext(name)], plain: content}
	}
	if err := files.compress(); err != nil {
		return nil, err
	}
	files.hash = strings.ToLower(base32.StdEncoding.EncodeToString(sum.Sum(nil)[:10]))
	return files, nil
}

// compress compresses each file, as many at a time as there are processors.
func (f *Files) compress() error {
	var wait sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	failed := make(chan error, len(f.byPath))
	for name, file := range f.byPath {
		turn <- struct{}{}
		wait.Go(func() {
			packed, err := compressed(name, file.plain)
			if err != nil {
				failed <- err
			}
			file.packed = packed
			<-turn
		})
	}
	wait.Wait()
	close(failed)
	return <-failed
}

// brotliLevel is the highest: it saves 7 % of what a visitor fetches, for a second whenever the
// program starts.
const brotliLevel = brotli.BestCompression

// compressed returns a file compressed in each way that saves something. Browsers ask for
// Brotli where nobody in between can spoil it: over HTTPS, and from this machine. Nobody
// waits for a source map.
func compressed(name string, content []byte) (list []packing, err error) {
	codings := []string{"br", "gzip"}
	if path.Ext(name) == ".map" {
		codings = codings[1:]
	}
	for _, coding := range codings {
		var buffer bytes.Buffer
		var w io.WriteCloser = brotli.NewWriterLevel(&buffer, brotliLevel)
		if coding == "gzip" {
			if w, err = gzip.NewWriterLevel(&buffer, gzip.BestCompression); err != nil {
				return nil, err
			}
		}
		if _, err := w.Write(content); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		if buffer.Len() <= len(content)*9/10 {
			list = append(list, packing{coding, bytes.Clone(buffer.Bytes())})
		}
	}
	return list, nil
}

// Hash names this version of the files.
func (f *Files) Hash() string { return f.hash }

// Base is the address under which the files are, without a slash at its end.
func (f *Files) Base() string { return Prefix + f.hash }

// ServeHTTP answers with the file that the path names, or 404.
func (f *Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, ours := strings.CutPrefix(r.URL.Path, f.Base()+"/")
	found := f.byPath[name]
	if !ours || found == nil {
		// Not to be remembered: the same address may be another server's, which
		// has it.
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, "404 no such file in this version of the page", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", found.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	body := found.plain
	if len(found.packed) > 0 {
		h.Set("Vary", "Accept-Encoding")
	}
	for _, packed := range found.packed {
		if accepts(r, packed.coding) {
			h.Set("Content-Encoding", packed.coding)
			body = packed.content
			break
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // an error means that the reader has gone
	}
}

// accepts reports whether the request allows an answer in a coding.
func accepts(r *http.Request, wanted string) bool {
	for _, header := range r.Header.Values("Accept-Encoding") {
		for coding := range strings.SplitSeq(header, ",") {
			name, params, err := mime.ParseMediaType(strings.TrimSpace(coding))
			if err != nil || name != wanted && name != "*" {
				continue
			}
			q, err := strconv.ParseFloat(params["q"], 64)
			return params["q"] == "" || err == nil && q > 0
		}
	}
	return false
}
