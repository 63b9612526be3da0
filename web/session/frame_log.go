package session

import "slices"

// maxFrameLog bounds the bytes of the frames that a session remembers, so that pages
// which lost their connection can go on where they stopped. At smart speed this
// is some six seconds; who stays away longer gets a snapshot.
const maxFrameLog = 16 << 10

// moreFrames is for how many more there is room where there is not enough.
const moreFrames = 16

// frameLog remembers a session's newest frames.
type frameLog struct {
	first  uint64 // number of the oldest remembered frame
	frames [][]byte
	bytes  int
}

// add remembers the frame that follows the newest one.
func (r *frameLog) add(seq uint64, frame []byte) {
	if len(r.frames) == 0 {
		r.first = seq
	}
	if len(r.frames) == cap(r.frames) { // append would double it, and most sessions are idle
		r.frames = slices.Concat(r.frames, make([][]byte, moreFrames))[:len(r.frames)]
	}
	r.frames = append(r.frames, frame)
	r.bytes += len(frame)
	drop := 0
	for r.bytes > maxFrameLog {
		r.bytes -= len(r.frames[drop])
		drop++
	}
	r.frames = slices.Delete(r.frames, 0, drop)
	r.first += uint64(drop)
}

// after returns the frames that follow frame seq, false when some of them are
// gone, or when there has never been such a frame.
func (r *frameLog) after(seq, newest uint64) ([][]byte, bool) {
	if seq > newest {
		return nil, false
	}
	if seq == newest {
		return nil, true
	}
	if len(r.frames) == 0 || seq+1 < r.first {
		return nil, false
	}
	return r.frames[seq+1-r.first:], true
}
