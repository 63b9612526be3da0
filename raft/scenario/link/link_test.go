package link

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
	"raft-playground/raft/scenario/scenariotest"
)

func parsed(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// linkOf returns a text as a link, with the engine's version as it is when it is
// built from a commit.
func linkOf(t interface{ Fatalf(string, ...any) }, text string) string {
	link, err := Encode(text, 0x0123456789abcdef, "0123456789ab")
	if err != nil {
		t.Fatalf("Encode = %v", err)
	}
	return link
}

func TestACompleteFigure8IsALinkOf320Characters(t *testing.T) {
	text := scenariotest.Read("figure-8.raft")
	runs, err := play.Runs(parsed(t, text))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		if err := r.Finish(); err != nil {
			t.Fatal(err)
		}
	}
	exported, err := play.ExportTogether(runs)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{text, exported} {
		link := linkOf(t, text)
		t.Logf("%d bytes, %d characters", len(text), len(link))
		if len(link) > 320 {
			t.Errorf("%d bytes are a link of %d characters:\n%s", len(text), len(link), text)
		}
	}
}

// clicked returns the record of 40 clicks of a person who looks at what can go wrong.
func clicked(t *testing.T) string {
	r, err := play.New(parsed(t, "raft 1\nservers 5\nseed 20140\n"))
	if err != nil {
		t.Fatal(err)
	}
	actions := []string{
		"c1 write x=1", "crash leader", "c1 write x=2", "restart S1", "c1 read x", "isolate S3", "time out S3", "heal all", "c1 add x 5", "pause leader",
		"c1 read x", "resume S2", "partition S1 S2 | S3 S4 S5", "c1 write y=7", "c2 write y=8", "heal all", "cut S1 -> S2", "heal S1 -> S2", "loss 10%", "loss 0%",
		"restart S2", "restart S4", "restart S5", "crash S4 losing unsynced writes", "restart S4", "latency 20ms to 60ms", "c1 write z=3", "latency 8ms to 12ms",
	}
	clicks := 0
	for i := 0; clicks < 40; i++ {
		if err := r.RunUntil(r.Now() + 137_913 + raft.Time(i*i%37)*61_007); err != nil {
			t.Fatal(err)
		}
		r.World().TakeEvents()
		if _, err := r.Do(actions[i%len(actions)]); err == nil {
			clicks++
		}
	}
	return r.Export()
}

func Test40ClicksAreALinkOf600Characters(t *testing.T) {
	text := clicked(t)
	link := linkOf(t, text)
	t.Logf("%d bytes, %d characters", len(text), len(link))
	if len(link) > 600 {
		t.Errorf("%d bytes are a link of %d characters", len(text), len(link))
	}
}

func TestALinkTellsWhatItWasMadeOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Custom(scenariotest.Text)).Draw(t, "text")
		hash := rapid.Uint64().Draw(t, "hash")
		engine := rapid.StringMatching(`[ -~]{0,30}`).Draw(t, "engine")
		link, err := Encode(text, hash, engine)
		if err != nil {
			t.Fatalf("Encode = %v", err)
		}
		shared, err := Decode(link)
		if err != nil || shared.Text != text || shared.Engine != engine || !shared.Matches(hash) || shared.Matches(hash^1<<63) {
			t.Fatalf("Decode = %+v, %v", shared, err)
		}
		if strings.Trim(link, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			t.Fatalf("%q does not fit an address", link)
		}
		if len(link) > 1+(9+len(engine)+len(text))*4/3+4 {
			t.Fatalf("%d bytes are a link of %d characters", len(text), len(link))
		}
	})
}

func TestOfTheLinksOfATextTheShorterIsMade(t *testing.T) {
	isDeflated := func(text string) bool {
		data, err := encoding.DecodeString(linkOf(t, text)[1:])
		if err != nil {
			t.Fatal(err)
		}
		return data[0]&deflated != 0
	}
	if isDeflated("\x01\x02\x03") {
		t.Error("a text without words is not carried as it is")
	}
	if !isDeflated("raft 1\nservers 5\n") {
		t.Error("a text of known words is not deflated")
	}
}

