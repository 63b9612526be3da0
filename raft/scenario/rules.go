package scenario

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/check"
)

//go:embed rules/*.raft
var ruleFiles embed.FS

// RuleScenario is a short scenario that shows what a rule is for: without it a
// property breaks.
type RuleScenario struct {
	Rule raft.Rule
	Text string // in canonical form
}

// Rules returns such a scenario for each rule, in the order of [raft.Rules]'s
// catalogue. Played with the rule on, see [Scenario.Twin], nothing breaks.
func Rules() []RuleScenario {
	files, err := ruleFiles.ReadDir("rules")
	if err != nil {
		panic(err) // they are embedded
	}
	list := make([]RuleScenario, len(files))
	for i, file := range files {
		text, err := ruleFiles.ReadFile("rules/" + file.Name())
		if err != nil {
			panic(err)
		}
		_, name, _ := strings.Cut(strings.TrimSuffix(file.Name(), ".raft"), "-")
		if list[i].Rule.UnmarshalText([]byte(name)) != nil {
			panic(fmt.Sprintf("%s is named for no rule", file.Name()))
		}
		list[i].Text = string(text)
	}
	return list
}

// Twin returns the same scenario with every rule on. It expects that nothing
// breaks, and no more: what the scenario waits for need not come.
func (s *Scenario) Twin() *Scenario {
	t := *s
	t.Config.Without = 0
	t.Statements = slices.Clone(s.Statements)
	for i := range t.Statements {
		if st := &t.Statements[i]; st.Claim != nil {
			st.Claim, st.Action = nil, Wait{}
		}
	}
	t.Claims = []BareClaim{{Claim: Violations{None: true, Violated: Violated{Any: true}}}}
	t.Tolerant = true
	return &t
}

// Breaks returns the properties of which the scenario expects that they break.
func (s *Scenario) Breaks() (list []check.Property) {
	for _, c := range s.Claims {
		if v, ok := c.Claim.(Violations); ok && !v.None && !v.Any {
			list = append(list, v.Property)
		}
	}
	return list
}
