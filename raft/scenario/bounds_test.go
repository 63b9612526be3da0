package scenario

import (
	"errors"
	"testing"
)

// What would be no time at all for a timer is refused where it is read; what may be none
// is not.
func TestTimesOfActionsHaveALowerBound(t *testing.T) {
	for text, refused := range map[string]bool{
		"election timeout S1 999us to 2ms":              true,
		"election timeout S1 1ms to 1ms":                false,
		"delay message 1 by 0us":                        true,
		"delay message 1 by 1us":                        false,
		"delay next AppendEntries S1 -> S2 by 0us":      true,
		"c1 writes every 999us":                         true,
		"c1 reads every 999us":                          true,
		"c1 writes and reads every 999us":               true,
		"c1 writes and reads every 1ms":                 false,
		"disk sync S1 0ms":                              false,
		"latency 0us to 0us":                            false,
		"disk sync 60001ms":                             true,
		"latency S1 -> S2 1ms to 60001ms":               true,
		"delay next RequestVote S1 -> S2 by 60001ms":    true,
		"election timeout S1 60000ms to 60001ms":        true,
		"c1 writes every 60001ms":                       true,
		"election timeout leader 59000ms to 60000000us": false,
	} {
		_, err := ParseAction(text)
		var e *Error
		if got := errors.As(err, &e) && e.Code == CodeTimeOutOfRange; got != refused || err != nil && !got {
			t.Errorf("%s: %v", text, err)
		}
	}
}
