package link

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"raft-playground/raft/scenario"
)

// A link begins with its version. The dictionary is the same for both, and never
// changes.
const (
	linkVersion    = "2"
	formerVersion  = "1" // without a checksum
	checksumLength = 4
)

// MaxEngine is how much of an engine's version a link carries.
const MaxEngine = 30

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
// many bytes the engine's version takes; in this version of links counted down from
// the highest number, which as one of the former version is then too high: a link
// whose first character has changed is no link of that.
const (
	deflated  = 0x80 // the text is deflated
	inHex     = 0x40 // the engine's version is a number, as of a commit, in hexadecimal
	engineLen = 0x3f

	formerMaxEngine = 32
	formerText      = "raft 1" // stands in every text: what else comes out of such a link is no text
)

// What follows what was deflated is always the same, and links leave it out.
const (
	flushed = "\x00\x00\xff\xff"
	closed  = "\x01\x00\x00\xff\xff"
)

var encoding = base64.RawURLEncoding.Strict()

// Encode returns a text as a link, which goes behind the # of a page's address. Hash
// is that of the main run's trace where the text ends.
func Encode(text string, hash uint64, engine string) (string, error) {
	if len(text) > scenario.MaxText {
		return "", scenario.TooLong(scenario.CodeTextTooLong, len(text))
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
	if err := w.Flush(); err != nil {
		return "", err
	}
	kind, body := byte(deflated), bytes.TrimSuffix(packed.Bytes(), []byte(flushed))
	if len(body) >= len(text) {
		kind, body = 0, []byte(text)
	}
	version := []byte(engine)
	if number, err := hex.DecodeString(engine); err == nil && strings.ToLower(engine) == engine {
		kind, version = kind|inHex, number
	}
	first := firstOf(hash)
	link := slices.Concat([]byte{kind | byte(engineLen-len(version))}, first[:], version, body)
	return linkVersion + encoding.EncodeToString(slices.Insert(link, 1, checksum(link)...)), nil
}

// checksum tells a link that is damaged from one that is not: no change of a few
// characters next to one another, and one in 4 billion others, leaves it as it is.
func checksum(link []byte) []byte {
	return binary.BigEndian.AppendUint32(nil, crc32.Checksum(link, crc32.MakeTable(crc32.Castagnoli)))
}

// Decode reads a link as somebody passes it on: a whole address, what follows its #,
// or the link alone, with what chats, mail programs and people put around and into it.
// What is no link, and what is a damaged one, is an [*scenario.Error]. It does not read the
// text.
func Decode(link string) (Shared, error) {
	p, ok := unwrap(link)
	if !ok {
		return Shared{}, &scenario.Error{Code: scenario.CodeNoLink, Found: scenario.Excerpt(strings.ToValidUTF8(link, "?")), Expected: linkVersion + "…"}
	}
	if version := p.code[:1]; version > linkVersion {
		return Shared{}, &scenario.Error{Code: scenario.CodeNewerLink, Found: version, Expected: linkVersion}
	}
	var failed error
	for code := range p.readings() {
		s, whole, err := decode(code)
		if err == nil && (whole || !p.cut) {
			return s, nil
		}
		if failed == nil {
			failed = err
		}
	}
	if e, ok := failed.(*scenario.Error); ok && e.Code == scenario.CodeTextTooLong {
		return Shared{}, e
	}
	return Shared{}, &scenario.Error{Code: scenario.CodeBrokenLink}
}

// decode reads a link that has nothing around it, and reports whether that proves
// that nothing of it is missing.
func decode(code string) (s Shared, whole bool, err error) {
	broken := &scenario.Error{Code: scenario.CodeBrokenLink}
	if len(code) > maxCode {
		return Shared{}, false, broken
	}
	data, err := encoding.DecodeString(code[1:])
	if err != nil || len(data) < 1+4 {
		return Shared{}, false, broken
	}
	kind, n := data[0], int(data[0]&engineLen)
	rest := data[1:]
	if code[:1] == linkVersion {
		n = engineLen - n
		if len(rest) < checksumLength+4 {
			return Shared{}, false, broken
		}
		sum := rest[:checksumLength]
		rest = rest[checksumLength:]
		if !bytes.Equal(sum, checksum(slices.Concat(data[:1], rest))) {
			return Shared{}, false, broken
		}
	}
	if n > formerMaxEngine || len(rest) < 4+n {
		return Shared{}, false, broken
	}
	s = Shared{Hash: [4]byte(rest[:4]), Engine: string(rest[4 : 4+n])}
	if kind&inHex != 0 {
		s.Engine = hex.EncodeToString(rest[4 : 4+n])
	}
	body := rest[4+n:]
	if kind&deflated != 0 {
		if code[:1] == linkVersion {
			body = slices.Concat(body, []byte(flushed+closed))
		}
		from := bytes.NewReader(body)
		var unpacked bytes.Buffer
		unpacked.Grow(scenario.MaxText + 1 + bytes.MinRead) // there is never more, and it never has to move
		_, err = unpacked.ReadFrom(io.LimitReader(flate.NewReaderDict(from, []byte(dictionary)), scenario.MaxText+1))
		body = unpacked.Bytes()
		if err != nil || from.Len() > 0 && len(body) <= scenario.MaxText {
			return Shared{}, false, broken
		}
		whole = true
	}
	if len(body) > scenario.MaxText {
		return Shared{}, false, scenario.TooLong(scenario.CodeTextTooLong, len(body))
	}
	s.Text = string(body)
	if code[:1] == linkVersion {
		return s, true, nil
	}
	if !strings.Contains(s.Text, formerText) {
		return Shared{}, false, broken
	}
	return s, whole, nil
}

// maxCode is how long a link can be.
var maxCode = 1 + encoding.EncodedLen(1+checksumLength+4+formerMaxEngine+scenario.MaxText)
