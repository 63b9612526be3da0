package check

import "testing"

func TestPropertiesHaveNamesOfTheirOwnThatAreReadBack(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Properties() {
		text, err := p.MarshalText()
		var back Property
		if err2 := back.UnmarshalText(text); err != nil || err2 != nil || back != p || seen[string(text)] || p.Section() == "" {
			t.Errorf("property %d is written %q, of section %q, and read back as %v", p, text, p.Section(), back)
		}
		seen[string(text)] = true
	}
	var p Property
	if err := p.UnmarshalText([]byte("safety")); err == nil {
		t.Error(`"safety" passes for a property`)
	}
}
