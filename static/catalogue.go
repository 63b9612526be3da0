package static

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
)

// isCatalogue reports whether a file holds texts by their keys.
func isCatalogue(name string) bool {
	return path.Dir(name) == "i18n" && path.Ext(name) == ".json"
}

// nested is a catalogue's texts, or those whose keys begin alike, in the order in
// which they stand in the file.
type nested struct {
	text  *string // of the key that ends here
	names []string
	parts map[string]*nested
}

// packCatalogue returns a flat catalogue, {"a.b": "…", "a.c": "…"}, with what keys
// have in common written once: {"a":{"b":"…","c":"…"}}. A text whose key is also
// the beginning of others has the name "" among them. A seventh of a compressed
// catalogue would otherwise be beginnings of keys.
func packCatalogue(content []byte) ([]byte, error) {
	tokens := json.NewDecoder(bytes.NewReader(content))
	if open, err := tokens.Token(); err != nil || open != json.Delim('{') {
		return nil, fmt.Errorf("a catalogue begins with {, not %v: %w", open, err)
	}
	root := &nested{}
	for tokens.More() {
		key, err := tokens.Token()
		if err != nil {
			return nil, err
		}
		text, err := tokens.Token()
		if err != nil {
			return nil, err
		}
		said, isText := text.(string)
		if !isText {
			return nil, fmt.Errorf("the text of %q is %v", key, text)
		}
		at := root
		for name := range strings.SplitSeq(key.(string), ".") {
			at = at.part(name)
		}
		if at.text != nil {
			return nil, fmt.Errorf("%q stands there twice", key)
		}
		at.text = &said
	}
	if _, err := tokens.Token(); err != nil {
		return nil, err
	}
	if _, err := tokens.Token(); err != io.EOF {
		return nil, fmt.Errorf("something follows the catalogue: %w", err)
	}
	var packed bytes.Buffer
	err := root.write(&packed)
	return packed.Bytes(), err
}

func (n *nested) part(name string) *nested {
	if n.parts[name] == nil {
		if n.parts == nil {
			n.parts = make(map[string]*nested)
		}
		n.parts[name] = &nested{}
		n.names = append(n.names, name)
	}
	return n.parts[name]
}

func (n *nested) write(to *bytes.Buffer) error {
	if n.text != nil && len(n.names) == 0 {
		return writeText(to, *n.text)
	}
	to.WriteByte('{')
	if n.text != nil {
		to.WriteString(`"":`)
		if err := writeText(to, *n.text); err != nil {
			return err
		}
	}
	for i, name := range n.names {
		if i > 0 || n.text != nil {
			to.WriteByte(',')
		}
		if err := writeText(to, name); err != nil {
			return err
		}
		to.WriteByte(':')
		if err := n.parts[name].write(to); err != nil {
			return err
		}
	}
	to.WriteByte('}')
	return nil
}

// writeText writes a string without the escapes that only HTML needs.
func writeText(to *bytes.Buffer, text string) error {
	var quoted bytes.Buffer
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return err
	}
	to.Write(bytes.TrimSuffix(quoted.Bytes(), []byte("\n")))
	return nil
}
