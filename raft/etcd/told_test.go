package etcd

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"raft-playground/raft"
)

// told is what a script has said about the state of a server. Of what it has not
// said it knows nothing.
type told struct {
	numbers map[string]uint64 // by the names below
	log     map[uint64]logged
	last    uint64 // where the log ends, 0 when that was not said
}

func newTold() *told { return &told{numbers: map[string]uint64{}, log: map[uint64]logged{}} }

// logged is an entry as the scripts print it. Its data is empty for a no-op.
type logged struct {
	term uint64
	data string
}

// The numbers of a state.
const (
	itsTerm   = "term"
	itsVote   = "vote"
	itsLeader = "leader"
	itsCommit = "commit index"
	itsRole   = "role"
	itsMatch  = "match index of S" // and which follower, or itself
)

var theirRoles = map[string]raft.Role{
	"StateFollower": raft.Follower, "StateCandidate": raft.Candidate,
	"StateLeader": raft.Leader, "StatePreCandidate": raft.PreCandidate,
}

// listener reads what a script prints, and keeps what is said of each server.
type listener struct{ of map[int]*told }

func newListener() *listener { return &listener{map[int]*told{}} }

var (
	lineHandles = regexp.MustCompile(`^> (\d+) handling Ready$`)
	lineSoft    = regexp.MustCompile(`^Lead:(\d+) State:(\w+)$`)
	lineHard    = regexp.MustCompile(`^HardState Term:(\d+)(?: Vote:(\d+))? Commit:(\d+)$`)
	lineEntry   = regexp.MustCompile(`^(\d+)/(\d+) EntryNormal "(.*)"$`)
	lineState   = regexp.MustCompile(`^(\d+): (State\w+) \((?:Non-)?Voter\) Term:(\d+) Lead:(\d+)$`)
	lineMatch   = regexp.MustCompile(`^(\d+): State\w+ match=(\d+) `)
)

// listen takes in what a step prints. It returns what was said of servers as they
// are now; the rest is said of them as they will be when they have come to rest.
func (l *listener) listen(c step) (said map[int]*told) {
	switch c.command {
	case "stabilize", "process-ready":
		if c.quiet() { // nobody knows what has changed
			clear(l.of)
			return nil
		}
		server := 0
		if c.command == "process-ready" {
			server, _ = c.server()
		}
		l.work(server, c.printed)
	case "raft-log":
		server, _ := c.server()
		said = map[int]*told{server: saidLog(c.printed)}
		l.told(server).log, l.told(server).last = maps.Clone(said[server].log), said[server].last
	case "raft-state":
		said = saidStates(c.printed)
		for server, t := range said {
			maps.Copy(l.told(server).numbers, t.numbers)
		}
	case "status":
		leader, _ := c.server()
		said = map[int]*told{leader: saidMatches(c.printed)}
	}
	return said
}

// work takes in what servers print that do their work.
func (l *listener) work(server int, lines []string) {
	section := ""
	for _, line := range lines {
		line = strings.TrimSpace(line)
		t := l.told(server)
		if section == "Entries:" && t.appends(line) || section == "CommittedEntries:" && t.holds(line) {
			continue
		}
		section = line
		if m := lineHandles.FindStringSubmatch(line); m != nil {
			server = int(number(m[1]))
		} else if m := lineSoft.FindStringSubmatch(line); m != nil {
			t.numbers[itsLeader], t.numbers[itsRole] = number(m[1]), uint64(theirRoles[m[2]])
		} else if m := lineHard.FindStringSubmatch(line); m != nil {
			t.numbers[itsTerm], t.numbers[itsVote], t.numbers[itsCommit] = number(m[1]), number(m[2]), number(m[3])
		}
	}
}

// saidLog returns what is said by a whole log.
func saidLog(lines []string) *told {
	t := newTold()
	for _, line := range lines {
		t.appends(line)
	}
	return t
}

// saidStates returns what is said by a line on each server.
func saidStates(lines []string) map[int]*told {
	said := map[int]*told{}
	for _, line := range lines {
		if m := lineState.FindStringSubmatch(line); m != nil {
			t := newTold()
			t.numbers[itsRole], t.numbers[itsTerm], t.numbers[itsLeader] = uint64(theirRoles[m[2]]), number(m[3]), number(m[4])
			said[int(number(m[1]))] = t
		}
	}
	return said
}

// saidMatches returns what is said by a leader's line on each server.
func saidMatches(lines []string) *told {
	t := newTold()
	for _, line := range lines {
		if m := lineMatch.FindStringSubmatch(line); m != nil {
			t.numbers[itsMatch+m[1]] = number(m[2])
		}
	}
	return t
}

func (l *listener) told(server int) *told {
	if l.of[server] == nil {
		l.of[server] = newTold()
	}
	return l.of[server]
}

// holds takes in a line if it is an entry, which the log holds.
func (t *told) holds(line string) bool {
	m := lineEntry.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	t.log[number(m[2])] = logged{number(m[1]), m[3]}
	return true
}

// appends takes in a line if it is an entry, with which the log ends now.
func (t *told) appends(line string) bool {
	if !t.holds(line) {
		return false
	}
	t.last = number(lineEntry.FindStringSubmatch(line)[2])
	for index := range t.log {
		if index > t.last {
			delete(t.log, index)
		}
	}
	return true
}

// number returns the number that a pattern has found, 0 when it found nothing.
func number(digits string) uint64 {
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil && digits != "" {
		panic(fmt.Sprint(err))
	}
	return n
}

// TestNothingIsKnownAfterSilence lets a server speak, and then work in silence:
// what it said is no longer what it is.
func TestNothingIsKnownAfterSilence(t *testing.T) {
	l := newListener()
	l.listen(step{command: "stabilize", printed: []string{
		"> 2 handling Ready", "  HardState Term:3 Commit:7", "  Entries:", `  3/8 EntryNormal "x"`, `  3/9 EntryNormal ""`,
		"  Messages:", `  2->1 MsgApp Term:3 Log:3/9 Commit:7 Entries:[`, `    3/10 EntryNormal "y"`, "  ]",
	}})
	heard := *l.told(2)
	want := told{map[string]uint64{itsTerm: 3, itsVote: 0, itsCommit: 7}, map[uint64]logged{8: {3, "x"}, 9: {3, ""}}, 9}
	if !reflect.DeepEqual(heard, want) {
		t.Errorf("heard %v, want %v", heard, want)
	}
	l.listen(step{command: "stabilize", printed: []string{"ok"}})
	if known := l.told(2); len(known.numbers)+len(known.log) > 0 || known.last > 0 {
		t.Errorf("still known: %v", known)
	}
}
