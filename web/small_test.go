package web

import (
	"fmt"
	"testing"
	"time"
)

func TestASecretProvesOneSessionOnly(t *testing.T) {
	secret := newSecret()
	id := sessionID(secret)
	if !owns(secret, id) || owns(newSecret(), id) || owns("", sessionID("")) || owns("guess", sessionID("guess")) {
		t.Error("a secret proves too little or too much")
	}
	if !validSessionID(id) || validSessionID(id+"a") || validSessionID("") || validSessionID("ABCDEFGHIJKLMNOP") || validSessionID("aaaaaaaaaaaaaaa/") {
		t.Error("ids that cannot be are accepted")
	}
}

func TestAnAllowanceRefills(t *testing.T) {
	now := time.Unix(0, 0)
	a := newAllowance(2, 3, now)
	take := func(cost float64) bool { return a.take(cost, now) }
	if !take(1) || !take(1) || !take(1) || take(1) {
		t.Error("a burst of 3 is not 3")
	}
	now = now.Add(500 * time.Millisecond)
	if !take(1) || take(1) {
		t.Error("half a second does not bring one back")
	}
	now = now.Add(time.Hour)
	if !take(100) || take(1) {
		t.Error("a large cost is not charged")
	}
	now = now.Add(48 * time.Second)
	if take(1) {
		t.Error("what was too much is forgotten too soon")
	}
	now = now.Add(2 * time.Second)
	if !take(1) {
		t.Error("what was too much is never forgotten")
	}
}

func TestTheRingRemembersTheNewestFrames(t *testing.T) {
	var r ring
	if frames, ok := r.after(0, 0); !ok || len(frames) != 0 {
		t.Error("nothing is missing at the beginning")
	}
	if _, ok := r.after(1, 0); ok {
		t.Error("a frame that never was")
	}
	for seq := uint64(1); seq <= 100; seq++ {
		r.add(seq, fmt.Appendf(make([]byte, 0, maxRing/10), "%*d", maxRing/10, seq))
	}
	if r.bytes > maxRing || len(r.frames) < 9 {
		t.Errorf("%d frames, %d bytes", len(r.frames), r.bytes)
	}
	frames, ok := r.after(95, 100)
	if !ok || len(frames) != 5 {
		t.Fatalf("%d frames, %v", len(frames), ok)
	}
	for i, frame := range frames {
		if want := fmt.Sprintf("%*d", maxRing/10, 96+i); string(frame) != want {
			t.Errorf("frame %d is another", 96+i)
		}
	}
	if _, ok := r.after(r.first-1, 100); !ok {
		t.Error("the oldest frame is not given out")
	}
	if _, ok := r.after(r.first-2, 100); ok {
		t.Error("a frame that is gone is given out")
	}
	r.add(101, make([]byte, maxRing+1))
	if _, ok := r.after(100, 101); ok || r.bytes != 0 {
		t.Error("a frame larger than the ring is kept")
	}
	r.add(102, []byte("x"))
	if frames, ok := r.after(101, 102); !ok || len(frames) != 1 {
		t.Error("after a frame that was too large none is kept")
	}
}

func TestTheRightLanguageIsSpoken(t *testing.T) {
	for header, want := range map[string]string{
		"":                        "en",
		"zh-CN,zh;q=0.9,en;q=0.8": "zh",
		"en-US,en;q=0.9,zh;q=0.8": "en",
		"de,fr;q=0.9":             "en",
		"de,zh-Hant-TW;q=0.3":     "zh",
		"de,zh;q=0.3,en;q=0.5":    "en",
		"zh;q=0":                  "en",
		"zh;q=nonsense,en;q=0.1":  "en",
		"*":                       "en",
		", ,;;q=,":                "en",
		"ZH":                      "zh",
	} {
		if got := acceptedLanguage(header); got != want {
			t.Errorf("Accept-Language %q: %s, want %s", header, got, want)
		}
	}
}
