package wire

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// TestThePagesActionsAreFresh fails when static/js/scenario/action-table.js is not what
// the table in raft/sim/actions.go says. Run it with -update to write the file anew.
func TestThePagesActionsAreFresh(t *testing.T) {
	var b strings.Builder
	b.WriteString(`// Written from raft/sim/actions.go by
// go test ./web/wire -update
//
// What can be done to a world: how the scenario language writes it, and what it needs,
// or it would do nothing.

/** @typedef {{code: string, of: string, field: string, is?: unknown, not?: unknown, atLeast?: number, atMost?: number}} Need */
/** @typedef {keyof typeof FORMS} ActionName */

export const FORMS = {
`)
	for _, spec := range sim.Specs() {
		fmt.Fprintf(&b, "  '%s': '%s',\n", spec.Name, spec.Form)
	}
	b.WriteString("};\n\n/** @type {Partial<Record<ActionName, Need[]>>} */\nexport const NEEDS = {\n")
	for _, spec := range sim.Specs() {
		if len(spec.Needs) == 0 {
			continue
		}
		needs, err := json.Marshal(spec.Needs)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "  '%s': %s,\n", spec.Name, needs)
	}
	fmt.Fprintf(&b, `};

/** What a key may be. */
export const KEY = /^%s$/;
/** The bound of a value, either sign. */
export const MAX_VALUE = %d;
/** The most clients of a cluster. */
export const MAX_CLIENTS = %d;
`, sim.KeyPattern, sim.MaxValue, raft.MaxClients)
	fresh(t, "scenario/action-table.js", b.String())
}
