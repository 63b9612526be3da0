package raft

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// model is a log and the plain slice that it must equal.
type model struct {
	log   Log
	plain []Entry
}

// handedOut is a slice that a log has handed out, and what it held then.
type handedOut struct{ slice, then []Entry }

// A log behaves as a plain slice, its clones are independent of it and of one
// another, and what it has handed out never changes.
func TestLine36_ALogEqualsAPlainSliceAndItsClonesAndSlicesStandAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		logs := []*model{{}}
		var slicesOut []handedOut
		mark := int64(0)
		pick := func() *model { return logs[rapid.IntRange(0, len(logs)-1).Draw(t, "log")] }
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				m := pick()
				var entries []Entry
				for range rapid.IntRange(0, 130).Draw(t, "entries") {
					mark++
					entries = append(entries, Entry{Term: 1, Command: Command{Op: Set, Value: mark}})
				}
				m.log.Append(entries...)
				m.plain = append(slices.Clip(m.plain), entries...)
			},
			"truncate": func(t *rapid.T) {
				m := pick()
				last := rapid.IntRange(0, len(m.plain)+2).Draw(t, "last")
				m.log.Truncate(Index(last))
				m.plain = m.plain[:min(last, len(m.plain))]
			},
			"clone": func(t *rapid.T) {
				m := pick()
				c := &model{m.log.Clone(), slices.Clone(m.plain)}
				if i := rapid.IntRange(0, 4).Draw(t, "place"); i < len(logs) {
					logs[i] = c
				} else {
					logs = append(logs, c)
				}
			},
			"slice": func(t *rapid.T) {
				m := pick()
				first := rapid.IntRange(1, len(m.plain)+1).Draw(t, "first")
				last := rapid.IntRange(first-1, len(m.plain)).Draw(t, "last")
				s := m.log.Slice(Index(first), Index(last))
				if !slices.Equal(s, m.plain[first-1:last]) {
					t.Fatalf("entries %d to %d of %v are %v", first, last, m.plain, s)
				}
				if cap(s) != len(s) {
					t.Fatalf("appending to a slice handed out would write into the log: len %d, cap %d", len(s), cap(s))
				}
				slicesOut = append(slicesOut, handedOut{s, slices.Clone(s)})
			},
			"": func(t *rapid.T) {
				for _, m := range logs {
					equal(t, m)
				}
				for _, s := range slicesOut {
					if !slices.Equal(s.slice, s.then) {
						t.Fatalf("a slice handed out held %v and now holds %v", s.then, s.slice)
					}
				}
			},
		})
	})
}

func equal(t *rapid.T, m *model) {
	if m.log.LastIndex() != Index(len(m.plain)) {
		t.Fatalf("the log's last index is %d, want %d", m.log.LastIndex(), len(m.plain))
	}
	last := Term(0)
	for i, e := range m.plain {
		if got := m.log.At(Index(i + 1)); got != e || m.log.TermAt(Index(i+1)) != e.Term {
			t.Fatalf("entry %d is %+v, want %+v", i+1, got, e)
		}
		last = e.Term
	}
	if m.log.LastTerm() != last || m.log.TermAt(0) != 0 || m.log.TermAt(m.log.LastIndex()+1) != 0 {
		t.Fatalf("terms: the last %d, before the first %d, after the last %d", m.log.LastTerm(), m.log.TermAt(0), m.log.TermAt(m.log.LastIndex()+1))
	}
}

func TestTheFirstEntryOfATermIsFound(t *testing.T) {
	for _, log := range []string{"", "1", "2 2 2", "1 1 4 4 4 9", "3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 4 5"} {
		l := logOf(log)
		for term := Term(0); term < 11; term++ {
			want := Index(1)
			for want <= l.LastIndex() && l.TermAt(want) < term {
				want++
			}
			if got := l.firstOfTerm(term); got != want {
				t.Errorf("%q: the first entry of term %d or later is %d, want %d", log, term, got, want)
			}
		}
	}
	l := NewLog(entryAt(1, 1), entryAt(2, 1))
	if termsOf(&l) != "1 1" {
		t.Errorf("a new log of two entries holds %q", termsOf(&l))
	}
}
