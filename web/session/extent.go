package session

import (
	"strconv"

	"raft-playground/raft/scenario"
	"raft-playground/raft/scenario/play"
)

// A session has to fit into a text, however many clusters it has: what would make it
// too long is refused. How long it can become is counted, and found out exactly only
// when that comes near to what can be read.

// extent is how much of a text a session takes, at most.
type extent struct{ size, statements int }

// next returns up to which extent it need not be found out again, when it has been just
// now: a part of the room that there is still.
func (e extent) next() extent {
	return extent{e.size + (scenario.MaxText-e.size)/4, e.statements + (scenario.MaxStatements-e.statements)/4}
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

// proseSize is how much of a text the lesson takes, however far the learner gets.
func (s *session) proseSize() int {
	if s.plan == nil {
		return 0
	}
	return len(s.plan.lesson.Text()) + longestProgress*(2+len(s.plan.view.Steps)+maxClusters)
}

const (
	// longestStatement is how much of a text a statement takes besides its action.
	longestStatement = len("at 3600000.001ms: \n")
	// longestProgress is how much a line takes of how far a learner has got.
	longestProgress = 80
)

// admit finds out whether an action can be done in some of the clusters, so that together
// they still fit into a text, and then has it done. It takes a moment only in a session
// whose text is long.
func (s *session) admit(by asker, action string, addressed func(*cluster) bool, then func() (any, error)) (any, error) {
	more := extent{}
	for _, c := range s.clusters {
		if addressed(c) {
			more.size += longestStatement + len(action)
			more.statements++
		}
		if c.run.Follows() { // it may have to tell everything by itself
			size, statements := c.run.Alone()
			more.size, more.statements = more.size+size, more.statements+statements
		}
	}
	now := extent{s.extent.size + more.size, s.extent.statements + more.statements}
	if s.extent.size > 0 && now.size <= s.enough.size && now.statements <= s.enough.statements {
		s.extent = now
		return then()
	}
	prose := s.proseSize()
	var enough extent
	return s.inspectRunsThen(by, s.all(), func(runs []*play.Run) error {
		exactly, err := admitRuns(runs, prose)
		if err != nil {
			return err
		}
		enough = exactly.next()
		now = extent{exactly.size + more.size, exactly.statements + more.statements}
		return now.beyond()
	}, func() (any, error) {
		s.extent, s.enough = now, enough
		return then()
	})
}

// admitRuns finds out how much of a text these runs take, with a lesson's prose, and
// why a session cannot have them.
func admitRuns(runs []*play.Run, prose int) (extent, error) {
	size, statements, err := play.Extent(runs)
	now := extent{size + prose, statements}
	if err == nil {
		err = now.beyond()
	}
	return now, err
}
