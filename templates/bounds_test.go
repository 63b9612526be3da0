package templates_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
	"raft-playground/static"
	"raft-playground/templates"
)

// What the panel lets be typed is as long as what a client can ask for.
func TestTheFieldsTakeWhatAClientCanAskFor(t *testing.T) {
	model := templates.PageModel{Language: templates.LanguageModel(static.Languages[0]), Text: func(key string) string { return key }}
	var page bytes.Buffer
	if err := templates.Page(model).Render(context.Background(), &page); err != nil {
		t.Fatal(err)
	}
	for field, longest := range map[string]int{"client-key": sim.MaxKeyLength, "client-value": len(fmt.Sprint(-sim.MaxValue))} {
		_, rest, _ := strings.Cut(page.String(), `id="`+field+`"`)
		if input, _, _ := strings.Cut(rest, ">"); !strings.Contains(input, fmt.Sprintf(`maxlength="%d"`, longest)) {
			t.Errorf("%s does not take %d characters: %s", field, longest, input)
		}
	}
}

// Bounds that a sentence says by their number are those of the engine.
func TestTheBoundsThatAreSaidAreTrue(t *testing.T) {
	for _, lang := range static.Languages {
		texts := catalogue(t, "scenario", lang.Tag)
		for key, bounds := range map[string][]int{
			"scenario.expected-key":   {sim.MaxKeyLength - 1},
			"scenario.expected-name":  {2, sim.MaxKeyLength},
			"scenario.expected-label": {scenario.MaxNameLength},
		} {
			for _, bound := range bounds {
				if !strings.Contains(texts[key], fmt.Sprint(bound)) {
					t.Errorf("%s in %s does not say %d: %s", key, lang.Tag, bound, texts[key])
				}
			}
		}
	}
}
