package scenario

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file finds out what a line was meant to say that came from another keyboard, a
// phone, a word processor, a chat or a web page. It guesses, and so it never changes
// what is read: what it finds is told where the line is refused, if it can be read.

// mend completes an error of a line by the line as it was most likely meant: the first
// of some guesses that read says can be read.
func mend(e *Error, line string, read func(line string) bool) {
	if !utf8.ValidString(line) || utf8.RuneCountInString(line) > maxMended {
		return
	}
	tried := []string{line}
	for _, guess := range guesses(line) {
		if slices.Contains(tried, guess) {
			continue
		}
		if read(guess) {
			e.Suggestion = guess
			return
		}
		tried = append(tried, guess)
	}
}

// maxMended is the longest line for which that is tried.
const maxMended = 240

// guesses returns what a line may be meant to say, what changes it least first.
func guesses(line string) []string {
	clean := strings.TrimSpace(visible(line))
	plain := plainly(clean)
	worded := words(plain)
	counted := inDigits(worded)
	all := []string{clean, plain, worded, counted}
	all = append(all, withColon(worded)...)
	return append(all, withColon(counted)...)
}

// visible leaves out what cannot be seen.
func visible(line string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || unicode.IsSpace(r):
			return ' '
		case Invisible(r):
			return -1
		}
		return r
	}, line)
}

// plainly writes a line as this language is written: with the signs of a plain keyboard.
func plainly(line string) string {
	line = htmlSigns.Replace(line)
	var out strings.Builder
	for _, r := range line {
		switch ascii := asciiFor(r); {
		case r < unicode.MaxASCII:
			out.WriteRune(r)
		case ascii != "":
			out.WriteString(ascii)
		case unicode.IsDigit(r):
			out.WriteByte('0' + digitOf(r))
		case strings.ContainsRune("“”„‟‘’‚‛«»‹›「」『』《》〈〉", r):
		default:
			if i := strings.IndexRune(lookalikes, r); i >= 0 {
				out.WriteByte(likeLatin[utf8.RuneCountInString(lookalikes[:i])])
				continue
			}
			out.WriteRune(r)
		}
	}
	line = out.String()
	for _, s := range signs {
		line = s.found.ReplaceAllString(line, s.instead)
	}
	return strings.TrimSpace(line)
}

