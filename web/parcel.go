package web

import "sync/atomic"

// parcel is a message on its way, to one page or to many.
type parcel struct {
	message []byte
	queues  atomic.Int32 // in which it waits
}

// onTheWay counts the bytes that wait to be written, to all pages together. A
// message that waits for many pages counts once. When that is more than the server
// has room for, pages that lag behind are dropped as slow, and resume.
type onTheWay struct {
	most  int64
	bytes atomic.Int64
}

func (o *onTheWay) tooMuch() bool { return o.bytes.Load() > o.most }

func (o *onTheWay) take(p *parcel) {
	if p.queues.Add(1) == 1 {
		o.bytes.Add(int64(len(p.message)))
	}
}

func (o *onTheWay) leave(p *parcel) {
	if p.queues.Add(-1) == 0 {
		o.bytes.Add(-int64(len(p.message)))
	}
}
