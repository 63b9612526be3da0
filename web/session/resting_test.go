package session

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"raft-playground/web/wire"
)

func TestThoseAtRestMakeRoomForOneAnotherFairly(t *testing.T) {
	r := newResting(10*(&rest{}).bytes(), time.Hour)
	lay := func(id, address string, since int) {
		r.lay(&rest{id: id, address: address, since: time.Duration(since)})
	}
	lay("teacher", "school", 0)
	for i := range 100 {
		lay(fmt.Sprintf("stranger %d", i), "elsewhere", 1+i)
	}
	now := time.Duration(200)
	if r.find("teacher", now) == nil {
		t.Error("strangers have driven the teacher's session out")
	}
	if r.number() != 10 || r.find("stranger 99", now) == nil || r.find("stranger 90", now) != nil {
		t.Errorf("%d are at rest", r.number())
	}
	r.forget(r.find("teacher", now))
	if r.number() != 9 || r.bytes != 9*(&rest{}).bytes() {
		t.Errorf("%d are at rest, in %d bytes", r.number(), r.bytes)
	}
}

// TestWhoIsAtRestFollowsTheRule compares with the rule as one would write it down:
// with a look at all of them, each time.
func TestWhoIsAtRestFollowsTheRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most, idle := 8*(&rest{}).bytes(), 20*time.Second
		r := newResting(most, idle)
		var want []*rest // in the order in which they were laid to rest
		size := func(of func(*rest) bool) (n int64) {
			for _, at := range want {
				if of(at) {
					n += at.bytes()
				}
			}
			return n
		}
		everybody := func(*rest) bool { return true }
		for now := time.Duration(0); now < 60*time.Second; now += time.Second {
			id := fmt.Sprint(rapid.IntRange(0, 11).Draw(t, "id"))
			if rapid.IntRange(0, 4).Draw(t, "what") == 0 {
				at := r.find(id, now)
				r.forget(at)
				want = slices.DeleteFunc(want, func(other *rest) bool { return other == at })
				continue
			}
			at := &rest{
				id: id, address: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "address"), since: now,
				run: wire.Run{Text: string(make([]byte, 500*rapid.IntRange(0, 9).Draw(t, "size")))},
			}
			r.lay(at)
			want = slices.DeleteFunc(want, func(other *rest) bool { return other.id == id || now-other.since >= idle })
			for want = append(want, at); size(everybody) > most; {
				of := func(at *rest) int64 { return size(func(other *rest) bool { return other.address == at.address }) }
				victim := slices.MaxFunc(want, func(a, b *rest) int {
					if of(a) != of(b) {
						return int(of(a) - of(b))
					}
					return int(b.since - a.since)
				})
				want = slices.DeleteFunc(want, func(other *rest) bool { return other == victim })
			}
			if r.number() != len(want) || r.bytes != size(everybody) {
				t.Fatalf("%d are at rest in %d bytes, and not %d in %d", r.number(), r.bytes, len(want), size(everybody))
			}
			for _, at := range want {
				if r.find(at.id, now) != at {
					t.Fatalf("%s is not at rest any more", at.id)
				}
			}
		}
	})
}

func BenchmarkLayToRest(b *testing.B) {
	for _, many := range []int{100, 30_000} {
		b.Run(fmt.Sprintf("among-%d", many), func(b *testing.B) {
			r := newResting(int64(many)*(&rest{}).bytes(), time.Hour)
			n := 0
			lay := func() {
				n++
				r.lay(&rest{id: fmt.Sprint(n), address: fmt.Sprint(n % 500), since: time.Duration(n)})
			}
			for range many {
				lay()
			}
			for b.Loop() {
				lay()
			}
		})
	}
}
