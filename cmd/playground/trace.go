package main

import (
	"fmt"
	"io"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// trace prints what happens in a world, a line for each event that a reader of
// the run wants to know about. A message stands where it arrives or gets lost. A
// heartbeat stands there only if something follows from it.
type trace struct {
	out   io.Writer
	words words
	quiet bool                                                    // nothing is printed
	from  raft.Time                                               // nor what came before
	all   bool                                                    // every heartbeat
	state sim.State                                               // before the next event
	votes [raft.MaxServers + 1]raft.ServerSet                     // that a candidate has counted
	held  func() string                                           // the line of a heartbeat, until something follows from it
	shown []status                                                // of the servers, as it was printed or would have been
	known [raft.MaxServers + 1][raft.MaxServers + 1]raft.Position // [leader][follower]: the best match reported, by term
}

// newTrace begins a trace at the world's present instant.
func newTrace(w *sim.World, out io.Writer, in words, all bool) *trace {
	w.TakeEvents()
	t := &trace{out: out, words: in, all: all, state: w.State()}
	for i := range t.state.Servers {
		s := &t.state.Servers[i].ServerState
		t.shown, t.votes[s.ID] = append(t.shown, statusOf(s)), s.Granted
	}
	return t
}

func (t *trace) print(events []sim.Event) {
	for i := range events {
		e := &events[i]
		if t.quiet {
			t.state.Apply(e)
			continue
		}
		if e.At != t.state.At {
			t.held = nil
			t.printStatus()
		}
		for _, line := range t.lines(e) {
			if e.At >= t.from {
				if t.held != nil {
					fmt.Fprintf(t.out, "%s  %s\n", instant(e.At), t.held())
				}
				fmt.Fprintf(t.out, "%s  %s\n", instant(e.At), line)
			}
			t.held = nil
		}
		t.state.Apply(e)
	}
	t.printStatus()
}

// lines says in words what an event changes.
func (t *trace) lines(e *sim.Event) []string {
	switch e.Kind {
	case sim.ActionEvent:
		return []string{"▶ " + e.Action.Text}
	case sim.DeliverEvent:
		return t.arrival(e, "──▸", "")
	case sim.DelayEvent:
		return []string{t.words.Say("trace.next-message", "id", e.Message.ID, "at", strings.TrimSpace(instant(e.Message.Arrives)))}
	case sim.DropEvent:
		return t.arrival(e, "──✗", "  "+t.words.Text("trace.lost."+e.Why.String()))
	case sim.ServerEvent:
		if before := t.state.Servers[e.Server.ID-1].CommitIndex; e.Server.CommitIndex > before {
			return []string{t.words.Say("trace.knows-committed", "server", e.Server.ID, "index", e.Server.CommitIndex)}
		}
	case sim.LogEvent:
		return t.words.logLines(&t.state.Servers[e.Log.Server-1], e.Log)
	case sim.ClientEvent:
		before := sim.ClientState{Phase: sim.PhaseIdle}
		if int(e.Client.ID) <= len(t.state.Clients) {
			before = t.state.Clients[e.Client.ID-1]
		}
		if said := t.words.client(&before, e.Client); said != "" {
			return []string{said}
		}
	case sim.DecisionEvent:
		return t.decides(e.By, e.Decision)
	case sim.ViolationEvent:
		return []string{t.words.violation(e.Violation)}
	case sim.FindingEvent:
		return []string{"✗ " + t.words.finding(e.By, e.Finding)}
	}
	return nil
}

// decides says what a server decided, if it is told, and notes which votes it counts.
func (t *trace) decides(by raft.ServerID, d *raft.Decision) []string {
	switch body := d.Body().(type) {
	case raft.Standing:
		t.votes[by] = 0
	case raft.VoteTally:
		if d.Kind == raft.VoteCounted {
			t.votes[by] = t.votes[by].With(body.Voter)
		}
	}
	if untold[d.Kind] {
		return nil
	}
	m := memory{role: t.state.Servers[by-1].Role, votes: t.votes[by]}
	return []string{t.words.decision(by, d, m) + governed(d)}
}

// arrival draws a message that was on its way.
func (t *trace) arrival(e *sim.Event, head, fate string) []string {
	m := t.state.Flight(e.Message.ID)
	if m == nil {
		return nil
	}
	sent := *m
	line := func() string {
		return fmt.Sprintf("%v ──%s%s %v%s", sent.From, t.words.label(&sent), head, sent.To, fate)
	}
	t.held = nil
	if t.routine(m) && !t.all {
		t.held = line
		return nil
	}
	return []string{line()}
}

// routine reports whether a message is a heartbeat, or an answer that tells a
// leader nothing new.
func (t *trace) routine(m *sim.Message) bool {
	switch m.Kind {
	case sim.AppendEntries:
		return m.AppendEntries.Entries == 0
	case sim.AppendEntriesReply:
		known := &t.known[m.To.Server()][m.From.Server()]
		if known.Term != m.Term {
			*known = raft.Position{Term: m.Term}
		}
		reply := m.AppendEntriesReply
		if reply.Success && reply.MatchIndex <= known.Index {
			return true
		}
		known.Index = max(known.Index, reply.MatchIndex)
	}
	return false
}

// label says what a message is, with what matters most of what it carries.
func (w words) label(m *sim.Message) string {
	detail := ""
	vote := func(granted bool) string {
		if granted {
			return w.Text("trace.granted")
		}
		return w.Text("trace.refused")
	}
	switch m.Kind {
	case sim.RequestVote:
		b := m.RequestVote
		detail = w.Say("trace.last-entry", "index", b.LastLogIndex, "term", b.LastLogTerm)
	case sim.PreVote:
		b := m.PreVote
		detail = w.Say("trace.pre-vote", "next", b.NextTerm, "index", b.LastLogIndex, "term", b.LastLogTerm)
	case sim.RequestVoteReply:
		detail = vote(m.RequestVoteReply.VoteGranted)
	case sim.PreVoteReply:
		detail = vote(m.PreVoteReply.VoteGranted)
	case sim.AppendEntries:
		detail = fmt.Sprint(m.AppendEntries.Entries)
	case sim.AppendEntriesReply:
		b := m.AppendEntriesReply
		detail = w.Say("trace.refused-after", "index", b.PrevLogIndex)
		if b.Success {
			detail = w.Say("trace.match", "index", b.MatchIndex)
		}
	case sim.InstallSnapshot:
		detail = w.Say("trace.snapshot", "index", m.InstallSnapshot.LastIncludedIndex, "term", m.InstallSnapshot.LastIncludedTerm)
	case sim.InstallSnapshotReply:
		detail = w.Text("trace.refused")
		if b := m.InstallSnapshotReply; b.Success {
			detail = w.Say("trace.match", "index", b.LastIncludedIndex)
		}
	case sim.ClientRequest:
		return w.Say("trace.client-message", "kind", m.Kind, "detail", m.ClientRequest.Command)
	case sim.ClientReply:
		b := m.ClientReply
		detail = w.Say("trace.reply."+b.Status.String(), "leader", named(b.Leader))
		if b.Leader != 0 && b.Status == sim.ReplyNotLeader {
			detail = w.Say("trace.reply.leader", "reply", detail, "leader", b.Leader)
		}
		return w.Say("trace.client-message", "kind", m.Kind, "detail", detail)
	}
	return w.Say("trace.message", "kind", m.Kind, "detail", detail, "term", m.Term)
}

// logLines says what has changed about a server's log.
func (w words) logLines(before *sim.ServerView, change *sim.LogChange) []string {
	var lines []string
	if removed := len(before.Log) + int(max(before.First, 1)) - int(change.From); removed > 0 {
		lines = append(lines, w.Say("trace.loses", "server", change.Server, "entries", w.stretch(change.From, removed)))
	}
	if n := len(change.Entries); n > 0 {
		texts := make([]string, n)
		for i, e := range change.Entries {
			texts[i] = e.Command
		}
		lines = append(lines, w.Say("trace.appends", "server", change.Server, "entries", w.stretch(change.From, n),
			"term", change.Entries[n-1].Term, "commands", strings.Join(texts, w.Text("word.and"))))
	}
	return lines
}

// stretch names the n log indexes from one on.
func (w words) stretch(from raft.Index, n int) string {
	if n == 1 {
		return fmt.Sprint(from)
	}
	return w.Say("trace.entries", "from", from, "to", from+raft.Index(n)-1)
}
