package link

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"raft-playground/raft/scenario"
)

// This file finds a link in what has become of it on its way: brackets, quotes and
// sentences around it, percent signs, what a page adds to addresses, lines broken by a
// mail program, characters that cannot be seen.

// wrapped is a link as it was found.
type wrapped struct {
	code string // all of its characters
	cut  bool   // somebody has put an ellipsis behind it
	path bool   // it goes on like the name of a file
	gaps []int  // where in it there was white space: what follows may belong to it or not
}

// IsLink reports whether something is meant as a link, damaged or not: it is an
// address with a link in it, or else nothing but a link.
func IsLink(text string) bool {
	w, ok := unwrap(text)
	if before, _, found := strings.Cut(fold(text), "#"); ok && found {
		return strings.Contains(before, "/") || strings.TrimFunc(before, isWrapping) == ""
	}
	return ok && !w.path && len(w.gaps) == 0 && len(w.code) > shortCode && strings.ContainsAny(w.code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// shortCode is more than what remains where hardly anything of a link is left.
const shortCode = 7

// maxWrapped is how long a link can be with all that is around it.
const maxWrapped = 512 << 10

// unwrap finds a link. It is not found where there is nothing that begins like one.
func unwrap(text string) (w wrapped, ok bool) {
	if len(text) > maxWrapped {
		return w, false
	}
	text = fold(text)
	start := strings.TrimLeftFunc(text, isWrapping)
	for _, sign := range []string{"#", "/#"} { // the more it looks like an address, the better
		for rest, more := text, true; more; {
			if _, rest, more = strings.Cut(rest, sign); more && begins(strings.TrimSpace(rest)) {
				start = strings.TrimSpace(rest)
				break
			}
		}
	}
	if !begins(start) {
		return w, false
	}
	w.scan(start)
	return w, true
}

// begins reports whether a text begins with the version of a link.
func begins(text string) bool { return text != "" && text[0] >= '1' && text[0] <= '9' }

// isWrapping reports whether a character can stand around a link, and not in it.
func isWrapping(r rune) bool { return r > unicode.MaxASCII || !isCode(byte(r)) }

// scan takes the characters of a link off a text that begins with it.
func (w *wrapped) scan(text string) {
	var code strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case isCode(c):
			code.WriteByte(c)
			continue
		case c == '\n':
			for i+1 < len(text) && strings.IndexByte("> |\t", text[i+1]) >= 0 { // a mail that is quoted
				i++
			}
			w.gap(code.Len())
			continue
		case c == ' ':
			w.gap(code.Len())
			continue
		case c == '=' && i+1 < len(text) && text[i+1] == '\n':
			continue // a line that a mail program broke, and says so
		}
		w.cut = strings.HasPrefix(text[i:], "…") || strings.HasPrefix(text[i:], "..")
		w.path = text[i] == '/' || text[i] == '.' && i+1 < len(text) && isCode(text[i+1])
		break
	}
	w.code = code.String()
	for len(w.gaps) > 0 && w.gaps[len(w.gaps)-1] == len(w.code) {
		w.gaps = w.gaps[:len(w.gaps)-1]
	}
}

func (w *wrapped) gap(at int) {
	if n := len(w.gaps); n == 0 || w.gaps[n-1] != at {
		w.gaps = append(w.gaps, at)
	}
}

// readings are what of all this the link may be, a bounded number: with all that
// follows, or up to where there was white space.
func (w *wrapped) readings() iter.Seq[string] {
	const most = 16
	return func(yield func(string) bool) {
		if !yield(w.code) {
			return
		}
		for all, n := w.code, 0; n < 2 && len(all) > 1 && strings.ContainsAny(all[len(all)-1:], "-_"); n++ { // a format or a dash
			if all = all[:len(all)-1]; !yield(all) {
				return
			}
		}
		for i := range w.gaps {
			if near := i < most || i >= len(w.gaps)-most; near && !yield(w.code[:w.gaps[i]]) {
				return
			}
		}
	}
}

// isCode reports whether a character can stand in a link.
func isCode(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}

// fold undoes what is done to the characters of a link.
func fold(text string) string {
	for range 3 { // each time it is passed on
		if !strings.Contains(text, "%") {
			break
		}
		text = unescape(text)
	}
	var out strings.Builder
	out.Grow(len(text))
	for _, r := range strings.ReplaceAll(text, "\r\n", "\n") {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085' || r == '\v' || r == '\f':
			out.WriteByte('\n')
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case scenario.Invisible(r) || r == '\\': // which is put before what chats would take for a format
		case r >= '！' && r <= '～': // full width
			out.WriteByte(byte(r - '！' + '!'))
		case r >= '\u2010' && r <= '\u2013' || r == '\u2212':
			out.WriteByte('-')
		case r == '\u2014':
			out.WriteString("--")
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// unescape undoes percent-encoding where it is one, and leaves the rest.
func unescape(text string) string {
	var out []byte
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if high, low := hexDigit(text[i+1]), hexDigit(text[i+2]); high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	if !utf8.Valid(out) {
		return strings.ToValidUTF8(string(out), "\ufffd")
	}
	return string(out)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
