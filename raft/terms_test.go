package raft

import (
	"testing"

	"pgregory.net/rapid"
)

// everyBody is one of each kind of message, requests and replies.
var everyBody = map[string]Body{
	"RequestVote":                      RequestVote{LastLogIndex: 9, LastLogTerm: 9},
	"RequestVote that is refused":      RequestVote{},
	"RequestVoteReply, granted":        RequestVoteReply{VoteGranted: true},
	"RequestVoteReply, refused":        RequestVoteReply{},
	"AppendEntries":                    AppendEntries{},
	"AppendEntries that does not fit":  AppendEntries{PrevLogIndex: 9, PrevLogTerm: 9},
	"AppendEntriesReply, success":      AppendEntriesReply{Success: true},
	"AppendEntriesReply, failure":      AppendEntriesReply{PrevLogIndex: 1, ConflictIndex: 1},
	"AppendEntriesReply, beyond a log": AppendEntriesReply{Success: true, MatchIndex: 99},
	"PreVote":                          PreVote{NextTerm: 7, LastLogIndex: 9, LastLogTerm: 9},
	"PreVoteReply, granted":            PreVoteReply{NextTerm: 6, Granted: true},
	"PreVoteReply, refused":            PreVoteReply{NextTerm: 6},
}

// everyRole makes a server of each role, in term 5.
var everyRole = map[string]func(testing.TB) *Server{
	"follower":  func(t testing.TB) *Server { return alone(t, 3, 5, 2, "1 2") },
	"candidate": func(t testing.TB) *Server { return candidate(t, 3, 5, "1 2") },
	"leader":    func(t testing.TB) *Server { return elected(t, 3, 5, "1 2") },
}

func TestLine1_AHigherTermInAnyMessageMakesAFollowerOfThatTerm(t *testing.T) {
	for role, make := range everyRole {
		for name, body := range everyBody {
			t.Run(role+" hears "+name, func(t *testing.T) {
				s := make(t)
				out := hear(s, 3, 6, body)
				if s.Role() != Follower || s.CurrentTerm() != 6 {
					t.Errorf("is %v of term %d, want follower of term 6", s.Role(), s.CurrentTerm())
				}
				if s.VotedFor() == 1 || s.VotedFor() == 2 {
					t.Errorf("keeps the vote of term 5, for %v", s.VotedFor())
				}
				if out.Persist.CurrentTerm != 6 {
					t.Errorf("persists term %d, want 6", out.Persist.CurrentTerm)
				}
			})
		}
	}
}

func TestLine2_AStaleRequestIsAnsweredWithTheReceiversTerm(t *testing.T) {
	for role, make := range everyRole {
		for _, request := range []Body{RequestVote{LastLogIndex: 9, LastLogTerm: 4}, appendOf(2, 2, "4", 3)} {
			s := make(t)
			before := s.Deadline()
			out := hear(s, 3, 4, request)
			if len(sent(out)) != 1 {
				t.Fatalf("a %v answers %T with %v and %v", role, request, out.Send, out.SendAfterPersist)
			}
			reply := sent(out)[0]
			if reply.To != 3 || reply.Term != 5 {
				t.Errorf("a %v of term 5 answers %T of term 4 to %v with term %d", role, request, reply.To, reply.Term)
			}
			if reply.Body == (Body)(RequestVoteReply{VoteGranted: true}) {
				t.Errorf("a %v of term 5 grants a vote of term 4", role)
			}
			if ae, ok := reply.Body.(AppendEntriesReply); ok && ae.Success {
				t.Errorf("a %v of term 5 accepts an append of term 4", role)
			}
			if termsOf(s.Log()) != "1 2" || s.CommitIndex() != 0 || s.Deadline() != before {
				t.Errorf("a stale %T changes a %v: log %q, commitIndex %d", request, role, termsOf(s.Log()), s.CommitIndex())
			}
		}
	}
}

func TestLine3_CurrentTermNeverGoesBackWhateverArrives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := New(config(1, 3), DurableState{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		term, commit := s.CurrentTerm(), s.CommitIndex()
		for range 60 {
			stormy(t, s)
			if s.CurrentTerm() < term {
				t.Fatalf("currentTerm fell from %d to %d", term, s.CurrentTerm())
			}
			if s.CommitIndex() < commit || s.CommitIndex() > s.Log().LastIndex() {
				t.Fatalf("commitIndex was %d, is %d in a log of %d", commit, s.CommitIndex(), s.Log().LastIndex())
			}
			if s.Log().LastTerm() > s.CurrentTerm() {
				t.Fatalf("last entry of term %d in term %d", s.Log().LastTerm(), s.CurrentTerm())
			}
			term, commit = s.CurrentTerm(), s.CommitIndex()
		}
	})
}

