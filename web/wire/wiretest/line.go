package wiretest

import (
	"fmt"
)

// Line is what a page and the server say to one another through.
type Line interface {
	Write(text []byte) error
	Read() ([]byte, error) // or else [Closed]
	Leave() error
}

// Closed says that the other side has closed the line, with a close code of the
// WebSocket.
type Closed struct{ Code int }

// Error says so.
func (c Closed) Error() string { return fmt.Sprintf("closed with code %d", c.Code) }
