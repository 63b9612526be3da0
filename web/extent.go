package web

import (
	"strconv"

	"raft-playground/raft/scenario"
)

// A session has to fit into a text, however many clusters it has: what would make it
// too long is refused. How long it can become is counted, and found out exactly only
// when that comes near to what can be read.

// extent is how much of a text a session takes, at most.
type extent struct{ size, statements int }

// near reports whether it is time to find out exactly.
func (e extent) near() bool {
	return e.size > scenario.MaxText/2 || e.statements > scenario.MaxStatements/2
}

// beyond returns why a text of this extent could not be read, nil if it can.
func (e extent) beyond() error {
	switch {
	case e.statements > scenario.MaxStatements:
		return &scenario.Error{Code: "too-many-statements", Found: strconv.Itoa(e.statements), Expected: strconv.Itoa(scenario.MaxStatements)}
	case e.size > scenario.MaxText:
		return &scenario.Error{Code: "record-too-long", Found: strconv.Itoa(e.size), Expected: strconv.Itoa(scenario.MaxText)}
	}
	return nil
}

// extentOf finds out how much of a text these clusters take, with those that wait
// aside and with the lesson's prose.
func (s *session) extentOf(clusters []*cluster) (extent, error) {
	size, statements, err := scenario.Extent(append(runsOf(s.aside), runsOf(clusters)...))
	return extent{size + len(s.course.prose()), statements}, err
}

// longestStatement is how much of a text a statement takes beside its action.
const longestStatement = len("at 3600000.001ms: \n")

// admit returns why an action cannot be done in some of the clusters, since together
// they would not fit into a text any more; nil if it can. It takes a moment only in a
// session whose text is long.
func (s *session) admit(action string, addressed func(*cluster) bool) error {
	more := extent{}
	for _, c := range s.clusters {
		if addressed(c) {
			more.size += longestStatement + len(action)
			more.statements++
		}
		if c.run.Follows() { // it may have to tell everything by itself
			size, statements, err := scenario.Extent([]*scenario.Run{c.run})
			if err != nil {
				return err
			}
			more.size, more.statements = more.size+size, more.statements+statements
		}
	}
	now := extent{s.extent.size + more.size, s.extent.statements + more.statements}
	if s.extent.size == 0 || now.near() {
		exactly, err := s.extentOf(s.clusters)
		if err != nil {
			return err
		}
		now = extent{exactly.size + more.size, exactly.statements + more.statements}
	}
	if err := now.beyond(); err != nil {
		return err
	}
	s.extent = now
	return nil
}

// admitClusters returns why a session cannot have these clusters, likewise.
func (s *session) admitClusters(clusters []*cluster) error {
	now, err := s.extentOf(clusters)
	if err == nil {
		err = now.beyond()
	}
	if err == nil {
		s.extent = now
	}
	return err
}
