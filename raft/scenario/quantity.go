package scenario

import (
	"strconv"
	"strings"

	"raft-playground/raft"
	"raft-playground/raft/sim"
)

// fault says why a text is not the quantity it should be.
type fault uint8

const (
	fine       fault = iota
	malformed        // no such quantity at all
	tooFine          // more decimals than can be told apart
	outOfRange       // too large to be counted
)

// decimal reads digits with an optional fraction as a whole number of units of
// 10 to the power of -places.
func decimal(text string, places int) (int64, fault) {
	text, negative := strings.CutPrefix(text, "-")
	whole, fraction, pointed := strings.Cut(text, ".")
	if !allDigits(whole) || pointed && !allDigits(fraction) {
		return 0, malformed
	}
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > places {
		return 0, tooFine
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", places-len(fraction)), 10, 64)
	if err != nil {
		return 0, outOfRange
	}
	if negative {
		n = -n
	}
	return n, fine
}

func allDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// units of time, with the decimals that each may have.
var units = []struct {
	name   string
	places int
}{{"ms", 3}, {"us", 0}, {microSign + "s", 0}, {greekMu + "s", 0}, {"s", 6}}

// parseTime reads a time with its unit.
func parseTime(text string) (raft.Time, fault) {
	for _, u := range units {
		if value, ok := strings.CutSuffix(text, u.name); ok {
			n, f := decimal(value, u.places)
			return raft.Time(n), f
		}
	}
	return 0, malformed
}

// parsePercent reads a percentage with its sign.
func parsePercent(text string) (sim.PartsPerMillion, fault) {
	value, ok := strings.CutSuffix(text, "%")
	if !ok {
		return 0, malformed
	}
	n, f := decimal(value, percentPlaces)
	return sim.PartsPerMillion(n), f
}

// percentPlaces are the decimals of a percentage that counts parts per million.
const percentPlaces = 4

// FormatTime writes a time in milliseconds: 103.25ms.
func FormatTime(t raft.Time) string { return formatDecimal(int64(t), 3) + "ms" }

// formatSpan writes a range of times.
func formatSpan(s sim.Span) string { return FormatTime(s.Min) + " to " + FormatTime(s.Max) }

// formatRange says which times could stand somewhere.
func formatRange(low, high raft.Time) string {
	if low == high {
		return FormatTime(low)
	}
	return formatSpan(sim.Span{Min: low, Max: high})
}

// formatPercent writes a probability: 0.5%.
func formatPercent(p sim.PartsPerMillion) string {
	return formatDecimal(int64(p), percentPlaces) + "%"
}

// formatDecimal writes n units of 10 to the power of -places, without trailing
// zeros.
func formatDecimal(n int64, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	digits := strconv.FormatInt(n, 10)
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	whole, fraction := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}
