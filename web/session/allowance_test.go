package session

import (
	"testing"
	"time"
)

func TestAnAllowanceRefills(t *testing.T) {
	now := time.Unix(0, 0)
	a := NewAllowance(2, 3, now)
	take := func(cost float64) bool { return a.Take(cost, now) }
	burst := 0
	for take(1) {
		burst++
	}
	if burst != 3 {
		t.Errorf("a burst of 3 is one of %d", burst)
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
