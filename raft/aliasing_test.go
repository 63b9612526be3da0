package raft

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
)

func TestLine36_MessagesAndWritesDoNotAliasTheMutableLog(t *testing.T) {
	for _, long := range []int{1, 20, 40, 100} { // within one chunk of the log, and across several
		c := newCluster(t, setup{servers: 3, batch: 64})
		c.elect(1)
		c.settle()
		c.at(1).slow = true
		c.isolate(1)
		for range long {
			c.propose(1, set("x", 1))
		}
		handedOut := slices.Clone(c.at(1).writes)
		s := c.at(1).Server
		sent := slices.Clone(s.Persisted(0, handedOut[len(handedOut)-1].Seq).Send)
		carried := fmt.Sprint(sent, handedOut)

		// S1's entries are all replaced, by as many and more of another leader.
		c.elect(2, 3)
		for range long + 5 {
			c.propose(2, set("y", 2))
		}
		c.settle()
		for i := Index(1); i <= c.at(2).Log().LastIndex(); i++ {
			prev := i - 1
			s.Receive(0, Message{2, 1, 2, AppendEntries{prev, c.at(2).Log().TermAt(prev), c.at(2).Log().Slice(i, i), 0, 0}})
		}
		if s.Log().LastTerm() != 2 || s.Log().LastIndex() != Index(long+5) {
			t.Fatalf("S1 holds %d entries, the last of term %d", s.Log().LastIndex(), s.Log().LastTerm())
		}
		if now := fmt.Sprint(sent, handedOut); now != carried {
			t.Errorf("%d entries: messages and writes carried\n%s, and now\n%s", long, carried, now)
		}
	}
}

// A receiver keeps no hold of the slice that a message carried.
func TestLine36_TheLogDoesNotAliasWhatArrived(t *testing.T) {
	s := alone(t, 3, 2, 0, "1")
	ae := appendOf(1, 1, "2 2", 0)
	hear(s, 2, 2, ae)
	ae.Entries[0].Term = 77
	ae.Entries = append(ae.Entries[:1], Entry{Term: 78})
	if termsOf(s.Log()) != "1 2 2" {
		t.Errorf("the log became %q when the message's entries did", termsOf(s.Log()))
	}
}

// dump writes out a server's whole state, with the contents of what it points to.
func dump(s *Server) string {
	c := *s
	c.log, c.out = Log{}, Output{}
	return fmt.Sprintf("%+v log %+v", c, s.log.Slice(s.log.Base().Index+1, s.log.LastIndex()))
}

// busy returns a leader in the midst of everything: a log across two chunks,
// unsynced writes, clients that wait for entries and for reads, a probed follower.
func busy(t *testing.T) *Server {
	s := elected(t, 5, 5, "1 2 2")
	for i := range uint32(40) {
		_, _, out, _ := s.Propose(0, add(1, i+1, 1))
		if i < 35 {
			synced(s, out)
		}
	}
	hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 3, MatchIndex: 30})
	hear(s, 3, 5, AppendEntriesReply{Success: true, PrevLogIndex: 3, MatchIndex: 20})
	hear(s, 4, 5, AppendEntriesReply{PrevLogIndex: 30, ConflictIndex: 10, ConflictTerm: 2})
	for client := ClientID(2); client <= 5; client++ {
		s.Read(0, client, 1, "x")
	}
	return s
}

// inputs is a script that changes everything there is to change.
var inputs = []func(*Server) Output{
	func(s *Server) Output {
		return hear(s, 4, 5, AppendEntriesReply{Success: true, PrevLogIndex: 3, MatchIndex: 31})
	},
	func(s *Server) Output { return s.Persisted(0, 37) },
	func(s *Server) Output { out, _ := s.Read(3, 3, 2, "y"); return out }, // what c3 waited for it gives up
	func(s *Server) Output { _, _, out, _ := s.Propose(0, set("y", 7)); return out },
	func(s *Server) Output { return s.Timeout(9) },
	func(s *Server) Output { return s.Persisted(0, 42) },
	func(s *Server) Output {
		return hear(s, 2, 5, AppendEntriesReply{Success: true, PrevLogIndex: 3, MatchIndex: 44, Round: 1})
	},
	func(s *Server) Output {
		return hear(s, 3, 5, AppendEntriesReply{Success: true, PrevLogIndex: 3, MatchIndex: 41, Round: 3})
	},
	func(s *Server) Output {
		return applied(s, s.Receive(9, Message{From: 5, To: 1, Term: 5, Body: AppendEntriesReply{PrevLogIndex: 3, ConflictIndex: 1, Round: 5}}))
	},
	func(s *Server) Output { _, _, out, _ := s.Propose(0, set("z", 7)); return out },
	func(s *Server) Output {
		_, _, out, _ := s.Propose(0, Command{Op: ChangeServers, Client: 5, Request: 9, Servers: setOf(1, 2)})
		return out
	},
	func(s *Server) Output { out, _ := s.Read(10, 1, 1, "z"); return out },
	func(s *Server) Output { out, _ := s.TransferLeadership(11, 2); return out },
	func(s *Server) Output { return s.Compact(keys(3)) },
	func(s *Server) Output {
		return hear(s, 5, 5, AppendEntriesReply{PrevLogIndex: s.LastApplied(), ConflictIndex: 1})
	},
	func(s *Server) Output { return hear(s, 3, 6, appendOf(44, 5, "6 6", 0)) }, // reads and proposals fail
	func(s *Server) Output {
		return s.Receive(20, Message{From: 2, To: 1, Term: 7, Body: appendOf(44, 5, "7", 45)})
	},
	func(s *Server) Output { return s.Timeout(99) },
	func(s *Server) Output { return s.Persisted(100, s.disk.seq) },
	func(s *Server) Output { return hear(s, 3, 8, RequestVoteReply{VoteGranted: true}) },
	func(s *Server) Output { return hear(s, 4, 8, RequestVoteReply{}) },
	func(s *Server) Output { return hear(s, 2, 9, RequestVote{99, 9, false}) },
	func(s *Server) Output { return s.Persisted(101, s.disk.seq) },
}

