package scenario

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind says what a token looks like, not what it means.
type tokenKind uint8

const (
	word   tokenKind = iota // a letter, then letters, digits, - and _
	number                  // a digit, perhaps after a sign, and what sticks to it: 5, -3, 300ms, 10%
	symbol                  // one of symbols
	odd                     // anything else, up to the next space
)

// token is a piece of a line. Columns count characters from 1.
type token struct {
	kind   tokenKind
	text   string
	column int
}

// symbols in the order in which they are tried.
var symbols = []string{"<->", "->", ":", "=", "|", ","}

// lex cuts a line into tokens. The comment is what follows the first #; there
// may be one and it may be empty.
func lex(text string) (tokens []token, comment string, commented bool) {
	column := 1
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case unicode.IsSpace(r): // of any width
			text = text[size:]
			column++
			continue
		case r == '#':
			return tokens, text[1:], true
		}
		t := lexOne(text)
		t.column = column
		tokens = append(tokens, t)
		text = text[len(t.text):]
		column += utf8.RuneCountInString(t.text)
	}
	return tokens, "", false
}

// lexOne takes the first token of a text that begins with neither a space nor a
// comment.
func lexOne(text string) token {
	for _, s := range symbols {
		if strings.HasPrefix(text, s) {
			return token{kind: symbol, text: s}
		}
	}
	switch {
	case isLetter(text[0]):
		n := 1
		for n < len(text) && (isWordByte(text[n]) && !strings.HasPrefix(text[n:], "->")) {
			n++
		}
		return token{kind: word, text: text[:n]}
	case isDigit(text[0]), (text[0] == '-' || text[0] == '+') && len(text) > 1 && isDigit(text[1]):
		return token{kind: number, text: text[:numberLength(text)]}
	}
	first, size := utf8.DecodeRuneInString(text)
	if asciiFor(first) != "" {
		return token{kind: odd, text: text[:size]}
	}
	if n := strings.IndexFunc(text, func(r rune) bool { return r == '#' || unicode.IsSpace(r) }); n > 0 {
		return token{kind: odd, text: text[:n]}
	}
	return token{kind: odd, text: text}
}

// numberLength is how much of text sticks to the number at its beginning: its
// digits, a decimal point, and a unit.
func numberLength(text string) int {
	n := 1
	for n < len(text) {
		c := text[n]
		switch {
		case isDigit(c), isLetter(c), c == '.', c == '%', c == '_':
			n++
		case strings.HasPrefix(text[n:], microSign), strings.HasPrefix(text[n:], greekMu):
			n += len(microSign)
		default:
			return n
		}
	}
	return n
}

// Keyboards write the prefix of a microsecond in two ways.
const (
	microSign = "\u00b5"
	greekMu   = "\u03bc"
)

func isLetter(c byte) bool   { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool    { return c >= '0' && c <= '9' }
func isWordByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '-' || c == '_' }