func TestWhatIsNoLinkIsRefused(t *testing.T) {
	good := linkOf(t, strings.Repeat("raft 1\nservers 5\nseed 1\n", 10))
	noise := raft.NewRand(1, "what cannot be said shorter")
	plain := "raft 1"
	for range 400 {
		plain += string([]byte{byte(noise.Below(256))})
	}
	if data, err := encoding.DecodeString(linkOf(t, plain)[1:]); err != nil || data[0]&deflated != 0 {
		t.Fatal("it is deflated")
	}
	bomb := linkOf(t, strings.Repeat("x", scenario.MaxText))
	tests := []struct{ what, link, code string }{
		{"nothing", "", scenario.CodeNoLink},
		{"a name", "figure-8", scenario.CodeNoLink},
		{"a newer version", "3" + good[1:], scenario.CodeNewerLink},
		{"no more than a version", "2", scenario.CodeBrokenLink},
		{"no more than a former version", "1", scenario.CodeBrokenLink},
		{"half a link", good[:len(good)/2], scenario.CodeBrokenLink},
		{"a link cut off", good[:len(good)-4], scenario.CodeBrokenLink},
		{"a new link as a former one", "1" + good[1:], scenario.CodeBrokenLink},
		{"a new link that is not deflated as a former one", "1" + linkOf(t, plain)[1:], scenario.CodeBrokenLink},
		{"a former link as a new one", "2" + former(t)["figure-8"][1:], scenario.CodeBrokenLink},
		{"a former link cut off", former(t)["figure-8"][:100], scenario.CodeBrokenLink},
		{"an engine longer than the link", "1jAAAAAA", scenario.CodeBrokenLink},
		{"an endless link", "2" + strings.Repeat("A", 1<<18), scenario.CodeBrokenLink},
		{"more than can be a link", "2" + strings.Repeat("A", 1<<20), scenario.CodeNoLink},
	}
	for _, test := range tests {
		_, err := Decode(test.link)
		var e *scenario.Error
		if !errors.As(err, &e) || e.Code != test.code {
			t.Errorf("%s: %v", test.what, err)
		}
	}
	if s, err := Decode(bomb); err != nil || len(s.Text) != scenario.MaxText {
		t.Errorf("the longest text: %d bytes, %v", len(s.Text), err)
	}
	if _, err := Encode(strings.Repeat("x", scenario.MaxText+1), 0, ""); err == nil {
		t.Error("a text that is too long becomes a link")
	}
}

func TestABombIsNotUnpacked(t *testing.T) {
	// What says that it is longer than a text can be.
	link := bombOf(t, 64<<20)
	var e *scenario.Error
	if _, err := Decode(link); !errors.As(err, &e) || e.Code != scenario.CodeTextTooLong {
		t.Errorf("Decode = %v", err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _ = Decode(link)
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<20 {
		t.Errorf("it takes %d bytes to see that", taken)
	}
}

// linked are the scenarios that are kept as links.
var linked = []string{"figure-8", "leader-crash", "everything", "dies-before-replicating"}

// TestLinksOfThisVersionStayReadable: whoever changes the dictionary breaks them, and
// has to begin another version.
func TestLinksOfThisVersionStayReadable(t *testing.T) {
	var got strings.Builder
	for _, name := range linked {
		fmt.Fprintf(&got, "%s %s\n", name, linkOf(t, scenariotest.Read(name+".raft")))
	}
	scenariotest.Golden(t, "testdata/links.golden", got.String())
	for name, link := range linksIn(t, "testdata/links.golden") {
		if s, err := Decode(link); err != nil || s.Text != scenariotest.Read(name+".raft") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// former are links as they were made before they had a checksum. Nobody makes them any
// more, and many have them.
func former(t *testing.T) map[string]string { return linksIn(t, "testdata/links-1.golden") }

func TestFormerLinksOpenAsTheyDid(t *testing.T) {
	links := former(t)
	for _, name := range linked {
		s, err := Decode(links[name])
		if err != nil || s.Text != scenariotest.Read(name+".raft") || s.Engine != "0123456789ab" || !s.Matches(0x0123456789abcdef) {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
}

func linksIn(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	links := map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n") {
		name, link, _ := strings.Cut(line, " ")
		links[name] = link
	}
	return links
}

func FuzzDecode(f *testing.F) {
	for _, text := range []string{"", "raft 1\n", strings.Repeat("at 1ms: crash S1\n", 50)} {
		f.Add(linkOf(f, text))
	}
	f.Add("1jAAAAAA")
	f.Add(bombOf(f, 1<<20))
	f.Fuzz(func(t *testing.T, link string) {
		s, err := Decode(link)
		var e *scenario.Error
		switch {
		case err != nil && !errors.As(err, &e):
			t.Fatalf("%v is no *Error", err)
		case err == nil && len(s.Text) > scenario.MaxText:
			t.Fatalf("a text of %d bytes", len(s.Text))
		case err == nil:
			if again, err := Decode(linkOf(t, s.Text)); err != nil || again.Text != s.Text {
				t.Fatalf("encoded again it is %v", err)
			}
		}
	})
}

// bombOf returns a link whose text would have so many bytes.
func bombOf(t interface{ Fatalf(string, ...any) }, n int) string {
	var packed bytes.Buffer
	w, err := flate.NewWriterDict(&packed, flate.BestCompression, []byte(dictionary))
	if err != nil {
		t.Fatalf("%v", err)
	}
	chunk := make([]byte, 1<<16)
	for range n / len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			t.Fatalf("%v", err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatalf("%v", err)
	}
	data := append([]byte{deflated | engineLen, 0, 0, 0, 0}, bytes.TrimSuffix(packed.Bytes(), []byte(flushed))...)
	return linkVersion + encoding.EncodeToString(slices.Insert(data, 1, checksum(data)...))
}

// TestEveryCodeOfALinkIsProvoked shows, for review, an error of each code that a link can
// lead to.
func TestEveryCodeOfALinkIsProvoked(t *testing.T) {
	link := linkOf(t, "raft 1\n")
	var got strings.Builder
	for _, given := range []string{"hello", "9" + link[1:], link[:9]} {
		_, err := Decode(given)
		var e *scenario.Error
		if !errors.As(err, &e) {
			t.Fatalf("%s: %v", given, err)
		}
		fmt.Fprintf(&got, "%s\n\t%s\n", e.Code, e)
	}
	scenariotest.Golden(t, "testdata/codes.golden", got.String())
}
