package web

import (
	"raft-playground/raft"
	"raft-playground/raft/scenario"
	"raft-playground/web/wire"
)

// runsOf begins the runs that a text tells, at time 0: its main run and one for
// each of its variants.
func runsOf(s *scenario.Scenario) ([]*scenario.Run, error) {
	run, err := scenario.NewRun(s)
	if err != nil {
		return nil, err
	}
	return []*scenario.Run{run}, nil
}

func together(runs []*scenario.Run) (string, error)       { return runs[0].Text(), nil }
func exportTogether(runs []*scenario.Run) (string, error) { return runs[0].Export(), nil }

// lookOf is where the text puts the playhead.
func lookOf(*scenario.Scenario) *raft.Time { return nil }

func endOf(run *scenario.Run) raft.Time { return raft.Never }

func nameOf(run *scenario.Run) string                               { return "" }
func originOf(run *scenario.Run) *wire.Origin                       { return nil }
func forkRun(run *scenario.Run, name string) (*scenario.Run, error) { return run.Clone(), nil }
func compareRun(run *scenario.Run, name, change string) (*scenario.Run, error) {
	return nil, refuse(refusedInternally)
}

// shared is what a link tells.
type shared struct {
	text string
	hash [4]byte
}

func decodeLink(link string) (shared, error)              { return shared{}, refuse(refusedInternally) }
func encodeLink(text string, hash uint64) (string, error) { return "", refuse(refusedInternally) }

// withLook returns the text with the playhead at an instant.
func withLook(text string, at raft.Time) (string, error) { return text, nil }