// otherwise is what a server is told meanwhile that goes another way than the
// script does.
func otherwise(s *Server, i int) {
	s.Read(0, ClientID(2+i%4), uint32(50+i), "x") // what its clients waited for they give up
	if i%4 == 3 {                                 // what its original proposes comes first
		s.Propose(0, add(3, uint32(100+i), 5))
	}
	if i%3 == 2 {
		s.Persisted(0, s.disk.seq)
	}
	hear(s, 3, s.CurrentTerm(), AppendEntriesReply{Success: true, MatchIndex: 43, Round: 9})
	if i%5 == 4 {
		hear(s, 3, s.CurrentTerm()+1, appendOf(2, 2, "4 4 4", 4))
	}
	if i%7 == 6 {
		s.Timeout(Time(i))
		hear(s, 5, s.CurrentTerm(), RequestVoteReply{VoteGranted: true})
	}
}

// What the script leaves as it was it cannot test.
func TestTheScriptOfCloningChangesEverythingThatAServerHolds(t *testing.T) {
	s := busy(t)
	unchanged := holdings(s)
	for _, input := range inputs {
		input(s)
		now := holdings(s)
		for name, was := range unchanged {
			if now[name] != was {
				delete(unchanged, name)
			}
		}
	}
	delete(unchanged, "machine.repeats")   // New sets it, once
	delete(unchanged, "candidacy.repeats") // with all rules followed none is counted
	delete(unchanged, "disk.changedFrom")  // none is left between two inputs
	for name, was := range unchanged {
		t.Errorf("%s is %s all the time", name, was)
	}
}

// holdings writes out everything that a server holds, by name, but for its
// configuration and the room for its outputs.
func holdings(s *Server) map[string]string {
	all := map[string]string{}
	var add func(prefix string, v reflect.Value)
	add = func(prefix string, v reflect.Value) {
		for i := range v.NumField() {
			name, field := prefix+v.Type().Field(i).Name, v.Field(i)
			switch field.Type() {
			case reflect.TypeFor[Config](), reflect.TypeFor[Output]():
			case reflect.TypeFor[candidacy](), reflect.TypeFor[leadership](), reflect.TypeFor[disk]():
				add(name+".", field)
			default:
				all[name] = fmt.Sprintf("%+v", field)
			}
		}
	}
	add("", reflect.ValueOf(s).Elem())
	return all
}

// A server that was cloned goes on as its twin does that was not, whatever its
// clone is told meanwhile; and the other way round.
func TestACloneIsIndependentOfItsOriginal(t *testing.T) {
	for i := range inputs {
		for _, cloneGoesOn := range []bool{false, true} {
			twin, goesOn := busy(t), busy(t)
			for _, input := range inputs[:i] {
				input(twin)
				input(goesOn)
			}
			other := goesOn.Clone()
			if cloneGoesOn {
				goesOn, other = other, goesOn
			}
			for k, input := range inputs[i:] {
				otherwise(other, k)
				input(goesOn)
				otherwise(other, k)
				input(twin)
				if got, want := dump(goesOn), dump(twin); got != want {
					t.Fatalf("cloned after %d inputs, clone goes on: %v: after %d more it is\n%s, its twin\n%s", i, cloneGoesOn, k+1, got, want)
				}
			}
		}
	}
}

func TestACloneBehavesAsItsOriginal(t *testing.T) {
	s := busy(t)
	clone := s.Clone()
	for i, input := range inputs {
		got, want := input(clone), input(s)
		for k, v := range []any{written(got), got.Send, got.SendAfterPersist, got.Committed, got.Reads, got.Unanswered, got.Decisions, got.Findings} {
			w := []any{written(want), want.Send, want.SendAfterPersist, want.Committed, want.Reads, want.Unanswered, want.Decisions, want.Findings}[k]
			if fmt.Sprint(v) != fmt.Sprint(w) {
				t.Errorf("input %d: the clone puts out %+v, its original %+v", i, v, w)
			}
		}
		if dump(clone) != dump(s) {
			t.Fatalf("after input %d they differ:\n%s\n%s", i, dump(clone), dump(s))
		}
		if i == 5 {
			clone = clone.Clone() // and a clone of a clone
		}
	}
	if s.Role() != Follower || s.CurrentTerm() != 9 || s.CommitIndex() != 45 {
		t.Fatalf("the script ends as %v of term %d with commitIndex %d", s.Role(), s.CurrentTerm(), s.CommitIndex())
	}
}

// keys is a state machine of which nothing is known but how many keys it has.
type keys int

func (k keys) Size() int { return int(k) }

// written returns what an output asks to persist, with the contents of a snapshot.
func written(out Output) []any {
	p := out.Persist
	if p.Snapshot == nil {
		return []any{p}
	}
	snapshot := *p.Snapshot
	p.Snapshot = nil
	return []any{p, snapshot}
}

// An output is the server's own until the next input; a clone must not share it.
func TestACloneDoesNotShareTheOutput(t *testing.T) {
	s := busy(t)
	out := s.Timeout(0)
	clone, sent := s.Clone(), slices.Clone(out.Send)
	if news := clone.Persisted(0, 41); len(news.Send) == 0 || reflect.DeepEqual(news.Send, sent) {
		t.Fatalf("the clone has nothing new to send")
	}
	if !reflect.DeepEqual(out.Send, sent) {
		t.Errorf("the clone wrote into its original's output: %v", out.Send)
	}
}
