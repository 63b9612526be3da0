package sim

import "strconv"

// Need is something that has to hold before an action can be carried out. It is data, so
// that a page can say of a button why it would do nothing, by the same words as the world
// that refuses: exactly one of Is, Not, AtLeast and AtMost says what the field has to be;
// where none does, it has to be there, or true.
type Need struct {
	Code string `json:"code"` // of the [ActionError] where it does not hold

	// Of is whose field it is: the "server", "client" or "message" of the [Args], or the
	// "cluster".
	Of string `json:"of"`

	// Field is a field of its [ServerState], [ClientState] or [Message], or one of
	//
	//	blank            a server is down, and its disk holds nothing
	//	isolated         all links between a server and the others are cut
	//	between-servers  a message is from one server to another
	//	servers          how many a cluster has
	//	some-cut         a cluster has a link that is cut
	//	votes            a server has a vote, as whoever leads sees it (see [World.counting])
	//	learns           a server is a learner, likewise
	//	member           a server belongs to the cluster, likewise
	//	unsaved          a server has applied entries that no snapshot of its own stands for
	//	led              a running server of a cluster, which is not paused, takes itself for the leader
	Field string `json:"field"`

	Is      any `json:"is,omitempty"`
	Not     any `json:"not,omitempty"`
	AtLeast int `json:"atLeast,omitempty"`
	AtMost  int `json:"atMost,omitempty"`
}

// unmet returns the refusal where a need does not hold.
func (w *World) unmet(n *Need, a *Args) *ActionError {
	value := w.field(n, a)
	number, _ := value.(int)
	holds := value != nil && value != false
	switch {
	case n.Is != nil:
		holds = value == n.Is
	case n.Not != nil:
		holds = value != n.Not
	case n.AtLeast > 0:
		holds = number >= n.AtLeast
	case n.AtMost > 0:
		holds = number <= n.AtMost
	}
	if holds {
		return nil
	}
	e := &ActionError{Code: n.Code}
	switch n.Of {
	case "server":
		e.Server = a.Server
	case "client":
		e.Client, e.Detail = a.Client, strconv.Itoa(n.AtMost+1)
	case "message":
		e.Detail = strconv.FormatUint(a.Message, 10)
	}
	return e
}

// field returns what a need is about.
func (w *World) field(n *Need, a *Args) any {
	switch n.Of {
	case "server":
		return w.servers[a.Server-1].field(w, n.Field)
	case "client":
		if int(a.Client) <= len(w.clients) {
			return len(w.clients[a.Client-1].queue)
		}
		return 0
	case "message":
		f := w.onItsWay(a.Message)
		if f == nil {
			return nil
		}
		return n.Field == "id" || f.view.From.Server() != 0 && f.view.To.Server() != 0
	}
	switch n.Field {
	case "servers":
		return len(w.servers)
	case "led":
		return w.leaderToTell() != nil
	}
	for _, p := range w.allPairs() {
		if w.link(p.from, p.to).cut {
			return true
		}
	}
	return false
}

func (p *process) field(w *World, name string) any {
	switch name {
	case "down":
		return p.down
	case "paused":
		return p.paused
	case "role":
		return w.view(p).Role.String()
	case "votes":
		return w.counting().Votes(p.id)
	case "learns":
		return w.counting().Learners.Has(p.id)
	case "member":
		return w.counting().Members().Has(p.id)
	case "unsaved":
		return !p.down && p.server.LastApplied() > p.server.Log().Base().Index
	case "blank":
		d := &p.disk.durable
		return p.down && p.disk.idle() && d.CurrentTerm == 0 && d.Log.LastIndex() == 0
	case "isolated":
		for _, l := range pairs(p.id, w.everyone().Without(p.id), true) {
			if !w.link(l.from, l.to).cut {
				return false
			}
		}
		return true
	}
	return nil
}

// onItsWay returns the message with a number that will arrive, nil if there is none.
func (w *World) onItsWay(id uint64) *flight {
	for _, d := range w.agenda.heap {
		if f := &w.agenda.flights[d.which]; f.view.ID == id && f.fate == NotLost {
			return f
		}
	}
	return nil
}
