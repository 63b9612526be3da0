package etcd

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"raft-playground/raft"
)

var seeds = flag.Int("seeds", 2500, "how many sequences of rounds to play")

const (
	maxServers = 7
	rounds     = 40 // of each seed
)

// playSeed plays a sequence of rounds, and returns the first difference with all
// that led to it.
func playSeed(seed uint64, without raft.RuleSet, changes bool) (tally, error) {
	r := rand.New(rand.NewPCG(seed, 5))
	servers := []int{1, 2, 3, 3, 3, 4, 5, 5, 5, 7}[r.IntN(10)]
	voters, often := servers, &weights
	if changes {
		voters, often = max(1, servers-r.IntN(3)), &whereMembersChange
	}
	d := newDuel(servers, voters, without)
	d.cutOff()
	var played []string
	var command int64
	for range rounds {
		n := randomRound(r, often, d.servers, &command)
		d.aim(&n)
		played = append(played, n.String())
		if err := d.play(n); err != nil {
			return d.seen, fmt.Errorf("seed %d, %d servers, round %d: %w\n\t%s", seed, d.servers, len(played), err, strings.Join(played, "\n\t"))
		}
	}
	return d.seen, nil
}

// TestTheTwoImplementationsAgree plays many seeds, and makes sure that enough
// happened in them: leaders, commits, conflicts that were repaired, and leaderships that
// were handed over.
func TestTheTwoImplementationsAgree(t *testing.T) {
	seen := agree(t, false)
	if n := *seeds; seen.rounds != n*rounds || seen.leaders < n || seen.committed < 4*n || seen.truncated < n/20 || seen.transfers < n/2 {
		t.Error("that is too little to have compared much")
	}
}

// TestTheTwoImplementationsAgreeWhereMembersChange is the same with servers that come, learn,
// vote, and leave.
func TestTheTwoImplementationsAgreeWhereMembersChange(t *testing.T) {
	seen := agree(t, true)
	if n := *seeds; seen.changes < n/2 || seen.joint < n/20 || seen.learners < n/20 || seen.leaders < n || seen.committed < 4*n {
		t.Error("that is too little to have compared much")
	}
}

// agree plays many seeds, and fails the test where there is a difference.
func agree(t *testing.T, changes bool) (seen tally) {
	var next atomic.Int64
	var mutex sync.Mutex
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for seed := next.Add(1); seed <= int64(*seeds) && !t.Failed(); seed = next.Add(1) {
				tally, err := playSeed(uint64(seed), 0, changes)
				if err != nil {
					t.Error(err)
				}
				mutex.Lock()
				seen.add(tally)
				mutex.Unlock()
			}
		})
	}
	workers.Wait()
	t.Logf("%d seeds: %+v", *seeds, seen)
	return seen
}

// tally counts what has happened, to see that a test has tested something.
type tally struct{ rounds, leaders, committed, truncated, transfers, changes, joint, learners int }

func (t *tally) add(other tally) {
	t.rounds += other.rounds
	t.leaders += other.leaders
	t.committed += other.committed
	t.truncated += other.truncated
	t.transfers += other.transfers
	t.changes += other.changes
	t.joint += other.joint
	t.learners += other.learners
}
