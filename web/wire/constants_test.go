package wire

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/raft/sim"
)

// fresh fails when a generated module of the page is not what it should be; -update writes
// it anew.
func fresh(t *testing.T, module, want string) {
	t.Helper()
	path := "../../static/js/" + module
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is stale: go test ./web/wire -update", path)
	}
}

// TestThePagesConstantsAreFresh fails when static/js/wire/constants.js is not what the Go
// side says. Run it with -update to write the file anew.
func TestThePagesConstantsAreFresh(t *testing.T) {
	var b strings.Builder
	b.WriteString("// Written from the server's own by\n// go test ./web/wire -update\n//\n// What the page and the server have to agree on.\n")
	constant := func(comment, name, value string) {
		fmt.Fprintf(&b, "\n/** %s */\nexport const %s = %s;\n", comment, name, value)
	}
	inverse := func(rate float64) string { return fmt.Sprintf("1 / %v", math.Round(1/rate)) }
	number := func(n int64) string { return fmt.Sprint(n) }
	list := func(names []string) string {
		text, err := json.Marshal(names)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(strings.ReplaceAll(string(text), `"`, "'"), ",", ", ")
	}
	constant("Smart speed, in virtual seconds a second, with nothing under way,", "RATE_IDLE", inverse(RateIdle))
	constant("with heartbeats,", "RATE_HEARTBEAT", inverse(RateHeartbeat))
	constant("and with what matters.", "RATE_IMPORTANT", inverse(RateImportant))
	constant("The least fixed speed, in virtual seconds a second, and the most.", "MIN_SPEED", inverse(MinSpeed))
	b.WriteString(strings.TrimPrefix(fmt.Sprintf("\nexport const MAX_SPEED = %v;\n", float64(MaxSpeed)), "\n"))
	constant("The most servers of a cluster.", "MAX_SERVERS", number(raft.MaxServers))
	constant("The longest latency, timeout, heartbeat, in ms.", "MAX_MS", number(int64(sim.MaxDuration/raft.Millisecond)))
	constant("The most entries of a message.", "MAX_BATCH", number(sim.MaxBatch))
	constant("The most applied entries between two snapshots.", "MAX_SNAPSHOT_EVERY", number(sim.MaxSnapshotEvery))
	constant("The greatest seed.", "MAX_SEED", fmt.Sprintf("%dn", uint64(math.MaxUint64)))
	constant("The longest text of a run, in bytes.", "MAX_TEXT", number(scenario.MaxText))
	constant("The longest run, in µs.", "MAX_TIME", number(int64(scenario.MaxTime)))
	constant("What a session can pause for, but for servers.", "BREAKPOINTS", list(Breakpoints))
	var codes []string
	for _, why := range slices.SortedFunc(maps.Keys(CloseCodes), func(a, b string) int { return CloseCodes[a] - CloseCodes[b] }) {
		codes = append(codes, fmt.Sprintf("%d: '%s'", CloseCodes[why], why))
	}
	constant("Why the server closes a connection, by the socket's close code. @type {Record<number, string>}", "CLOSE_CODES", "{ "+strings.Join(codes, ", ")+" }")
	fresh(t, "wire/constants.js", b.String())
}

// TestThePagesRulesAreFresh fails when static/js/scenario/rules.js is not what raft/rules.go
// says. Run it with -update to write the file anew.
func TestThePagesRulesAreFresh(t *testing.T) {
	var b strings.Builder
	b.WriteString(`// Written from raft/rules.go by
// go test ./web/wire -update
//
// The rules that can be switched off, in the order of the engine, each with the
// place where the paper (§, Figure) or the dissertation (D) states it.

/** @import { Rule } from '../wire.js' */

/** @type {readonly (readonly [Rule, string])[]} */
export const RULES = [
`)
	for _, rule := range raft.Rules() {
		fmt.Fprintf(&b, "  ['%s', '%s'],\n", rule, rule.Section())
	}
	b.WriteString("];\n")
	fresh(t, "scenario/rules.js", b.String())
}

// TestThePagesDecisionsAreFresh fails when static/js/inspector/decision-lines.js is not what
// raft/decision.go says. Run it with -update to write the file anew.
func TestThePagesDecisionsAreFresh(t *testing.T) {
	var b strings.Builder
	b.WriteString(`// Written from raft/decision.go by
// go test ./web/wire -update
//
// Which line of the procedures decides what, and which rule governs that.

/** @import { DecisionKind, Rule } from '../wire.js' */

/** @type {Record<string, string>} */
export const LINE_OF = {
`)
	for _, kind := range raft.DecisionKinds() {
		fmt.Fprintf(&b, "  '%v': '%s',\n", kind, kind.Line())
	}
	b.WriteString("};\n\n/** @type {Partial<Record<DecisionKind, Rule>>} */\nexport const RULE_OF = {\n")
	for _, kind := range raft.DecisionKinds() {
		if rule := kind.Rule(); rule != raft.NoRule {
			fmt.Fprintf(&b, "  '%v': '%v',\n", kind, rule)
		}
	}
	b.WriteString("};\n")
	fresh(t, "inspector/decision-lines.js", b.String())
}
