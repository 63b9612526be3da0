package link

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/scenariotest"
)

// wrappings are what becomes of a link on its way; LINK stands for what follows the #.
var wrappings = []string{
	"LINK", "#LINK", "https://raft.example.org/#LINK", "HTTPS://Raft.Example.org/#LINK", "http://localhost:8080/?embed=1#LINK", "raft.example.org/#LINK",
	"<https://raft.example.org/#LINK>", "(https://raft.example.org/#LINK)", "[https://raft.example.org/#LINK]", "\"https://raft.example.org/#LINK\"",
	"[a run](https://raft.example.org/#LINK)", "<a href=\"https://raft.example.org/#LINK\">a run</a>", "“https://raft.example.org/#LINK”", "'LINK'", "「LINK」", "（LINK）", "《https://raft.example.org/#LINK》", "【#LINK】",
	"LINK.", "LINK,", "LINK)", "LINK。", "LINK）", "LINK>", "LINK\"", "LINK、", "LINK！", "LINK，看", "LINK;", "LINK:", "LINK'", "LINK”", "LINK».", "LINK?", "LINK!", "LINK|", "LINK*", "LINK`", "LINK…", "LINK...",
	"https://raft.example.org/#LINK). And more of that.", "See https://raft.example.org/#LINK for more.", "看 https://raft.example.org/#LINK 这个。", "Issue #12: https://raft.example.org/#LINK",
	"LINK%20", "LINK&utm_source=x", "LINK?utm_source=x&utm_medium=y", "LINK&amp;fbclid=a", "LINK#:~:text=Raft", "LINK/", "LINK=", "https://raft.example.org/?fbclid=x#LINK&gclid=1",
	" LINK ", "\tLINK\n", "\u3000LINK\u3000", "\u00a0LINK\u00a0", "\ufeffLINK", "\u200bLINK\u200b", "\u2060LINK\u00ad", "LINK\x00", "\u202aLINK\u202c",
	"https://raft.example.org/# LINK", "https%3A%2F%2Fraft.example.org%2F%23LINK", "https%253A%252F%252Fraft.example.org%252F%2523LINK", "%23LINK%E3%80%82", "https：//raft.example.org/＃LINK", "*https://raft.example.org/#LINK*", "_https://raft.example.org/#LINK_", "https://raft.example.org/#LINK_",
}

// brokenUp is what a link becomes where lines are too long for it, or something looks
// like a format.
var brokenUp = map[string]func(link string) string{
	"lines":             func(link string) string { return inPieces(link, "\n") },
	"lines of Windows":  func(link string) string { return inPieces(link, "\r\n") },
	"lines, indented":   func(link string) string { return inPieces(link, "\n    ") },
	"a quoted mail":     func(link string) string { return "> https://raft.example.org/#" + inPieces(link, "\n> ") },
	"quoted twice":      func(link string) string { return inPieces(link, "\n> > ") },
	"quoted-printable":  func(link string) string { return inPieces(link, "=\r\n") },
	"spaces":            func(link string) string { return inPieces(link, " ") },
	"zero-width spaces": func(link string) string { return inPieces(link, "\u200b") },
	"soft hyphens":      func(link string) string { return inPieces(link, "\u00ad") },
	"lines and words":   func(link string) string { return inPieces(link, "\n") + "\nThat was it." },
	"word joiners":      func(link string) string { return inPieces(link, "\u2060") },
	"full width":        func(link string) string { return strings.Map(func(r rune) rune { return r - '!' + '！' }, link) },
	"Markdown": func(link string) string {
		return strings.NewReplacer("_", "\\_", "-", "\\-").Replace(link)
	},
	"hyphens that do not break": func(link string) string { return strings.ReplaceAll(link, "-", "\u2011") },
	"dashes":                    func(link string) string { return strings.ReplaceAll(strings.ReplaceAll(link, "--", "—"), "-", "–") },
	"percent signs": func(link string) string {
		var out strings.Builder
		for i := range len(link) {
			fmt.Fprintf(&out, "%%%02x", link[i])
		}
		return out.String()
	},
	"three times": func(link string) string {
		return url.QueryEscape(url.QueryEscape(url.QueryEscape("https://raft.example.org/#" + link)))
	},
}

