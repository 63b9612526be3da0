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

// lessonGroup is a part of the list of lessons.
type lessonGroup struct {
	name    string // as in the key "lessons.group.‹name›"
	lessons []LessonModel
}

// groupStarts names the group that each of these lessons begins.
var groupStarts = map[string]string{
	"roles":                 "election",
	"life-of-a-write":       "write",
	"partition":             "majority",
	"find-the-leader":       "client",
	"deaf-leader":           "failure",
	"hand-over":             "membership",
	"growing-log":           "snapshot",
	"figure-7":              "paper",
	"challenge-two-leaders": "challenge",
}

// grouped divides the lessons, in their order, into the groups of the list.
func grouped(lessons []LessonModel) (groups []lessonGroup) {
	for _, lesson := range lessons {
		name, starts := groupStarts[lesson.Name]
		if starts || groups == nil {
			if name == "" {
				name = "election"
			}
			groups = append(groups, lessonGroup{name: name})
		}
		last := &groups[len(groups)-1]
		last.lessons = append(last.lessons, lesson)
	}
	return groups
}
