package static

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The browser asks again whether :has() holds with every change below what it stands on. Where
// runs are drawn that is hundreds of times a second: there an attribute says it.
func TestNoStyleLooksIntoWhatIsDrawnAllTheTime(t *testing.T) {
	still := []string{".answer", ".toggle", ".lesson"}
	looks := regexp.MustCompile(`([^\s,{}]*):has\(`)
	sheets, err := fs.Glob(embedded, "css/*.css")
	if err != nil || len(sheets) < 10 {
		t.Fatalf("%d style sheets (%v)", len(sheets), err)
	}
	for _, name := range sheets {
		sheet, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range looks.FindAllStringSubmatch(string(sheet), -1) {
			if on, _, _ := strings.Cut(found[1], ":"); !slices.Contains(still, on) {
				t.Errorf("%s: %q looks into %q", name, found[0], on)
			}
		}
	}
}
