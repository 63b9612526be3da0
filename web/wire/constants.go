package wire

// What follows is needed on both sides. The page has it from static/js/wire/constants.js,
// which a test writes.

// The rates of smart speed, in virtual seconds for each second of the clock. With
// the usual latency of about 10 ms a vote or an entry is on its way for 0.7 s, a
// heartbeat for 0.5 s, and the idle time between two heartbeats lasts half a
// second.
const (
	RateIdle      = 1.0 / 12
	RateHeartbeat = 1.0 / 50
	RateImportant = 1.0 / 70
)

// Bounds of a fixed speed.
const (
	MinSpeed = 0.001
	MaxSpeed = 10
)

// Breakpoints are what a page can have a session pause for, but for servers.
var Breakpoints = []string{BreakElection, BreakLeader, BreakCommit, BreakAnswer, BreakViolation}
