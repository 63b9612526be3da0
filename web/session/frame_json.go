package session

import (
	"bytes"
	"encoding/json"
	"strconv"
	"sync"

	"raft-playground/web/wire"
)

// marshalFrame returns a frame as JSON, as [marshal] does. Most frames tell nothing but
// that time has passed, or a handful of events; there are tens of thousands of them a
// second, so what surrounds the events is written by hand.
//
// A session remembers its newest frames: each takes no more room than it needs.
func marshalFrame(f *wire.Frame) []byte {
	room := frameRoom.Get().(*[]byte)
	out := appendFrame((*room)[:0], f)
	message := bytes.Clone(out)
	if cap(out) <= mostFrameRoom {
		*room = out
	}
	frameRoom.Put(room)
	return message
}

// frameRoom is where frames are written first. Few are as long as mostFrameRoom.
var frameRoom = sync.Pool{New: func() any { return new([]byte) }}

const mostFrameRoom = 64 << 10

func appendFrame(out []byte, f *wire.Frame) []byte {
	out = append(out, `{"t":"frame","seq":`...)
	out = strconv.AppendUint(out, f.Seq, 10)
	for i := range f.Clusters {
		c := &f.Clusters[i]
		if i == 0 {
			out = append(out, `,"clusters":[`...)
		} else {
			out = append(out, ',')
		}
		if c.Reset != nil || c.Differs != nil || c.Outcomes != nil {
			out = append(out, wire.Marshal(c)...)
			continue
		}
		out = append(out, `{"id":"`...)
		out = append(out, c.ID...)
		out = append(out, `","edge":`...)
		out = strconv.AppendInt(out, int64(c.Edge), 10)
		if c.First != 0 {
			out = append(out, `,"first":`...)
			out = strconv.AppendUint(out, c.First, 10)
		}
		if len(c.Events) > 0 {
			out = append(out, `,"events":`...)
			out = appendJSON(out, c.Events)
		}
		out = append(out, '}')
	}
	if len(f.Clusters) > 0 {
		out = append(out, ']')
	}
	if p := f.Pace; p != nil {
		out = append(out, `,"pace":{"playing":`...)
		out = strconv.AppendBool(out, p.Playing)
		out = append(out, `,"speed":`...)
		out = appendNumber(out, float64(p.Speed))
		out = append(out, `,"rate":`...)
		out = appendNumber(out, p.Rate)
		out = append(out, `,"every":`...)
		out = strconv.AppendInt(out, int64(p.Every), 10)
		if p.Over != "" {
			out = append(out, `,"over":"`...)
			out = append(out, p.Over...)
			out = append(out, '"')
		}
		out = append(out, '}')
	}
	rest := wire.Frame{Watching: f.Watching, Closed: f.Closed, Breaks: f.Breaks, Stop: f.Stop, Look: f.Look, Lesson: f.Lesson}
	if rest.Watching != 0 || rest.Closed != nil || rest.Breaks != nil || rest.Stop != nil || rest.Look != nil || rest.Lesson != nil {
		const head = len(`{"t":"","seq":0`)
		return append(out, wire.Marshal(rest)[head:]...) // ends the object, too
	}
	return append(out, '}')
}

// appendJSON writes what encoding/json makes of v, without a copy of its own.
func appendJSON(out []byte, v any) []byte {
	w := appender{out}
	if err := json.NewEncoder(&w).Encode(v); err != nil {
		panic(err)
	}
	return w.out[:len(w.out)-len("\n")]
}

// appender is a writer at the end of a slice.
type appender struct{ out []byte }

func (w *appender) Write(p []byte) (int, error) {
	w.out = append(w.out, p...)
	return len(p), nil
}

// appendNumber writes a number as encoding/json does.
func appendNumber(out []byte, n float64) []byte {
	if n == float64(int64(n)) && n >= -1e15 && n <= 1e15 {
		return strconv.AppendInt(out, int64(n), 10)
	}
	text, err := json.Marshal(n)
	if err != nil {
		panic(err) // no rate is infinite
	}
	return append(out, text...)
}
