package scenario

import "strings"

// nearest returns the known phrase that was most likely meant by found, "" when
// none is near. Of a phrase of several words the first may have been meant, or
// the phrase written together. Case does not count.
func nearest(found string, known []string) string {
	found = strings.ToLower(found)
	if len(found) > maxSuggestible {
		return ""
	}
	best, least := "", 1+(len(found)+1)/3
	try := func(phrase, spelling string) {
		if d := distance(found, strings.ToLower(spelling)); d < least {
			best, least = phrase, d
		}
	}
	for _, phrase := range known {
		try(phrase, phrase)
		if first, _, several := strings.Cut(phrase, " "); several {
			try(phrase, first)
			try(phrase, strings.ReplaceAll(phrase, " ", ""))
		}
	}
	return best
}

// maxSuggestible is the longest word for which a nearest one is looked for; none
// that is known comes near it.
const maxSuggestible = 32

// distance counts the letters to insert, remove, replace or swap with their
// neighbour that turn a into b.
func distance(a, b string) int {
	var before, above, row [maxSuggestible + 2]int
	if len(b) > maxSuggestible {
		return maxSuggestible
	}
	for j := range len(b) + 1 {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			differ := 1
			if a[i-1] == b[j-1] {
				differ = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+differ)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above = above, row
	}
	return above[len(b)]
}

// asciiFor returns what is written with a character that an input method or a
// word processor puts in its place, "" for any other character.
func asciiFor(r rune) string {
	switch {
	case strings.ContainsRune("→⟶➔➜➝➞➙⇒⟹➡➤▶►", r):
		return "->"
	case strings.ContainsRune("↔⟷⇔⟺⇄⇆⇌", r):
		return "<->"
	case strings.ContainsRune("‐‑‒–—―−﹣", r):
		return "-"
	case strings.ContainsRune("｜│∣丨", r):
		return "|"
	case r == '∶' || r == '︰':
		return ":"
	case r == '‚' || r == '，' || r == '﹐':
		return ","
	case r > '\uff00' && r < '\uff5f': // the full-width forms of ASCII
		return string(r - 0xfee0)
	}
	return ""
}
