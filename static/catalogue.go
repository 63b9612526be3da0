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
	root := &nested{}
	if err := root.add(content, func(string) bool { return true }); err != nil {
		return nil, err
	}
	return root.pack()
}

// conditions are texts that stand in one catalogue, below the sentence of a decision, and
// go over the wire in another: the inspector says them, and the page at first does not.
var conditions = struct{ from, to, suffix string }{"i18n/shell.", "i18n/inspector.", ".condition"}

// catalogueOf returns a catalogue as it goes over the wire.
func catalogueOf(committed map[string][]byte, name string) ([]byte, error) {
	isCondition := func(key string) bool { return strings.HasSuffix(key, conditions.suffix) }
	root := &nested{}
	err := root.add(committed[name], func(key string) bool { return !strings.HasPrefix(name, conditions.from) || !isCondition(key) })
	if lang, takes := strings.CutPrefix(name, conditions.to); takes && err == nil {
		err = root.add(committed[conditions.from+lang], isCondition)
	}
	if err != nil {
		return nil, err
	}
	return root.pack()
}

// pack returns the texts as they go over the wire.
func (n *nested) pack() ([]byte, error) {
	var packed bytes.Buffer
	err := n.write(&packed)
	return packed.Bytes(), err
}

// add takes up those texts of a catalogue whose keys are wanted.
func (root *nested) add(content []byte, wanted func(key string) bool) error {
	tokens := json.NewDecoder(bytes.NewReader(content))
	if open, err := tokens.Token(); err != nil || open != json.Delim('{') {
		return fmt.Errorf("a catalogue begins with {, not %v: %w", open, err)
	}
	for tokens.More() {
		token, err := tokens.Token()
		if err != nil {
			return err
		}
		text, err := tokens.Token()
		if err != nil {
			return err
		}
		key := token.(string)
		said, isText := text.(string)
		if !isText {
			return fmt.Errorf("the text of %q is %v", key, text)
		}
		if !wanted(key) {
			continue
		}
		at := root
		for name := range strings.SplitSeq(key, ".") {
			at = at.part(name)
		}
		if at.text != nil {
			return fmt.Errorf("%q stands there twice", key)
		}
		at.text = &said
	}
	if _, err := tokens.Token(); err != nil {
		return err
	}
	if _, err := tokens.Token(); err != io.EOF {
		return fmt.Errorf("something follows the catalogue: %w", err)
	}
	return nil
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
