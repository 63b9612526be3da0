package wire

import (
	"raft-playground/raft"
	"raft-playground/raft/lesson"
)

// Lesson is the lesson that a session plays: its clusters are the runs of the
// lesson's scenario until the learner leaves the path by forking one of them. The
// edge stops by itself at each step, see [Stop] and [BreakStep].
type Lesson struct {
	Name     string       `json:"name"`
	BuiltIn  bool         `json:"builtIn,omitempty"` // it has an address: /lesson/‹Name›
	Number   int          `json:"number,omitempty"`  // which of the built-in ones it is, from 1
	Title    lesson.Prose `json:"title"`
	Steps    []LessonStep `json:"steps"`
	Clusters []string     `json:"clusters,omitempty"` // the lesson's own: acting in one of them leaves its path
	Secret   bool         `json:"secret,omitempty"`   // which rules are missing is for the learner to find out
	Previous string       `json:"previous,omitempty"` // the built-in lesson before it
	Next     string       `json:"next,omitempty"`     // and after it

	// Attempt is the step whose goal the learner goes for in a run of their own. The
	// lesson's runs are away meanwhile: they would show a way to get there.
	Attempt string `json:"attempt,omitempty"`
}

// LessonStep is a step of a lesson. Its question, if any, is about what will have
// happened at the next step, or at End of the last one.
type LessonStep struct {
	Name    string          `json:"name"`
	At      raft.Time       `json:"at"`      // when it is met
	Until   raft.Time       `json:"until"`   // when the next one is met, or the runs end
	Cluster string          `json:"cluster"` // whose step it is
	Text    lesson.Prose    `json:"text"`
	Show    *lesson.Subject `json:"show,omitempty"` // what is to be selected; Run is a cluster's ID
	Ask     *LessonQuestion `json:"ask,omitempty"`
	Goal    *LessonGoal     `json:"goal,omitempty"`
}

// LessonQuestion is what the learner is asked to predict. Right counts from 0.
type LessonQuestion struct {
	Text    lesson.Prose   `json:"text"`
	Choices []lesson.Prose `json:"choices"`
	Right   int            `json:"right"`
}

// LessonGoal is what the learner is to bring about, in the words of a claim.
type LessonGoal struct {
	Claim   string       `json:"claim"`
	About   *GoalClaim   `json:"about,omitempty"` // the same as data, where it is of a kind that has words of its own
	Hint    lesson.Prose `json:"hint,omitempty"`
	Reached string       `json:"reached,omitempty"` // the cluster in which it was, first; "-" if that is not there any more
	At      raft.Time    `json:"at,omitempty"`      // when
}

// GoalClaim is the claim of a goal as data.
type GoalClaim struct {
	Kind     GoalKind      `json:"kind"`
	For      raft.Duration `json:"for,omitempty"`      // of GoalLeaderless
	Property string        `json:"property,omitempty"` // of GoalViolation
}

// GoalKind is a kind of claim that has words of its own.
type GoalKind string

// The kinds of claims that goals make.
const (
	GoalTwoLeaders   GoalKind = "two-leaders"   // at once
	GoalLeaderless   GoalKind = "leaderless"    // for some time, with every server up
	GoalNoLeader     GoalKind = "no-leader"     // right now
	GoalViolation    GoalKind = "violation"     // of a property
	GoalAnyViolation GoalKind = "any-violation" // of whichever
)

// ReachedIn returns the goal as it is reached in a cluster, at an instant.
func (g LessonGoal) ReachedIn(cluster string, at raft.Time) *LessonGoal {
	g.Reached, g.At = cluster, at
	return &g
}
