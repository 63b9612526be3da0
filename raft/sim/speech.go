package sim

import (
	"slices"

	"raft-playground/raft"
)

// speech is what a server sends in the second half of a step: it has changed, and
// has not told anybody yet. Something can befall it in between: a leader can
// crash when its entry is on its disk and nowhere else.
type speech struct {
	by       raft.ServerID
	messages []held
	replies  []Message // to clients
}

// answer adds what a client is to be told of its request.
func (s *speech) answer(a raft.Answer) {
	m := Message{To: ClientAddr(a.Client), Request: a.Request, Status: ReplyUnknown}
	if a.Status == raft.AnswerOK {
		m.Status, m.OK = ReplyOK, a.Result.Found
		m.Value, m.Version = a.Result.Value, a.Result.Version
	}
	s.replies = append(s.replies, m)
}

func (s *speech) empty() bool { return len(s.messages) == 0 && len(s.replies) == 0 }

// clear empties the speech, and keeps its room.
func (s *speech) clear() { s.by, s.messages, s.replies = 0, s.messages[:0], s.replies[:0] }

func (s *speech) clone() speech {
	return speech{s.by, slices.Clone(s.messages), slices.Clone(s.replies)}
}

// speak sends what waits to be sent.
func (w *World) speak() {
	s := &w.speech
	for i := range s.messages {
		w.transmit(s.messages[i].message, s.messages[i].important)
	}
	for i := range s.replies {
		w.reply(s.by, s.replies[i])
	}
	s.clear()
}