// stormy gives a server any input at all: messages that no lawful server would
// send, from servers that do not exist, and disks that report what they like.
func stormy(t *rapid.T, s *Server) {
	n := func(limit int) int { return rapid.IntRange(0, limit).Draw(t, "n") }
	term := Term(n(8))
	ae := appendOf(Index(n(4)), Term(n(int(term))), "", Index(n(9)))
	for last := ae.PrevLogTerm; n(2) > 0 && len(ae.Entries) < 5; {
		last += Term(n(int(term - last)))
		ae.Entries = append(ae.Entries, Entry{Term: last})
	}
	bodies := []Body{
		RequestVote{LastLogIndex: Index(n(9)), LastLogTerm: Term(n(9))},
		RequestVoteReply{VoteGranted: n(1) == 1},
		ae,
		AppendEntriesReply{n(1) == 1, uint64(n(9)), Index(n(9)), Index(n(9)), Term(n(9)), Index(n(9))},
		PreVote{Term(n(9)), Index(n(9)), Term(n(9))},
		PreVoteReply{Term(n(9)), n(1) == 1},
		nil,
	}
	switch n(10) {
	case 0:
		s.Timeout(0)
	case 3:
		s.Read(0, ClientID(n(2)), uint32(n(9)), "x")
	case 1:
		s.Propose(0, set("x", 1))
	case 2:
		s.Persisted(0, uint64(n(20)))
	default:
		s.Receive(0, Message{From: ServerID(n(4)), To: ServerID(1 + n(9)/9), Term: term, Body: bodies[n(len(bodies)-1)]})
	}
}

func TestLine4_TheVoteIsClearedOnlyWhenTheTermRises(t *testing.T) {
	steps := map[string]func(s *Server){
		"a leader of the same term is heard":  func(s *Server) { hear(s, 3, 5, AppendEntries{}) },
		"another candidate of the term asks":  func(s *Server) { hear(s, 3, 5, RequestVote{LastLogIndex: 9, LastLogTerm: 4}) },
		"a stale request arrives":             func(s *Server) { hear(s, 3, 4, RequestVote{LastLogIndex: 9, LastLogTerm: 4}) },
		"a vote reply of the term arrives":    func(s *Server) { hear(s, 3, 5, RequestVoteReply{}) },
		"the disk catches up":                 func(s *Server) { s.Persisted(0, 1) },
		"an append reply of the term arrives": func(s *Server) { hear(s, 3, 5, AppendEntriesReply{Success: true}) },
	}
	for role, make := range everyRole {
		for name, step := range steps {
			s := make(t)
			vote := s.VotedFor()
			step(s)
			if s.VotedFor() != vote {
				t.Errorf("%s: a %v's vote for %v became one for %q", name, role, vote, s.VotedFor())
			}
		}
		s := make(t)
		hear(s, 3, 6, AppendEntriesReply{})
		if s.VotedFor() != 0 {
			t.Errorf("term 6 begins: a %v's vote of term 5 is still for %v", role, s.VotedFor())
		}
	}
}

func TestLine5_TermAndVoteArePersistedTogether(t *testing.T) {
	for name, input := range map[string]func(s *Server) Output{
		"an election begins":     func(s *Server) Output { return s.Timeout(0) },
		"a vote is granted":      func(s *Server) Output { return hear(s, 3, 6, RequestVote{LastLogIndex: 9, LastLogTerm: 5}) },
		"a higher term is heard": func(s *Server) Output { return hear(s, 3, 6, AppendEntriesReply{}) },
		"an entry is stored":     func(s *Server) Output { return hear(s, 3, 5, appendOf(2, 2, "5", 0)) },
		"an entry of a new term": func(s *Server) Output { return hear(s, 3, 6, appendOf(2, 2, "6", 0)) },
		"a vote after a higher term": func(s *Server) Output {
			hear(s, 3, 6, AppendEntriesReply{})
			return hear(s, 2, 6, RequestVote{LastLogIndex: 9, LastLogTerm: 5})
		},
		"a second election": func(s *Server) Output { s.Timeout(0); return s.Timeout(0) },
	} {
		s := alone(t, 3, 5, 2, "1 2")
		p := input(s).Persist
		if p.Seq == 0 || p.CurrentTerm != s.CurrentTerm() || p.VotedFor != s.VotedFor() {
			t.Errorf("%s: persists %+v, memory holds term %d and vote %v", name, p, s.CurrentTerm(), s.VotedFor())
		}
		disk := DurableState{CurrentTerm: 5, VotedFor: 2}
		Persist{Seq: 1, CurrentTerm: p.CurrentTerm, VotedFor: p.VotedFor}.Apply(&disk)
		if disk.CurrentTerm != s.CurrentTerm() || disk.VotedFor != s.VotedFor() {
			t.Errorf("%s: the disk holds term %d and vote %v", name, disk.CurrentTerm, disk.VotedFor)
		}
	}
}