var htmlSigns = strings.NewReplacer("&gt;", ">", "&lt;", "<", "&amp;", "&", "&nbsp;", " ", "&#62;", ">", "&quot;", "", "ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "。", ".", "、", ",")

// Letters of other alphabets that look like Latin ones, which other keyboards write.
const (
	lookalikes = "аеорсухіѕјАВЕКМНОРСТХЅοΟΑΒΕΚΜΝΡΤΧ"
	likeLatin  = "aeopcyxisjABEKMHOPCTXSoOABEKMNPTX"
)

func digitOf(r rune) byte {
	d := byte(0)
	for d < 9 && unicode.IsDigit(r-rune(d)-1) {
		d++
	}
	return d
}

// replacement is what stands in place of what was found.
type replacement struct {
	found   *regexp.Regexp
	instead string
}

func replace(found, instead string) replacement {
	return replacement{regexp.MustCompile(found), instead}
}

// signs are of formats, and of arrows that are put together.
var signs = []replacement{
	replace("[\"`]|\\*\\*|^'|'$", ""),
	replace(`^([-*•·>]|\d+[.)]) +`, ""),
	replace(`<\s*[-=]+\s*>`, "<->"),
	replace(`(^|[^<])[-=]+\s*>`, "$1->"),
	replace(`-\s+>`, "->"),
	replace(`:=|==`, "="),
	replace(`:\s*:+`, ":"),
	replace(`[.,;!]+\s*$`, ""),
	replace(`(?i)^((?:at|after|when)\b[^:]*):(\S)`, "$1: $2"),
}

// words writes the words of a line as the language does: in lower case but for servers
// and messages, numbers together with their units.
func words(line string) string {
	line, comment, commented := strings.Cut(line, "#")
	for _, r := range spellings {
		line = r.found.ReplaceAllString(line, r.instead)
	}
	line = anyWord.ReplaceAllStringFunc(line, func(found string) string {
		for _, kind := range messageKinds {
			if strings.EqualFold(kind, found) {
				return kind
			}
		}
		lower := strings.ToLower(found)
		if len(lower) == 2 && lower[0] == 's' && isDigit(lower[1]) {
			return "S" + lower[1:]
		}
		if unit, known := unitNames[lower]; known {
			return unit
		}
		return lower
	})
	line = minutes.ReplaceAllStringFunc(line, func(found string) string {
		n, _ := strconv.Atoi(minutes.FindStringSubmatch(found)[1])
		return strconv.Itoa(60*n) + "s"
	})
	line = spacedUnit.ReplaceAllString(line, "$1$2$3")
	if commented {
		line += "#" + comment
	}
	return strings.TrimSpace(line)
}

var (
	anyWord    = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_-]*`)
	spacedUnit = regexp.MustCompile(`(\d)\s+(ms|us|µs|s|%)($|[^A-Za-z0-9])`)
	minutes    = regexp.MustCompile(`(?i)\b(\d{1,4})\s*(?:min|minutes?)\b`)
)

// unitNames are units as people write them.
var unitNames = map[string]string{
	"msec": "ms", "msecs": "ms", "millis": "ms", "millisecond": "ms", "milliseconds": "ms",
	"sec": "s", "secs": "s", "second": "s", "seconds": "s", "usec": "us", "microseconds": "us", "percent": "%",
}

// spellings are of quantities, servers and clients.
var spellings = []replacement{
	replace(`(\d),(\d{3})\s*(ms|us|µs)\b`, "$1$2$3"),
	replace(`(\d),(\d+)\s*(ms|us|µs|s|%)`, "$1.$2$3"),
	replace(`(^|[\s:])\.(\d)`, "${1}0.$2"),
	replace(`(?i)\bs\s+([1-9])\b`, "S$1"),
	replace(`(?i)\bc\s+([1-9])\b`, "c$1"),
	replace(`(?i)(\S\s+)server\s*([1-9])\b`, "${1}S$2"),
	replace(`(?i)(\S\s+)client\s*([1-9])\b`, "${1}c$2"),
	replace(`(?i)(\d)(msecs?|millis|milliseconds?|secs?|seconds?)\b`, "$1 $2"),
	replace(`(?i)^(at|after)(\d)`, "$1 $2"),
	replace(`^([A-Za-z]+\s+[^\s:;]+)\s*;`, "$1:"),
	replace(`\b([a-z]{3,})(S[1-9])\b`, "$1 $2"),
}

// inDigits writes numbers in digits.
func inDigits(line string) string {
	return anyWord.ReplaceAllStringFunc(line, func(found string) string {
		for n, name := range []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"} {
			if found == name {
				return strconv.Itoa(n)
			}
		}
		return found
	})
}

// withColon returns a statement without a colon with one, in each place where there
// may have been one.
func withColon(line string) (guesses []string) {
	first, _, _ := strings.Cut(line, " ")
	if before, changes, found := strings.Cut(line, " "+withWord+" "); found && first == compareWord {
		return []string{before + " " + withWord + ": " + changes}
	}
	if strings.Contains(line, ":") || first != atWord && first != afterWord && first != whenWord {
		return nil
	}
	fields := strings.Fields(line)
	for n := 2; n < len(fields) && n <= 8; n++ {
		guesses = append(guesses, strings.Join(fields[:n], " ")+": "+strings.Join(fields[n:], " "))
	}
	return guesses
}

// Invisible reports whether a character cannot be seen, nor leaves room.
func Invisible(r rune) bool {
	return r != '\n' && r != '\t' && r != '\r' && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) && !unicode.IsSpace(r) || unicode.Is(unicode.Variation_Selector, r))
}
