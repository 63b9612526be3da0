package web

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"

	// The one library for QR codes among those for Go that still has releases (the
	// last one in 2025; rsc.io/qr and skip2/go-qrcode rest since 2018 and 2020).
	"github.com/boombuler/barcode/qr"
)

// maxCodes bounds the pictures that are kept; a class asks for one.
const maxCodes = 256

// qrCodes draws QR codes, and keeps those that were asked for last.
type qrCodes struct {
	mu   sync.Mutex
	kept map[string][]byte
}

// svg returns a QR code of a text, black on white with the white margin that
// cameras need, a module being one unit.
func (q *qrCodes) svg(text string) ([]byte, error) {
	q.mu.Lock()
	picture, ok := q.kept[text]
	q.mu.Unlock()
	if ok {
		return picture, nil
	}
	picture, err := drawCode(text)
	if err != nil {
		return nil, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.kept == nil || len(q.kept) >= maxCodes {
		q.kept = make(map[string][]byte)
	}
	q.kept[text] = picture
	return picture, nil
}

// margin is the white around a code, in modules.
const margin = 4

func drawCode(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, err
	}
	size := code.Bounds().Dx()
	black := func(x, y int) bool { return x < size && code.At(x, y) == color.Black }
	var svg bytes.Buffer
	side := size + 2*margin
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, side, side)
	fmt.Fprintf(&svg, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, side, side)
	for y := range size {
		for x := 0; x < size; x++ {
			begin := x
			for black(x, y) {
				x++
			}
			if x > begin {
				fmt.Fprintf(&svg, "M%d %dh%dv1h-%dz", begin+margin, y+margin, x-begin, x-begin)
			}
		}
	}
	svg.WriteString(`"/></svg>`)
	return svg.Bytes(), nil
}
