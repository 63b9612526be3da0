package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheNoticesOfWhatIsLinkedInArePrinted(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := versionCommand(nil, &stdout, &stderr); code != 0 || stdout.String() != "playground "+version()+"\n" {
		t.Errorf("exit code %d: %s%s", code, stdout.String(), stderr.String())
	}
	stdout.Reset()
	if code := versionCommand([]string{"-notices"}, &stdout, &stderr); code != 0 || stdout.String() != notices {
		t.Errorf("exit code %d: %.200s%s", code, stdout.String(), stderr.String())
	}
	if code := versionCommand([]string{"1.2.3"}, &stdout, &stderr); code != badText || !strings.HasSuffix(stderr.String(), versionUsage) {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
}

// TestTheNoticesAreFresh fails when notices.txt is not what the licences of the modules say
// that the program is made of. Run it with -update to write the file anew.
func TestTheNoticesAreFresh(t *testing.T) {
	golden(t, "notices.txt", gatheredNotices(t))
}

// systems are those for which the program is built. Some link in what others do not.
var systems = []string{"linux", "darwin", "windows"}

// notice is a text that goes with parts of the program.
type notice struct {
	text  string
	parts []string
}

func gatheredNotices(t *testing.T) string {
	t.Helper()
	var all []notice
	add := func(part, path string) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")) + "\n"
		at := slices.IndexFunc(all, func(n notice) bool { return n.text == said })
		if at < 0 {
			at, all = len(all), append(all, notice{text: said})
		}
		if !slices.Contains(all[at].parts, part) {
			all[at].parts = append(all[at].parts, part)
		}
	}
	add("Raft Playground", "../../LICENSE")
	root := strings.TrimSpace(output(t, nil, "env", "GOROOT"))
	license := filepath.Join(root, "LICENSE")
	if _, err := os.Stat(license); errors.Is(err, os.ErrNotExist) {
		t.Skip("this Go comes without its licence")
	}
	add("The Go programming language", license)
	add("The Go programming language", filepath.Join(root, "PATENTS"))
	for _, file := range linkedNotices(t) {
		add(file.part, file.path)
	}
	var b strings.Builder
	for _, n := range all {
		fmt.Fprintf(&b, "%s\n%s\n%s\n\n%s\n", rule, strings.Join(n.parts, "\n"), rule, n.text)
	}
	return b.String()
}

var rule = strings.Repeat("=", 80)

// namedNotice is a licence, a notice or a grant of patents.
var namedNotice = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)`)

type noticeFile struct{ part, path string }

// linkedNotices finds what stands in the folders of the packages that are linked in, and
// above them, up to their modules.
func linkedNotices(t *testing.T) []noticeFile {
	t.Helper()
	var files []noticeFile
	for _, system := range systems {
		packages := json.NewDecoder(strings.NewReader(output(t, []string{"GOOS=" + system, "GOARCH=amd64"}, "list", "-deps", "-json=Dir,Module", ".")))
		for {
			var p struct {
				Dir    string
				Module *struct {
					Path, Version, Dir string
					Main               bool
				}
			}
			if err := packages.Decode(&p); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if p.Module == nil || p.Module.Main {
				continue
			}
			for dir := p.Dir; strings.HasPrefix(dir, p.Module.Dir); dir = filepath.Dir(dir) {
				entries, err := os.ReadDir(dir)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range entries {
					if namedNotice.MatchString(e.Name()) && e.Type().IsRegular() && filepath.Ext(e.Name()) != ".go" {
						part := p.Module.Path + " " + p.Module.Version
						if dir != p.Module.Dir {
							part += ", of " + filepath.ToSlash(strings.TrimPrefix(dir, p.Module.Dir+string(filepath.Separator)))
						}
						files = append(files, noticeFile{part, filepath.Join(dir, e.Name())})
					}
				}
			}
		}
	}
	slices.SortFunc(files, func(a, b noticeFile) int { return strings.Compare(a.part+a.path, b.part+b.path) })
	return slices.Compact(files)
}

// output is what the go command prints.
func output(t *testing.T, env []string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "go", args...)
	c.Env = append(os.Environ(), env...)
	out, err := c.Output()
	if err != nil {
		t.Fatal(args, err)
	}
	return string(out)
}
