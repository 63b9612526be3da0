package raft

import (
	"encoding"
	"testing"
)

// Everything that a page reads has a name, no two have the same, and each is
// read back as what was written.
func TestNamesAreUniqueAndAreReadBack(t *testing.T) {
	unique(t, "decision", DecisionKinds(), func(k *DecisionKind) encoding.TextUnmarshaler { return k })
	unique(t, "finding", FindingKinds(), func(k *FindingKind) encoding.TextUnmarshaler { return k })
	unique(t, "role", []Role{Follower, Candidate, Leader, PreCandidate}, func(r *Role) encoding.TextUnmarshaler { return r })
	unique(t, "server", []ServerID{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, func(id *ServerID) encoding.TextUnmarshaler { return id })
	unique(t, "client", []ClientID{0, 1, 2, 3, 4, 5, 6, 7, 8}, func(id *ClientID) encoding.TextUnmarshaler { return id })
	var all []Rule
	for r := range ruleCount {
		all = append(all, r)
		if r != NoRule && r.Section() == "" {
			t.Errorf("rule %v has no section", r)
		}
	}
	unique(t, "rule", all, func(r *Rule) encoding.TextUnmarshaler { return r })
}

// unique checks the names of all values of one type.
func unique[T interface {
	comparable
	encoding.TextMarshaler
	String() string
}](t *testing.T, what string, values []T, reader func(*T) encoding.TextUnmarshaler) {
	t.Helper()
	seen := map[string]bool{}
	for i, v := range values {
		text, err := v.MarshalText()
		var back T
		if err2 := reader(&back).UnmarshalText(text); err != nil || err2 != nil || back != v {
			t.Errorf("%s %d is written %q and read back as %v: %v, %v", what, i, text, back, err, err2)
		}
		if seen[string(text)] || string(text) != v.String() {
			t.Errorf("%s %d is called %q, as another is, or %q", what, i, text, v)
		}
		seen[string(text)] = true
	}
	var none T
	for _, bad := range []string{"nonsense", "S0", "c0", "S10", "c9", "s1"} {
		if err := reader(&none).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q passes for a %s", bad, what)
		}
	}
}

func TestCommandsReadAsAPersonSaysThem(t *testing.T) {
	for want, c := range map[string]Command{
		"no-op": {}, "x=-1": set("x", -1), "add x 2": {Op: Add, Key: "x", Value: 2}, "read x": {Op: Get, Key: "x"},
	} {
		if got := c.String(); got != want {
			t.Errorf("%+v reads %q, want %q", c, got, want)
		}
	}
}

func TestASetOfServersHoldsWhatWasAdded(t *testing.T) {
	set := ServerSet(0).With(1).With(9).With(1).With(4).Without(4).Without(2)
	if !set.Has(1) || !set.Has(9) || set.Has(4) || set.Has(2) || set.Len() != 2 {
		t.Errorf("the set is %b", set)
	}
}

func TestAConfigurationThatMakesNoSenseIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Config){
		"no servers":                 func(c *Config) { c.Servers = 0 },
		"ten servers":                func(c *Config) { c.Servers = 10 },
		"no identity":                func(c *Config) { c.ID = 0 },
		"not of the cluster":         func(c *Config) { c.ID = 4 },
		"no election timeout":        func(c *Config) { c.ElectionTimeoutMin = 0 },
		"election timeout backwards": func(c *Config) { c.ElectionTimeoutMax = c.ElectionTimeoutMin - 1 },
		"no heartbeat":               func(c *Config) { c.HeartbeatInterval = 0 },
		"no batch":                   func(c *Config) { c.Batch = 0 },
	} {
		cfg := config(1, 3)
		spoil(&cfg)
		if s, err := New(cfg, DurableState{}, 0); s != nil || err == nil {
			t.Errorf("%s: %v, %v", name, s, err)
		}
	}
}

func TestAMessageFromAStrangerIsAFindingAndChangesNothing(t *testing.T) {
	for _, m := range []Message{{From: 4, To: 1}, {From: 0, To: 1}, {From: 1, To: 1}, {From: 2, To: 3}} {
		s := alone(t, 3, 5, 2, "1")
		before := dump(s)
		m.Term, m.Body = 9, AppendEntries{}
		out := s.Receive(7, m)
		if len(out.Findings) != 1 || out.Findings[0].Kind != MessageFromStranger || dump(s) != before {
			t.Errorf("from %d to %d: finds %+v", m.From, m.To, out.Findings)
		}
	}
}
