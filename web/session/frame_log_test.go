package session

import (
	"fmt"
	"testing"
)

func TestTheNewestFramesAreRemembered(t *testing.T) {
	var r frameLog
	if frames, ok := r.after(0, 0); !ok || len(frames) != 0 {
		t.Error("nothing is missing at the beginning")
	}
	if _, ok := r.after(1, 0); ok {
		t.Error("a frame that never was")
	}
	for seq := uint64(1); seq <= 100; seq++ {
		r.add(seq, fmt.Appendf(make([]byte, 0, maxFrameLog/10), "%*d", maxFrameLog/10, seq))
	}
	if r.bytes > maxFrameLog || len(r.frames) < 9 {
		t.Errorf("%d frames, %d bytes", len(r.frames), r.bytes)
	}
	frames, ok := r.after(95, 100)
	if !ok || len(frames) != 5 {
		t.Fatalf("%d frames, %v", len(frames), ok)
	}
	for i, frame := range frames {
		if want := fmt.Sprintf("%*d", maxFrameLog/10, 96+i); string(frame) != want {
			t.Errorf("frame %d is another", 96+i)
		}
	}
	if _, ok := r.after(r.first-1, 100); !ok {
		t.Error("the oldest frame is not given out")
	}
	if _, ok := r.after(r.first-2, 100); ok {
		t.Error("a frame that is gone is given out")
	}
	r.add(101, make([]byte, maxFrameLog+1))
	if _, ok := r.after(100, 101); ok || r.bytes != 0 {
		t.Error("a frame larger than all of them may be is kept")
	}
	r.add(102, []byte("x"))
	if frames, ok := r.after(101, 102); !ok || len(frames) != 1 {
		t.Error("after a frame that was too large none is kept")
	}
}

func TestHoweverManyFramesAreRememberedEachIsTheOneThatItWas(t *testing.T) {
	var r frameLog
	const many = 10 * moreFrames
	for seq := uint64(1); seq <= many; seq++ {
		r.add(seq, fmt.Append(nil, seq))
	}
	frames, ok := r.after(0, many)
	if !ok || len(frames) != many {
		t.Fatalf("%d frames, %v", len(frames), ok)
	}
	for i, frame := range frames {
		if want := fmt.Sprint(1 + i); string(frame) != want {
			t.Errorf("frame %s stands where frame %s should", frame, want)
		}
	}
}
