package conn

import (
	"sync/atomic"

	"raft-playground/web/session"
)

// backlog counts the bytes that wait to be written, to all pages together. A message
// that waits for many pages counts once. When that is more than the server has room
// for, pages that lag behind are dropped as slow, and resume.
type backlog struct {
	most  int64
	bytes atomic.Int64
}

func (b *backlog) tooMuch() bool { return b.bytes.Load() > b.most }

func (b *backlog) take(m *session.Message) {
	if m.Queued() {
		b.bytes.Add(int64(len(m.Text)))
	}
}

func (b *backlog) leave(m *session.Message) {
	if m.Unqueued() {
		b.bytes.Add(-int64(len(m.Text)))
	}
}
