package templates

// figure2 names the state of Figure 2 in its groups: persistent on all servers,
// volatile on all servers, volatile on leaders.
var figure2 = [][]string{
	{"currentTerm", "votedFor", "log"},
	{"commitIndex", "lastApplied"},
	{"nextIndex", "matchIndex"},
}

// figure2Groups are the catalogue keys of the groups of figure2.
var figure2Groups = []string{"figure2.persistent", "figure2.volatile", "figure2.leaders"}

// keyboard is what the keys do, in the order of the help.
var keyboard = []struct {
	keys []string
	does string
}{
	{[]string{"Space"}, "play"},
	{[]string{"←", "→"}, "step"},
	{[]string{"Shift ←", "Shift →"}, "jump"},
	{[]string{"L"}, "live"},
	{[]string{"1", "…", "9"}, "select"},
	{[]string{"C"}, "crash"},
	{[]string{"R"}, "restart"},
	{[]string{"T"}, "time-out"},
	{[]string{"I"}, "isolate"},
	{[]string{"P"}, "partition"},
	{[]string{"H"}, "heal"},
	{[]string{"W"}, "write"},
	{[]string{"+", "−"}, "size"},
	{[]string{"?"}, "help"},
}

// glossary lists the terms that the help explains.
var glossary = []string{
	"server", "leader", "follower", "candidate", "term", "entry", "committed",
	"applied", "majority", "heartbeat", "timeout", "partition",
}

// legendGroups lists what the legend explains.
var legendGroups = []struct {
	name  string
	items []string
}{
	{"servers", []string{"leader", "follower", "candidate", "crashed"}},
	{"signs", []string{"timer", "votes", "term", "cut"}},
	{"messages", []string{"request-vote", "vote-granted", "vote-refused", "heartbeat", "append", "append-ok", "append-refused", "client"}},
	{"entries", []string{"in-memory", "durable", "entry-committed", "entry-applied"}},
}

// same, onlyFirst and unlessDetail word a condition as ARIA wants it.
func same(a, b string) string { return ariaBool(a == b) }

func onlyFirst(i int) string { return ariaBool(i == 0) }

func unlessDetail(filter string) string { return ariaBool(filter != "detail") }

func ariaBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