func inPieces(link, between string) string {
	var pieces []string
	for len(link) > 37 {
		pieces = append(pieces, link[:37])
		link = link[37:]
	}
	return strings.Join(append(pieces, link), between)
}

func TestALinkOpensWhateverWasDoneToItOnItsWay(t *testing.T) {
	text := scenariotest.Read("figure-8.raft")
	for _, link := range []string{linkOf(t, text), former(t)["figure-8"]} {
		for _, wrapping := range wrappings {
			given := strings.ReplaceAll(wrapping, "LINK", link)
			if s, err := Decode(given); err != nil || s.Text != text {
				t.Errorf("%s (version %s): %v", wrapping, link[:1], err)
			}
		}
		for what, change := range brokenUp {
			if s, err := Decode(change(link)); err != nil || s.Text != text {
				t.Errorf("%s (version %s): %v: %s", what, link[:1], err, change(link))
			}
		}
	}
}

func TestACutLinkIsDamagedHoweverItIsCut(t *testing.T) {
	for _, link := range []string{linkOf(t, scenariotest.Read("figure-8.raft")), former(t)["figure-8"]} {
		for n := 1; n < len(link); n++ {
			for _, wrapping := range []string{"LINK", "LINK…", "LINK...", "https://raft.example.org/#LINK…)", "<https://raft.example.org/#LINK>", "LINK&utm_source=x", "LINK\nand words", "LINK%E2%80%A6"} {
				var e *scenario.Error
				if s, err := Decode(strings.ReplaceAll(wrapping, "LINK", link[:n])); !errors.As(err, &e) || e.Code != scenario.CodeBrokenLink {
					t.Fatalf("%d characters of version %s as %s: %q, %v", n, link[:1], wrapping, s.Text, err)
				}
			}
			if s, err := Decode(link[n:]); err == nil {
				t.Fatalf("without the first %d characters it is %q", n, s.Text)
			}
		}
	}
}

// TestNoSlipMakesAnotherRunOfALink: whatever single character is changed, left out,
// doubled or swapped with its neighbour.
func TestNoSlipMakesAnotherRunOfALink(t *testing.T) {
	text := scenariotest.Read("figure-8.raft")
	link := linkOf(t, text)
	refused := func(changed string) {
		t.Helper()
		if s, err := Decode(changed); err == nil && s.Text != text {
			t.Fatalf("%s is %q", changed, s.Text)
		}
	}
	for i := range link {
		for c := byte(0); c < 0x7f; c++ {
			if changed := link[:i] + string(rune(c)) + link[i+1:]; changed != link {
				if s, err := Decode(changed); err == nil {
					t.Fatalf("%s is %q", changed, s.Text)
				}
			}
		}
		for _, r := range "，。…　％＃１２\u200b\u2014é" {
			refused(link[:i] + string(r) + link[i+1:])
		}
		refused(link[:i] + link[i+1:])
		refused(link[:i] + link[i:i+1] + link[i:])
		for k := i + 1; k < len(link); k++ {
			if link[k] != link[i] {
				refused(link[:i] + link[k:k+1] + link[i+1:k] + link[i:i+1] + link[k+1:])
			}
		}
	}
}

func TestWhatLooksLikeALink(t *testing.T) {
	link := linkOf(t, scenariotest.Read("figure-8.raft"))
	for text, want := range map[string]bool{
		link: true, link[:60]: true, link + ".": true, "(" + link[:30] + "…": true, "#" + link[:5]: true, "https://raft.example.org/#2": true,
		"https://raft.example.org/lesson/figure-8": false, "figure-8": false, "figure-8.raft": false, "2024-My-Run.raft": false, "1st/My-Runs": false, "7": false, "": false, "a b": false, "2 Many Words": false, "C#1.raft": false,
	} {
		if got := IsLink(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
