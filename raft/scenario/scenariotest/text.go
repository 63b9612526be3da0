package scenariotest

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// Text draws a text that can be read, far from its canonical form.
func Text(t *rapid.T) string {
	var lines []string
	remark := func() {
		if Pick(t, "remark", "", "", "", "#") != "" {
			lines = append(lines, Pick(t, "comment", "#", "# a remark", "  #\tindented", "#压缩 "))
		}
	}
	add := func(line string) {
		remark()
		lines = append(lines, Pick(t, "indent", "", "  ", "\t")+line+Pick(t, "rest", "", " ", " # beside", "#x", "\r"))
	}
	add("raft 1")
	servers := rapid.IntRange(2, raft.MaxServers).Draw(t, "servers")
	header := []string{
		fmt.Sprintf("servers %d", servers),
		fmt.Sprintf("seed %d", rapid.Uint64().Draw(t, "seed")),
		fmt.Sprintf("clients %d", rapid.IntRange(0, raft.MaxClients).Draw(t, "clients")),
		fmt.Sprintf("latency %dus to 60s", rapid.IntRange(0, 60_000_000).Draw(t, "latency")),
		fmt.Sprintf("loss %d.%04d%%", rapid.IntRange(0, 99).Draw(t, "loss"), rapid.IntRange(0, 9999).Draw(t, "ppm")),
		fmt.Sprintf("election timeout 1ms to %dms", rapid.IntRange(1, 60_000).Draw(t, "timeout")),
		fmt.Sprintf("heartbeat %dms", rapid.IntRange(1, 60_000).Draw(t, "heartbeat")),
		"title " + Pick(t, "title", "x", "Figure 8 # in colour", "领导者之死", "<b>&amp;</b>"),
		"noop " + Pick(t, "noop", "on", "off"),
		fmt.Sprintf("batch %d", rapid.IntRange(1, sim.MaxBatch).Draw(t, "batch")),
		"snapshot every " + Pick(t, "snapshot every", "0", "1", "8"),
		"voters " + Pick(t, "voters", "S1", "S2 S1", "S1 S2"),
		"changes " + Pick(t, "changes", "single", "joint"),
		"pre-vote " + Pick(t, "pre-vote", "on", "off"),
		"reads " + Pick(t, "reads", "log", "index"),
		"without " + Pick(t, "rule", ruleNames()...),
		"without " + Pick(t, "rule", ruleNames()...) + " " + Pick(t, "rule", ruleNames()...),
		"election timeout S1 " + Pick(t, "timeout", "150ms to 150ms", "0.15s to 300ms"),
		"election timeout S2 1s to 2s",
		"start S1 " + Pick(t, "start", "term 0", "term 8", "term 8 vote S2", "term 8 log 1 1 1 4 4:x=1 5", "term 6 vote S1 log 5:add x 1 5 : y = -2 6:read x 6 6:no-op"),
		"start S2 term 6 log " + Pick(t, "log", "1 2", "2 3:x=7"),
	}
	add(header[0]) // the servers that follow are of this cluster
	for _, line := range rapid.Permutation(header[1:]).Draw(t, "order")[:rapid.IntRange(0, len(header)-1).Draw(t, "settings")] {
		if strings.HasPrefix(line, "title") {
			lines = append(lines, line)
			continue
		}
		add(line)
	}
	p := part{t: t, add: add, servers: servers}
	p.script(12)
	if Pick(t, "look", "", "look") != "" {
		add(Pick(t, "look", "look at 0ms", "look at 1.5s"))
	}
	main := p
	for i := range rapid.IntRange(0, 3).Draw(t, "variants") {
		name := fmt.Sprintf("%s-%d", Pick(t, "name", "a", "other", "z9"), i)
		p = part{t: t, add: add, servers: servers, given: main.given, conditions: main.conditions}
		change := Pick(t, "change", "seed 3, batch 64", "batch 64 , seed 3", "client patience 3s", "without prev-log-check, noop off,seed 3", "start S1 term 77, seed 4",
			"election timeout S1 1s to 2s, seed 3", "start S2 empty, seed 5", "client retries 99, with persist-vote") + ", client patience 2999ms"
		switch Pick(t, "kind", "fork", "step", "compare", "until", "alone") {
		case "step":
			if len(main.steps) > 0 {
				add("fork " + name + " at step " + Pick(t, "step", main.steps...))
				break
			}
			fallthrough
		case "fork":
			p.clock = rapid.IntRange(0, 2_000_000).Draw(t, "fork at")
			add(fmt.Sprintf("fork %s at %dus", name, p.clock))
			p.least = 1
		case "compare":
			add("compare " + name + " with: " + change)
			p.clock = main.clock
		case "until":
			add("compare " + name + " until " + Pick(t, "until", "0ms", "300ms", "1s") + " with: " + change)
			p.clock = main.clock
		default:
			add("compare " + name + " alone" + Pick(t, "with", "", " with: "+change))
			p.given, p.conditions = nil, nil
		}
		p.script(4)
	}
	remark()
	return strings.Join(lines, "\n")
}

// part draws the statements of one run of a text.
type part struct {
	t          *rapid.T
	add        func(line string)
	servers    int
	clock      int
	least      int // that has to pass before the first statement
	given      []string
	steps      []string
	conditions []string // that are waited for
}

// claim draws a claim that can stand on a line of its own.
func (p *part) claim() {
	switch Pick(p.t, "expect", "", "", "expect", "never") {
	case "expect":
		p.add("expect " + Claim(p.t, p.servers, p.given...))
	case "never":
		if len(p.conditions) > 0 {
			p.add("expect never " + Pick(p.t, "never", p.conditions...))
		}
	}
}

// script draws up to so many statements, and what is expected.
func (p *part) script(most int) {
	t, add, servers := p.t, p.add, p.servers
	clock := p.clock
	given := slices.Clone(p.given)
	expect := p.claim
	for range rapid.IntRange(0, most).Draw(t, "statements") {
		gap := rapid.IntRange(p.least, 2_000_000).Draw(t, "gap")
		after, at := clock, clock+gap
		clock = at
		when := Pick(t, "when", fmt.Sprintf("after %dus", gap), fmt.Sprintf("at %dµs", at), fmt.Sprintf("at %d.%03dms", at/1000, at%1000), "when")
		if when == "when" {
			clock = after
			condition := Condition(t, servers, given...)
			p.conditions = append(slices.Clip(p.conditions), condition)
			when += " " + condition
		}
		what := Action(t, servers, given...)
		switch Pick(t, "what", "action", "action", "name", "claim", "step") {
		case "step":
			p.steps = append(p.steps, fmt.Sprintf("%s-%d", Pick(t, "step", "a", "then"), len(p.steps)))
			what = "step " + p.steps[len(p.steps)-1]
		case "name":
			name := Pick(t, "name", "old", "new", "a-b_9")
			what = Pick(t, "act", "crash leader", "isolate S1", "c1 read x to leader", "disk sync S2 5ms") + " as " + name
			if !slices.Contains(given, name) {
				given = append(given, name)
				p.given = given
			}
		case "claim":
			what = "expect " + Claim(t, servers, given...)
		}
		add(when + Pick(t, "colon", ":", ": ", " : ") + what)
		expect()
	}
	if Pick(t, "end", "", "end") != "" {
		add(fmt.Sprintf("end at %dus", clock+rapid.IntRange(0, 1000).Draw(t, "rest of the run")))
		expect()
	}
	p.clock = clock
}
