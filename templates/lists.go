package templates

import "strconv"

// figure2 names the state of Figure 2 in its groups, each with the key of the
// group's name.
var figure2 = []struct {
	name   string
	fields []string
}{
	{"figure2.persistent", []string{"currentTerm", "votedFor", "log"}},
	{"figure2.volatile", []string{"commitIndex", "lastApplied"}},
	{"figure2.leaders", []string{"nextIndex", "matchIndex"}},
}

// same, onlyFirst and unlessDetail say whether something holds, as ARIA wants it.
func same(a, b string) string { return strconv.FormatBool(a == b) }

func onlyFirst(i int) string { return strconv.FormatBool(i == 0) }

func unlessDetail(filter string) string { return strconv.FormatBool(filter != "detail") }
