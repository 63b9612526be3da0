package raft

import (
	"slices"
	"testing"
)

// This file holds what tests of one server, told everything by hand, need.

// alone returns S1 of a cluster, started at time 0 from a disk that holds this
// term, vote and log.
func alone(t testing.TB, servers int, term Term, votedFor ServerID, log string) *Server {
	t.Helper()
	return startAlone(t, config(1, servers), DurableState{CurrentTerm: term, VotedFor: votedFor, Log: logOf(log)})
}

func startAlone(t testing.TB, cfg Config, disk DurableState) *Server {
	t.Helper()
	s, err := New(cfg, disk, 0)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// candidate returns S1, which has just begun an election for term and whose vote
// for itself is durable.
func candidate(t testing.TB, servers int, term Term, log string) *Server {
	t.Helper()
	s := alone(t, servers, term-1, 0, log)
	synced(s, s.Timeout(0))
	return s
}

// elected returns S1 as leader of term, elected by S2, S3, … with this log. Its
// first heartbeats are on their way.
func elected(t testing.TB, servers int, term Term, log string) *Server {
	t.Helper()
	s := candidate(t, servers, term, log)
	for voter := ServerID(2); s.Role() != Leader; voter++ {
		hear(s, voter, term, RequestVoteReply{VoteGranted: true})
	}
	return s
}

// hear makes a message arrive, at time 0.
func hear(s *Server, from ServerID, term Term, body Body) Output {
	return applied(s, s.Receive(0, Message{From: from, To: s.ID(), Term: term, Body: body}))
}

// applied tells a server that what it handed out is applied, as by a state machine that
// takes no time, and returns the output with what follows.
func applied(s *Server, out Output) Output {
	n := len(out.Committed)
	if n == 0 {
		return out
	}
	out.Reads, out.Decisions, out.Findings = slices.Clone(out.Reads), slices.Clone(out.Decisions), slices.Clone(out.Findings)
	more := s.Applied(out.Committed[n-1].Index)
	out.Reads = append(out.Reads, more.Reads...)
	out.Decisions = append(out.Decisions, more.Decisions...)
	out.Findings = append(out.Findings, more.Findings...)
	return out
}

// synced makes an output's write durable at once, and returns what follows.
func synced(s *Server, out Output) Output { return applied(s, s.Persisted(0, out.Persist.Seq)) }

// appendOf returns an AppendEntries whose entries, after the given position,
// have these terms.
func appendOf(prev Index, prevTerm Term, terms string, commit Index) AppendEntries {
	ae := AppendEntries{PrevLogIndex: prev, PrevLogTerm: prevTerm, LeaderCommit: commit}
	l := logOf(terms)
	for i, e := range l.Slice(1, l.LastIndex()) {
		ae.Entries = append(ae.Entries, entryAt(prev+Index(i)+1, e.Term))
	}
	return ae
}

// bodies returns the bodies of one type among messages.
func bodies[B Body](messages []Message) (found []B) {
	for _, m := range messages {
		if b, ok := m.Body.(B); ok {
			found = append(found, b)
		}
	}
	return found
}

// answer returns the only reply of a type in an output, and fails when there is
// another number of them, or when one leaves at once beside something to be written.
func answer[B Body](t testing.TB, out Output) B {
	t.Helper()
	if early := bodies[B](out.Send); len(early) > 0 && out.Persist.Seq != 0 {
		t.Fatalf("%+v leaves before the disk has caught up", early)
	}
	replies := bodies[B](sent(out))
	if len(replies) != 1 {
		t.Fatalf("replies %+v, want one", replies)
	}
	return replies[0]
}

// decided returns the decisions of a kind in an output.
func decided(out Output, kind DecisionKind) (found []Decision) {
	for _, d := range out.Decisions {
		if d.Kind == kind {
			found = append(found, d)
		}
	}
	return found
}

// sent returns everything that an output sends, now or when the disk has caught up.
func sent(out Output) []Message { return slices.Concat(out.Send, out.SendAfterPersist) }
