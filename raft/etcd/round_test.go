package etcd

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"raft-playground/raft"
)

// action is what happens at the start of a round.
type action uint8

const (
	campaign     action = iota // a server starts an election
	campaignBoth               // two servers start one at the same time
	propose                    // a client hands a server some commands
	restart                    // a server restarts from its disk
	cut                        // a link is cut, both ways
	heal                       // a link is healed
	partition                  // a group is cut off from the rest, all else is healed
	healAll
	beat     // every leader sends heartbeats
	transfer // a leader hands its leadership over
	change   // a leader changes who belongs to the cluster
	actions
)

// weights say how often each action comes.
var weights = [actions]int{campaign: 8, campaignBoth: 1, propose: 10, restart: 1, cut: 2, heal: 1, partition: 5, healAll: 1, beat: 1, transfer: 3}

// round is one action for both implementations, what is lost while its
// consequences unfold, and whether leaders send heartbeats afterwards.
type round struct {
	action        action
	server, other int
	commands      []int64 // of propose
	group         [maxServers + 1]bool
	loss          loss
	beats         bool
	toLeader      bool // of propose: to whoever leads, if anybody does; transfers and changes always are
	op            raft.Op
	servers       raft.ServerSet // of change
}

// whereMembersChange are the weights where who belongs to the cluster changes, too.
var whereMembersChange = func() [actions]int {
	w := weights
	w[change], w[transfer] = 4, 5
	return w
}()

// randomRound draws a round. Commands are numbered on from next.
func randomRound(r *rand.Rand, weights *[actions]int, servers int, next *int64) round {
	pick := r.IntN(total(weights[:]))
	var a action
	for ; pick >= weights[a]; a++ {
		pick -= weights[a]
	}
	n := round{action: a, server: 1 + r.IntN(servers), other: 1 + r.IntN(servers), beats: r.IntN(3) == 0, toLeader: r.IntN(4) > 0}
	for id := 1; id <= servers; id++ {
		n.group[id] = r.IntN(2) == 0
	}
	if r.IntN(3) == 0 {
		n.loss.ends[1+r.IntN(servers)] = true
		n.loss.ends[1+r.IntN(servers)] = true
	}
	switch a {
	case campaign, campaignBoth:
		n.loss.kinds[voteRequest+kind(r.IntN(2))] = true
	case propose:
		n.loss.kinds[appendRequest+kind(r.IntN(2))] = true
		for range 1 + r.IntN(5) {
			*next++
			n.commands = append(n.commands, *next)
		}
	case heal, partition, healAll, beat:
		n.beats = true
	case change:
		n.beats, n.loss = true, loss{}
		n.op = raft.AddVoter + raft.Op(r.IntN(4))
		n.servers = raft.ServerSet(0).With(raft.ServerID(n.other))
		for id := 1; id <= servers && n.op == raft.ChangeServers; id++ {
			if n.group[id] {
				n.servers = n.servers.With(raft.ServerID(id))
			}
		}
	}
	return n
}

func total(weights []int) (sum int) {
	for _, w := range weights {
		sum += w
	}
	return sum
}

// String returns the round as a person reads it.
func (n round) String() string {
	var s string
	switch n.action {
	case campaign:
		s = fmt.Sprintf("S%d starts an election", n.server)
	case campaignBoth:
		s = fmt.Sprintf("S%d and S%d start elections", n.server, n.other)
	case propose:
		s = fmt.Sprintf("S%d is handed %v", n.server, n.commands)
	case restart:
		s = fmt.Sprintf("S%d restarts", n.server)
	case cut:
		s = fmt.Sprintf("S%d and S%d are cut off from each other", n.server, n.other)
	case heal:
		s = fmt.Sprintf("S%d and S%d reach each other again", n.server, n.other)
	case partition:
		s = fmt.Sprintf("%s are cut off from the rest", names(n.group))
	case healAll:
		s = "all reach each other again"
	case beat:
		s = "leaders send heartbeats"
	case transfer:
		s = fmt.Sprintf("S%d is asked to hand over to S%d", n.server, n.other)
	case change:
		s = fmt.Sprintf("S%d is asked to %v", n.server, raft.Command{Op: n.op, Servers: n.servers})
	}
	if ends := names(n.loss.ends); ends != "" {
		for k, name := range [kinds]string{"vote requests", "vote replies", "appends", "append replies", "words to stand"} {
			if n.loss.kinds[k] {
				s += fmt.Sprintf("; %s from and to %s are lost", name, ends)
			}
		}
	}
	if n.beats {
		s += "; heartbeats"
	}
	return s
}

func names(set [maxServers + 1]bool) string {
	var list []string
	for id, in := range set {
		if in {
			list = append(list, fmt.Sprintf("S%d", id))
		}
	}
	return strings.Join(list, " ")
}

// apply makes the round's effect on the links.
func (n round) apply(c *conditions, servers int) {
	for a := 1; a <= servers; a++ {
		for b := 1; b <= servers; b++ {
			here := a == n.server && b == n.other || a == n.other && b == n.server
			switch {
			case a == b:
			case n.action == cut && here:
				c.cut[a][b] = true
			case n.action == heal && here, n.action == healAll:
				c.cut[a][b] = false
			case n.action == partition:
				c.cut[a][b] = n.group[a] != n.group[b]
			}
		}
	}
}
