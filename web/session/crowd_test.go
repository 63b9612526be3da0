package session

import (
	"strings"
	"testing"

	"raft-playground/web/clock"
	"raft-playground/web/wire"
)

// crowded is a session that a crowd watches, and what each of it has been told.
type crowded struct {
	*sitting
	lines []*line
	seq   []uint64 // of the newest frame
}

func newCrowd(t *testing.T, pages int) *crowded {
	registry := newQuietRegistry(t)
	c := &crowded{sitting: registry.sit(t, wire.HelloRequest{}), seq: make([]uint64, pages)}
	for i := range pages {
		l := newLine()
		c.join(&Viewer{registry: registry, to: l}, nil, wire.Welcome{})
		c.lines, c.seq[i] = append(c.lines, l), c.session.seq
	}
	registry.tempo.plays(0, 1)
	registry.tempo.interval.Store(int64(4 * tickEvery)) // as for thousands
	c.told(t)
	return c
}

// tick lets the time from one tick to the next pass, and returns how many were told.
func (c *crowded) tick(t *testing.T) int {
	manual := c.registry.clock.(*clock.Manual)
	manual.Advance(tickEvery)
	c.session.tick(manual.Now())
	return c.told(t)
}

// told reads what the crowd is told, and returns how many were told something.
func (c *crowded) told(t *testing.T) (told int) {
	t.Helper()
	for i, l := range c.lines {
		news := false
		for text, _ := l.next(); text != nil; text, _ = l.next() {
			if !strings.HasPrefix(string(text), `{"t":"frame"`) {
				continue
			}
			if frame := read[wire.Frame](text).(wire.Frame); frame.Seq == c.seq[i]+1 {
				c.seq[i], news = frame.Seq, true
			} else {
				t.Fatalf("page %d is told frame %d after frame %d", i, frame.Seq, c.seq[i])
			}
		}
		if news {
			told++
		}
	}
	return told
}

// behind returns how many have not been told all.
func (c *crowded) behind() (n int) {
	for _, seq := range c.seq {
		if seq != c.session.seq {
			n++
		}
	}
	return n
}

func TestACrowdIsToldPartByPartOfAllThatHasHappened(t *testing.T) {
	const pages = crowd + 100
	c := newCrowd(t, pages)
	if every := c.tickTime(); every != tickEvery {
		t.Errorf("it ticks every %v", every)
	}
	for range 3 {
		sum := 0
		for range 4 {
			told := c.tick(t)
			if told < pages/4-1 || told > pages/4+1 {
				t.Errorf("%d of %d pages are told at once", told, pages)
			}
			sum += told
		}
		if sum != pages {
			t.Errorf("in a round %d are told, of %d", sum, pages)
		}
	}
	if n := c.behind(); n < pages/2 {
		t.Errorf("only %d are behind; they were to be told part by part", n)
	}
}

func TestWhatWasKeptForACrowdIsToldThoughNothingElseHappens(t *testing.T) {
	c := newCrowd(t, crowd)
	c.tick(t)
	for range 4 {
		c.ticks++
		c.flush()
		c.told(t)
	}
	if n := c.behind(); n != 0 {
		t.Errorf("%d are never told", n)
	}
}

func TestACrowdIsToldAtOnceWhenTimeStops(t *testing.T) {
	c := newCrowd(t, crowd)
	c.tick(t)
	c.ask(wire.PaceRequest{Playing: new(false)})
	c.told(t)
	if n := c.behind(); n != 0 {
		t.Errorf("%d do not know that time has stopped", n)
	}
	c.ask(wire.DoRequest{Cluster: "A", Action: "crash S2"})
	c.told(t)
	if n := c.behind(); n != 0 {
		t.Errorf("%d do not know what was done", n)
	}
}

func TestWhoAsksInACrowdIsToldWhatCameOfItBeforeTheAnswer(t *testing.T) {
	c := newCrowd(t, crowd)
	c.page.number = 1 // of a part that is told later
	c.handle(c.page, wire.Request{ID: 1, Body: wire.DoRequest{Cluster: "A", Action: "crash S2"}})
	text, _ := c.line.next()
	for last := ""; ; {
		if text == nil {
			t.Fatal("there is no answer")
		}
		if strings.HasPrefix(string(text), `{"t":"done"`) {
			if !strings.Contains(last, "crash S2") {
				t.Errorf("before the answer comes %.300s", last)
			}
			return
		}
		last = string(text)
		text, _ = c.line.next()
	}
}

func TestAClassIsToldAllAtOnce(t *testing.T) {
	c := newCrowd(t, crowd-2)
	if told := c.tick(t); told != crowd-2 {
		t.Errorf("%d are told", told)
	}
	if every := c.tickTime(); every != 4*tickEvery {
		t.Errorf("it ticks every %v", every)
	}
}
