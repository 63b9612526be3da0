package scenario

// links are the links from one server to others, or also back: "S1 -> S3 S4" or
// "S1 <-> S3 S4".
type links struct {
	from Server
	to   serverList
	both bool
}

func (l *line) links() links {
	ends := links{from: l.server()}
	ends.both = l.expect("->", "<->") == "<->"
	ends.to = l.serverList(ends.from)
	return ends.ordered()
}

// link takes one link, from a server to another.
func (l *line) link() links {
	ends := links{from: l.server()}
	l.expect("->")
	t := l.peek()
	to := l.server()
	if l.err == nil && to == ends.from {
		l.failAt(t, CodeRepeatedServer, "", "")
	}
	ends.to = serverList{to}
	return ends
}

// ordered puts the smaller end of a single two-way link first, since both orders
// say the same.
func (ls links) ordered() links {
	if ls.both && len(ls.to) == 1 && compareServers(ls.to[0], ls.from) < 0 {
		ls.from, ls.to = ls.to[0], serverList{ls.from}
	}
	return ls
}

func (ls links) String() string {
	arrow := " -> "
	if ls.both {
		arrow = " <-> "
	}
	return ls.from.String() + arrow + ls.to.String()
}

func (ls links) bind(sc Scope) (links, *Error) {
	from, err := ls.from.Bind(sc)
	if err != nil {
		return ls, err
	}
	to, err := ls.to.bind(sc, from)
	return links{from, to, ls.both}.ordered(), err
}
