package scenario

import "raft-playground/raft/sim"

// reach is which links a setting is for: every one, or one direction between two
// servers.
type reach struct {
	every    bool
	from, to server
}

func (l *line) link() reach {
	r := reach{from: l.server()}
	l.expect("->")
	t := l.peek()
	r.to = l.server()
	if l.err == nil && r.to == r.from {
		l.failAt(t, codeRepeatedServer, "", "")
	}
	return r
}

// String returns the words before the value, with a space behind them.
func (r reach) String() string {
	if r.every {
		return ""
	}
	return r.ends() + " "
}

// ends returns the two ends of a link.
func (r reach) ends() string { return r.from.String() + " -> " + r.to.String() }

func (r reach) bind(sc scope) (reach, *Error) {
	if r.every {
		return r, nil
	}
	from, err := r.from.bind(sc)
	if err != nil {
		return r, err
	}
	to, err := serverList{r.to}.bind(sc, from)
	if err != nil {
		return r, err
	}
	return reach{from: from, to: to[0]}, nil
}

// latency is "latency 5ms to 20ms", or "latency S1 -> S2 5ms to 20ms".
type latency struct {
	reach reach
	span  sim.Span
}

func readLatency(l *line) Action {
	a := latency{reach: reach{every: l.quantityNext("8ms to 12ms")}}
	if !a.reach.every {
		a.reach = l.link()
	}
	a.span = l.span(0, sim.MaxDuration)
	return a
}

func (a latency) String() string { return "latency " + a.reach.String() + formatSpan(a.span) }

func (a latency) bind(sc scope) (Action, *Error) {
	r, err := a.reach.bind(sc)
	return latency{r, a.span}, err
}

func (a latency) act() sim.Action {
	return sim.SetLatency{From: a.reach.from.id, To: a.reach.to.id, Latency: a.span}
}

// chance is "loss 10%", or "loss S1 -> S2 10%", and likewise what else befalls
// messages at random.
type chance struct {
	what   string
	reach  reach
	chance sim.PartsPerMillion
}

// What befalls messages at random.
const (
	lossWord        = "loss"
	duplicationWord = "duplication"
	reorderingWord  = "reordering"
)

// readChance returns the reader of what can befall messages.
func readChance(what string) func(*line) Action {
	return func(l *line) Action {
		a := chance{what: what, reach: reach{every: l.quantityNext("10%")}}
		if !a.reach.every {
			a.reach = l.link()
		}
		a.chance = l.percent()
		return a
	}
}

func (a chance) String() string {
	return a.what + " " + a.reach.String() + formatPercent(a.chance)
}

func (a chance) bind(sc scope) (Action, *Error) {
	r, err := a.reach.bind(sc)
	return chance{a.what, r, a.chance}, err
}

func (a chance) act() sim.Action {
	from, to := a.reach.from.id, a.reach.to.id
	switch a.what {
	case lossWord:
		return sim.SetLoss{From: from, To: to, Loss: a.chance}
	case duplicationWord:
		return sim.SetDuplication{From: from, To: to, Chance: a.chance}
	default:
		return sim.SetReordering{From: from, To: to, Chance: a.chance}
	}
}
