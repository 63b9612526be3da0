package scenario

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"io"
	"slices"
	"strings"
)

// linkVersion is the first character of a link. The dictionary belongs to it: when
// one changes, so must the other.
const linkVersion = "1"

// MaxEngine is how much of an engine's version a link carries.
const MaxEngine = 32

// Shared is what a link tells.
type Shared struct {
	Text   string
	Engine string  // the version of the engine that played it, or as much of it as fits
	Hash   [4]byte // the first of the hash of the main run's trace where the link was made
}

// Matches reports whether a hash begins as the link says.
func (s Shared) Matches(hash uint64) bool { return s.Hash == firstOf(hash) }

func firstOf(hash uint64) (first [4]byte) {
	binary.BigEndian.PutUint32(first[:], uint32(hash>>32))
	return first
}

// The first byte of a link says how the rest is to be read. Its lower bits are how
// many bytes the engine's version takes.
const (
	deflated  = 0x80 // the text is deflated
	inHex     = 0x40 // the engine's version is a number, as of a commit, in hexadecimal
	engineLen = 0x3f
)

var encoding = base64.RawURLEncoding.Strict()

// Encode returns a text as a link, which goes behind the # of a page's address. Hash
// is that of the main run's trace where the text ends.
func Encode(text string, hash uint64, engine string) (string, error) {
	if len(text) > MaxText {
		return "", tooLong(codeTextTooLong, len(text))
	}
	engine = engine[:min(len(engine), MaxEngine)]
	var packed bytes.Buffer
	w, err := flate.NewWriterDict(&packed, flate.BestCompression, []byte(dictionary))
	if err != nil {
		return "", err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	kind, body := byte(deflated), packed.Bytes()
	if len(body) >= len(text) {
		kind, body = 0, []byte(text)
	}
	version := []byte(engine)
	if number, err := hex.DecodeString(engine); err == nil && strings.ToLower(engine) == engine {
		kind, version = kind|inHex, number
	}
	first := firstOf(hash)
	link := slices.Concat([]byte{kind | byte(len(version))}, first[:], version, body)
	return linkVersion + encoding.EncodeToString(link), nil
}

// Decode reads a link. What is no link is an [*Error]. It does not read the text.
func Decode(link string) (Shared, error) {
	if link == "" || !isDigit(link[0]) {
		return Shared{}, &Error{Code: codeNoLink, Found: excerpt(strings.ToValidUTF8(link, "?")), Expected: linkVersion + "…"}
	}
	if !strings.HasPrefix(link, linkVersion) {
		return Shared{}, &Error{Code: codeNewerLink, Found: link[:1], Expected: linkVersion}
	}
	broken := &Error{Code: codeBrokenLink}
	if len(link) > encoding.EncodedLen(1+4+MaxEngine+MaxText)+1 {
		return Shared{}, broken
	}
	data, err := encoding.DecodeString(link[1:])
	if err != nil || strings.ContainsAny(link, "\r\n") || len(data) < 5 {
		return Shared{}, broken
	}
	kind, n := data[0], int(data[0]&engineLen)
	if n > MaxEngine || len(data) < 5+n {
		return Shared{}, broken
	}
	s := Shared{Hash: [4]byte(data[1:5]), Engine: string(data[5 : 5+n])}
	if kind&inHex != 0 {
		s.Engine = hex.EncodeToString(data[5 : 5+n])
	}
	body := data[5+n:]
	if kind&deflated != 0 {
		r := flate.NewReaderDict(bytes.NewReader(body), []byte(dictionary))
		body, err = io.ReadAll(io.LimitReader(r, MaxText+1))
		if err != nil {
			return Shared{}, broken
		}
	}
	if len(body) > MaxText {
		return Shared{}, tooLong(codeTextTooLong, len(body))
	}
	s.Text = string(body)
	return s, nil
}
