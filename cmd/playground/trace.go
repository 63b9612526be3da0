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
	quiet bool                                                    // nothing is printed
	from  raft.Time                                               // nor what came before
	all   bool                                                    // every heartbeat
	state sim.State                                               // before the next event
	held  string                                                  // the line of a heartbeat, until something follows from it
	shown []status                                                // of the servers, as it was printed or would have been
	known [raft.MaxServers + 1][raft.MaxServers + 1]raft.Position // [leader][follower]: the best match reported, by term
}

// newTrace begins a trace at the world's present instant.
func newTrace(w *sim.World, out io.Writer, all bool) *trace {
	w.TakeEvents()
	t := &trace{out: out, all: all, state: w.State()}
	for i := range t.state.Servers {
		t.shown = append(t.shown, statusOf(&t.state.Servers[i].ServerState))
	}
	return t
}

func (t *trace) print(events []sim.Event) {
	for i := range events {
		e := &events[i]
		if e.At != t.state.At {
			t.held = ""
			t.printStatus()
		}
		for _, line := range t.lines(e) {
			if !t.quiet && e.At >= t.from {
				fmt.Fprintf(t.out, "%s%s  %s\n", t.held, instant(e.At), line)
			}
			t.held = ""
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
		return []string{fmt.Sprintf("message %d will arrive at %s", e.Message.ID, strings.TrimSpace(instant(e.Message.Arrives)))}
	case sim.DropEvent:
		return t.arrival(e, "──✗", "  lost: "+lostTo(e.Why))
	case sim.ServerEvent:
		if before := t.state.Servers[e.Server.ID-1].CommitIndex; e.Server.CommitIndex > before {
			return []string{fmt.Sprintf("%v knows that %d is committed", e.Server.ID, e.Server.CommitIndex)}
		}
	case sim.LogEvent:
		return logLines(t.state.Servers[e.Log.Server-1].Log, e.Log)
	case sim.ClientEvent:
		return t.clientLines(e.Client)
	case sim.DecisionEvent:
		if said := decision(t.state.Servers[e.By-1].Role, e.Decision); said != "" {
			return []string{e.By.String() + " " + said + governed(e.Decision)}
		}
	case sim.ViolationEvent:
		return []string{violation(e.Violation)}
	case sim.FindingEvent:
		return []string{fmt.Sprintf("%v ✗ %s", e.By, finding(e.Finding))}
	}
	return nil
}

// arrival draws a message that was on its way.
func (t *trace) arrival(e *sim.Event, head, fate string) []string {
	m := t.state.Flight(e.Message.ID)
	if m == nil {
		return nil
	}
	line := fmt.Sprintf("%v ──%s%s %v%s", m.From, label(m), head, m.To, fate)
	t.held = ""
	if t.routine(m) && !t.all {
		t.held = fmt.Sprintf("%s  %s\n", instant(e.At), line)
		return nil
	}
	return []string{line}
}

// routine reports whether a message is a heartbeat, or an answer that tells a
// leader nothing new.
func (t *trace) routine(m *sim.Message) bool {
	switch m.Kind {
	case sim.AppendEntries:
		return m.Entries == 0
	case sim.AppendEntriesReply:
		known := &t.known[m.To.Server()][m.From.Server()]
		if known.Term != m.Term {
			*known = raft.Position{Term: m.Term}
		}
		if m.OK && m.MatchIndex <= known.Index {
			return true
		}
		known.Index = max(known.Index, m.MatchIndex)
	}
	return false
}

// label says what a message is, with what matters most of what it carries.
func label(m *sim.Message) string {
	detail := ""
	switch m.Kind {
	case sim.RequestVote:
		detail = fmt.Sprintf("last entry %d of term %d", m.LastLogIndex, m.LastLogTerm)
	case sim.PreVote:
		detail = fmt.Sprintf("for term %d, last entry %d of term %d", m.NextTerm, m.LastLogIndex, m.LastLogTerm)
	case sim.RequestVoteReply, sim.PreVoteReply:
		detail = "refused"
		if m.OK {
			detail = "granted"
		}
	case sim.AppendEntries:
		detail = fmt.Sprint(m.Entries)
	case sim.AppendEntriesReply:
		detail = fmt.Sprintf("refused after %d", m.PrevLogIndex)
		if m.OK {
			detail = fmt.Sprintf("match %d", m.MatchIndex)
		}
	case sim.ClientRequest:
		return fmt.Sprintf("%s(%s)", m.Kind, m.Command)
	case sim.ClientReply:
		detail = m.Status.String()
		if m.Leader != 0 {
			detail += fmt.Sprintf(", leader %v", m.Leader)
		}
		return fmt.Sprintf("%s(%s)", m.Kind, detail)
	}
	return fmt.Sprintf("%s(%s) term %d", m.Kind, detail, m.Term)
}

func lostTo(why sim.DropReason) string {
	switch why {
	case sim.LostAtCut:
		return "the link is cut"
	case sim.LostAtDown:
		return "nobody is there"
	case sim.LostByHand:
		return "somebody dropped it"
	case sim.LostAtFull:
		return "too much waits for its receiver"
	}
	return "by chance"
}

// logLines says what has changed about a server's log.
func logLines(before []sim.Entry, change *sim.LogChange) []string {
	var lines []string
	if removed := len(before) - int(change.From) + 1; removed > 0 {
		lines = append(lines, fmt.Sprintf("%v loses %s", change.Server, stretch(change.From, removed)))
	}
	if n := len(change.Entries); n > 0 {
		texts := make([]string, n)
		for i, e := range change.Entries {
			texts[i] = e.Command
		}
		lines = append(lines, fmt.Sprintf("%v appends %s of term %d: %s", change.Server, stretch(change.From, n), change.Entries[n-1].Term, strings.Join(texts, ", ")))
	}
	return lines
}

// stretch names the n log indexes from one on.
func stretch(from raft.Index, n int) string {
	if n == 1 {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d to %d", from, from+raft.Index(n)-1)
}

// clientLines says what a client does next, or how its request ended.
func (t *trace) clientLines(now *sim.ClientState) []string {
	before := sim.ClientState{Phase: sim.PhaseIdle}
	if int(now.ID) <= len(t.state.Clients) {
		before = t.state.Clients[now.ID-1]
	}
	switch {
	case now.Phase == sim.PhaseGaveUp && before.Phase != sim.PhaseGaveUp:
		return []string{fmt.Sprintf("%v gives up on %s: it cannot know whether it was done", now.ID, now.Command)}
	case now.Phase == sim.PhaseAnswered && before.Phase != sim.PhaseAnswered:
		return []string{fmt.Sprintf("%v has its answer: %s", now.ID, answer(now))}
	case now.Attempt > 1 && now.Attempt != before.Attempt:
		return []string{fmt.Sprintf("%v tries %s again, attempt %d (%s)", now.ID, now.Command, now.Attempt, now.Retry)}
	case now.Queued > before.Queued:
		return []string{fmt.Sprintf("%v has %s waiting behind %s", now.ID, counted(now.Queued, "request"), now.Command)}
	}
	return nil
}

func answer(c *sim.ClientState) string {
	switch {
	case !strings.HasPrefix(c.Command, "read "):
		return c.Command + " is done"
	case !c.Found:
		return c.Command + " finds nothing"
	}
	return fmt.Sprintf("%s finds %d", c.Command, c.Value)
}
