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
	return r.from.String() + " -> " + r.to.String() + " "
}

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

// loss is "loss 10%", or "loss S1 -> S2 10%".
type loss struct {
	reach reach
	loss  sim.PartsPerMillion
}

func readLoss(l *line) Action {
	a := loss{reach: reach{every: l.quantityNext("10%")}}
	if !a.reach.every {
		a.reach = l.link()
	}
	a.loss = l.percent()
	return a
}

func (a loss) String() string { return "loss " + a.reach.String() + formatPercent(a.loss) }

func (a loss) bind(sc scope) (Action, *Error) {
	r, err := a.reach.bind(sc)
	return loss{r, a.loss}, err
}

func (a loss) act() sim.Action {
	return sim.SetLoss{From: a.reach.from.id, To: a.reach.to.id, Loss: a.loss}
}
