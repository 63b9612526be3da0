package scenario

import (
	"slices"
	"strings"

	"raft-playground/raft/sim"
)

// form is how an action of the world is written, as [sim.Spec] says it.
type form struct {
	spec   *sim.Spec
	pieces []piece
}

// piece is a word that stands there as it is, or what an argument is written as.
type piece struct {
	text     string
	slot     *slot
	optional int // so many pieces may be left out, from here on
}

// forms are those of all actions but steps, which are not only actions.
var forms = func() (list []form) {
	for i := range sim.Specs() {
		spec := &sim.Specs()[i]
		if spec.Name == sim.StepName {
			continue
		}
		f := form{spec: spec}
		bracket := 0
		for i, said := range strings.Fields(spec.Form) {
			p := piece{text: strings.Trim(said, "[]")}
			if s := slots[p.text]; s != nil {
				p.text, p.slot = "", s
			}
			f.pieces = append(f.pieces, p)
			if said[0] == '[' {
				bracket = i
			}
			if said[len(said)-1] == ']' {
				f.pieces[bracket].optional = i + 1 - bracket
			}
		}
		list = append(list, f)
	}
	return list
}()

// remaining is a form of which so much has been read.
type remaining struct {
	*form
	read int
}

func (r remaining) ended() bool { return r.read == len(r.pieces) }
func (r remaining) next() piece { return r.pieces[r.read] }

// clientForms are those of what a client does, clientOrders the verbs behind it.
var clientForms, clientOrders = func() (list []remaining, orders []string) {
	for i := range forms {
		if f := &forms[i]; f.pieces[0].slot == slots["CLIENT"] {
			list = append(list, remaining{f, 0})
			if order := f.pieces[1].text; !slices.Contains(orders, order) {
				orders = append(orders, order)
			}
		}
	}
	return list, orders
}()

// verbNames are the verbs with which the other actions begin.
var verbNames = func() (verbs []string) {
	for i := range forms {
		if verb := forms[i].verb(); verb != "" && !slices.Contains(verbs, verb) {
			verbs = append(verbs, verb)
		}
	}
	return append(verbs, waitWord, StepWord)
}()

// verb returns the words that all forms have in common which begin with the same word,
// "" if that is no word.
func (f *form) verb() string {
	words := f.pieces
	for i := range forms {
		if other := forms[i].pieces; other[0] == f.pieces[0] {
			n := 0
			for n < min(len(words), len(other)) && words[n] == other[n] && words[n].slot == nil {
				n++
			}
			words = words[:n]
		}
	}
	texts := make([]string, len(words))
	for i, p := range words {
		texts[i] = p.text
	}
	return strings.Join(texts, " ")
}

// behind returns the forms that begin with a verb of so many words, which has been read.
func behind(forms []form, words int, verb string) (list []remaining) {
	for i := range forms {
		if forms[i].verb() == verb {
			list = append(list, remaining{&forms[i], words})
		}
	}
	return list
}

// write returns the canonical text of an action of this form.
func (f *form) write(a *arguments) string {
	var b strings.Builder
	tight := true
	for i := 0; i < len(f.pieces); i++ {
		p := f.pieces[i]
		if n := p.optional; n > 0 && f.pieces[i+n-1].slot.write(a) == "" {
			i += n - 1
			continue
		}
		text := p.text
		if p.slot != nil {
			text = p.slot.write(a)
		}
		if !tight && text != "=" {
			b.WriteByte(' ')
		}
		b.WriteString(text)
		tight = text == "="
	}
	return b.String()
}

// tableAction takes the rest of an action of one of these forms: word by word, those remain
// that can go on with what stands there.
func (l *line) tableAction(list []remaining) Action {
	var a arguments
	for l.err == nil {
		if list = l.choose(list); l.err != nil {
			break
		}
		first := list[0]
		if first.ended() {
			return &tableAction{first.form, a}
		}
		n := 1
		switch p := first.next(); {
		case p.optional > 0 && !l.given(first):
			n = p.optional
		case p.slot != nil:
			p.slot.read(l, first.spec, &a)
		default:
			n = l.words(list)
		}
		for i := range list {
			list[i].read += n
		}
	}
	return &tableAction{list[0].form, a}
}

// choose returns those of the forms that can go on with the next token, or fails. They
// all go on in the same way.
func (l *line) choose(list []remaining) []remaining {
	if len(list) == 1 || !slices.ContainsFunc(list, func(r remaining) bool { return r.ended() || r.next() != list[0].next() }) {
		return list
	}
	keep := func(which func(remaining) bool) (kept []remaining) {
		for _, r := range list {
			if which(r) {
				kept = append(kept, r)
			}
		}
		return kept
	}
	if these := keep(func(r remaining) bool { return !r.ended() && l.spells(r) }); len(these) > 0 {
		return these // before "as" could begin a name: "add S4 as learner"
	}
	if ended := keep(remaining.ended); len(ended) > 0 && !l.more() {
		return ended
	}
	list = keep(func(r remaining) bool { return !r.ended() })
	text := l.peek().text
	if these := keep(func(r remaining) bool { return r.next().slot == nil && r.next().text == text }); len(these) > 0 {
		return these
	}
	client, server := slots["CLIENT"], slots["SERVER"]
	if these := keep(func(r remaining) bool { return (r.next().slot == server) == isServerName(text) }); len(these) > 0 && len(these) < len(list) {
		list = these // "add S4" is about a server, "add x 4" about a key
	}
	if these := keep(func(r remaining) bool { return r.next().slot == client }); len(these) > 0 && isClientName(text) {
		return these
	}
	if these := keep(func(r remaining) bool { return r.next().slot != nil && r.next().slot != client }); len(these) > 0 {
		return these
	}
	if len(list) > 1 {
		var words []string
		for _, r := range list {
			if !slices.Contains(words, r.next().text) {
				words = append(words, r.next().text)
			}
		}
		l.expect(words...)
	}
	return list
}

// spells reports whether the words stand here with which a form ends.
func (l *line) spells(r remaining) bool {
	rest := r.pieces[r.read:]
	if len(rest) != len(l.tokens) {
		return false
	}
	for i, p := range rest {
		if p.slot != nil || p.text != l.tokens[i].text {
			return false
		}
	}
	return true
}

// given reports whether what may be left out stands here.
func (l *line) given(r remaining) bool {
	if r.next().slot == nil {
		return l.more()
	}
	return !l.quantityNext(r.pieces[r.read+1].slot.example)
}

// words takes the words up to the next argument, as far as all of the forms have them,
// and returns how many.
func (l *line) words(list []remaining) int {
	var words []string
	for i := list[0].read; i < len(list[0].pieces) && list[0].pieces[i].slot == nil; i++ {
		words = append(words, list[0].pieces[i].text)
		if len(list) > 1 {
			break
		}
	}
	if len(words) == 1 {
		l.expect(words...)
	} else {
		l.expectAll(strings.Join(words, " "))
	}
	return len(words)
}
