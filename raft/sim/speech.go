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
	replies  []reply
}

// reply is an answer to a client.
type reply struct {
	to      raft.ClientID
	results ClientRequestResults
}

// answer adds what came of a client's request.
func (s *speech) answer(client raft.ClientID, request uint32, result raft.Result) {
	s.replies = append(s.replies, reply{client, ClientRequestResults{Request: request, Status: ReplyOK,
		Found: result.Found, Value: result.Value, Version: result.Version}})
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
