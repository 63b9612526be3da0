package etcd

import (
	"fmt"
	"maps"
	"slices"

	"raft-playground/raft"
)

// missing returns what a script asks for that has no meaning here, in the words of
// lacks: a command, or a command and the name of an argument, or that it comes again.
func missing(steps []step) []string {
	var found, seen []string
	for _, c := range steps {
		v, ok := verbs[c.command]
		if !ok {
			found = append(found, c.command)
			continue
		}
		if v.once && slices.Contains(seen, c.command) {
			found = append(found, c.command+" again")
		}
		seen = append(seen, c.command)
		for name := range c.named {
			if !slices.Contains(v.takes, name) {
				found = append(found, c.command+" "+name)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// replay plays a script with our servers, and compares every state that it prints
// once the server has come to rest. It returns how many were compared.
func replay(name string, steps []step, without raft.RuleSet) (states int, err error) {
	s, heard := &stage{without: without}, newListener()
	for _, c := range steps {
		n, err := s.step(c, heard)
		if err != nil {
			return states, fmt.Errorf("%s:%d: %s %v: %w", name, c.line, c.command, c.plain, err)
		}
		states += n
	}
	return states, nil
}

// step plays a step, and compares what was told with what has come of it.
func (s *stage) step(c step, heard *listener) (states int, err error) {
	atRest, err := verbs[c.command].play(s, c)
	if err != nil {
		return 0, err
	}
	if len(s.found) > 0 {
		return 0, fmt.Errorf("ours found %v", s.found)
	}
	said := heard.listen(c)
	for _, id := range slices.Sorted(maps.Keys(said)) {
		if err := s.agree(id, said[id]); err != nil {
			return states, err
		}
		states++
	}
	for _, id := range atRest {
		t := heard.told(id)
		if err := s.agree(id, t); err != nil {
			return states, err
		}
		if len(t.numbers)+len(t.log) > 0 {
			states++
		}
	}
	return states, nil
}
