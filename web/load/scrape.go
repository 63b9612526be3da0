package main

import (
	"bufio"
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// numbers are what a server's /metrics say: by name, labels included.
type numbers map[string]float64

// scrape asks a server for its numbers.
func scrape(ctx context.Context, addr string) (numbers, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/metrics", nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	n := numbers{}
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		line := lines.Text()
		i := strings.LastIndexByte(line, ' ')
		if i < 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if value, err := strconv.ParseFloat(line[i+1:], 64); err == nil {
			n[line[:i]] = value
		}
	}
	return n, lines.Err()
}

// since returns by how much the numbers have grown.
func (n numbers) since(before numbers) numbers {
	grown := numbers{}
	for name, value := range n {
		grown[name] = value - before[name]
	}
	return grown
}

const delay = "playground_frame_delay_seconds"

// delayQuantile returns the delay under which a part q of the frames are,
// interpolated within the bucket where that is.
func (n numbers) delayQuantile(q float64) time.Duration {
	const prefix = delay + `_bucket{le="`
	bounds := map[float64]float64{}
	var sorted []float64
	for name, count := range n {
		text, ok := strings.CutPrefix(name, prefix)
		if !ok {
			continue
		}
		if bound, err := strconv.ParseFloat(strings.TrimSuffix(text, `"}`), 64); err == nil {
			bounds[bound] = count
			sorted = insert(sorted, bound)
		}
	}
	want := q * n[delay+"_count"]
	below, count := 0.0, 0.0
	for _, bound := range sorted {
		if bounds[bound] >= want {
			part := 1.0
			if more := bounds[bound] - count; more > 0 {
				part = (want - count) / more
			}
			return time.Duration((below + (bound-below)*part) * float64(time.Second))
		}
		below, count = bound, bounds[bound]
	}
	return time.Duration(below * float64(time.Second))
}

func insert(sorted []float64, value float64) []float64 {
	i := 0
	for i < len(sorted) && sorted[i] < value {
		i++
	}
	return append(sorted[:i], append([]float64{value}, sorted[i:]...)...)
}
