//go:build race

package sim_test

// raceDetector says that the race detector slows this test down tenfold.
const raceDetector = true
