package check

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"raft-playground/raft"
)

// told is what an operation was told, if it was told.
type told struct {
	register
	known bool
}

// oneMachine is the model of another program that decides the same: a single machine
// that does one thing at a time.
var oneMachine = porcupine.Model{
	Init: func() any { return register{} },
	Step: func(state, in, out any) (bool, any) {
		op := in.(operation)
		after := op.after(state.(register))
		return !out.(told).known || out.(told).register == after, after
	},
}

// asPorcupineSays returns what that program says of operations on one key.
func asPorcupineSays(operations []operation) Verdict {
	var history []porcupine.Operation
	for _, op := range operations {
		if op.settled == never && op.op == raft.Get {
			continue
		}
		history = append(history, porcupine.Operation{Input: op, Output: told{register{op.value, op.found}, op.settled != never}, Call: op.invoked, Return: op.settled})
	}
	switch porcupine.CheckOperationsTimeout(oneMachine, history, 10*time.Second) {
	case porcupine.Ok:
		return Held
	case porcupine.Illegal:
		return Broken
	}
	return NotDecided
}

// drawHistory makes up a history of one key: clients ask a machine that answers late,
// not at all, or wrongly. With hints it says in which order things happened.
func drawHistory(random *rand.Rand) []operation {
	var (
		machine  register
		all      []operation
		index    raft.Index
		open     [raft.MaxClients + 1]*operation
		took     [raft.MaxClients + 1]bool
		late     []operation // given up, and not done yet
		clients  = 1 + random.IntN(5)
		values   = 1 + random.Int64N(4)
		mistakes = []float64{0, 0.01, 0.1}[random.IntN(3)]
		silence  = []float64{0, 0.1, 0.5}[random.IntN(3)]
	)
	do := func(op *operation) {
		machine = op.after(machine)
		if index++; op.op != raft.Get {
			op.version = index
		}
		op.value, op.found = machine.value, machine.found
		if random.Float64() < mistakes {
			op.value, op.found = random.Int64N(values+2), random.IntN(5) > 0
		}
	}
	for at := int64(1); at < 40; at++ {
		c := 1 + random.IntN(clients)
		switch op := open[c]; {
		case len(late) > 0 && random.IntN(4) == 0:
			do(&late[0])
			late = late[1:]
		case op == nil:
			open[c] = &operation{client: raft.ClientID(c), op: []raft.Op{raft.Set, raft.Add, raft.Get}[random.IntN(3)], invoked: at, settled: never}
			if took[c] = false; open[c].op != raft.Get {
				open[c].argument = random.Int64N(values)
			}
		case random.Float64() < silence:
			all = append(all, *op)
			if !took[c] && random.IntN(2) == 0 {
				late = append(late, *op)
			}
			open[c] = nil
		case !took[c]:
			do(op)
			took[c] = true
		default:
			op.settled = at
			all = append(all, *op)
			open[c] = nil
		}
	}
	for _, op := range open {
		if op != nil {
			all = append(all, *op)
		}
	}
	return all
}

func TestAnotherProgramFindsTheSameHistoriesLinear(t *testing.T) {
	histories := 30_000
	if testing.Short() {
		histories = 3_000
	}
	found := map[Verdict]int{}
	for seed := range uint64(histories) {
		random := rand.New(rand.NewPCG(seed, 1))
		operations := drawHistory(random)
		want := asPorcupineSays(operations)
		got := searchFor(operations, MaxVisits, nil).run()
		if found[got]++; got != want {
			t.Fatalf("seed %d: verdict %v, porcupine says %v: %+v", seed, got, want, operations)
		}
		for i := range operations { // a hint must not matter
			operations[i].version = raft.Index(random.IntN(5))
		}
		if again := searchFor(operations, MaxVisits, nil).run(); again != got {
			t.Fatalf("seed %d: with other hints the verdict is %v, and not %v", seed, again, got)
		}
	}
	if found[Held] < histories/10 || found[Broken] < histories/10 {
		t.Errorf("of the histories %v were found", found)
	}
}
