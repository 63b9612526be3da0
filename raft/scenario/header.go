package scenario

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Version is the version of the language, which the first line of a text names.
const Version = 1

// MaxTitle is how many characters a title may have.
const MaxTitle = 120

// firstLine is the first line of every text.
var firstLine = raftWord + " " + strconv.Itoa(Version)

const (
	raftWord  = "raft"
	titleWord = "title"
)

// version takes the first line.
func (l *line) version() {
	if l.peek().text != raftWord {
		suggestion := ""
		if nearest(l.peek().text, []string{raftWord}) != "" {
			suggestion = firstLine
		}
		l.fail(CodeNoHeader, firstLine, suggestion)
		return
	}
	l.take()
	if l.peek().text != strconv.Itoa(Version) {
		l.fail(CodeWrongVersion, strconv.Itoa(Version), "")
		return
	}
	l.take()
	l.done()
}

// setting takes a line of the header.
func (p *parser) setting(l *line) {
	first := l.peek()
	if first.text == raftWord {
		p.once(l, first, raftWord)
		return
	}
	offered := slices.Concat(statementNames, variantNames)
	if p.body == 0 {
		offered = slices.Concat(settingNames, []string{titleWord}, statementNames, variantNames)
	}
	i := l.phrase(settingNames, CodeUnknownLine, offered)
	if i < 0 {
		p.suggestTime(l, first)
		return
	}
	if settings[i].again {
		delete(p.settings, settings[i].name)
	}
	key := settings[i].name
	if isServerName(l.peek().text) {
		if settings[i].own != nil {
			key += " " + l.peek().text
		}
		for _, t := range l.tokens {
			if isServerName(t.text) {
				p.mentioned = append(p.mentioned, mention{l.number, t})
			}
		}
	}
	if p.once(l, first, key) {
		settings[i].read(l, &p.s.Config)
		l.done()
	}
}

// suggestTime suggests a time for an action that stands on a line without one.
func (p *parser) suggestTime(l *line, first token) {
	if l.err.Code == CodeUnknownLine && (slices.Contains(verbNames, first.text) || isClientName(first.text)) {
		l.err.Suggestion = Timing{Time: p.clock}.String() + ": " + first.text
	}
}

// once fails for a setting that has a value already, or comes after the first
// statement.
func (p *parser) once(l *line, t token, name string) bool {
	t.text = name
	switch before, again := p.settings[name]; {
	case p.body > 0:
		l.failAt(t, CodeSettingTooLate, strconv.Itoa(p.body), "")
	case again:
		l.failAt(t, CodeRepeatedSetting, strconv.Itoa(before), "")
	}
	p.settings[name] = l.number
	p.headerComments(l)
	return l.err == nil
}

// title takes a title, which is all the rest of its line.
func (p *parser) title(l *line, text string) {
	first := l.take()
	l.commented = false // a # belongs to the title
	if !p.once(l, first, titleWord) {
		return
	}
	_, title, _ := strings.Cut(text, titleWord)
	p.s.Title = strings.TrimFunc(title, unicode.IsSpace)
	if err := CheckTitle(p.s.Title); err != nil {
		err.Line, err.Column = l.number, l.end
		l.err = err
	}
}

// CheckTitle returns what is wrong with a title.
func CheckTitle(title string) *Error {
	if err := checkCharacters(title, 0); err != nil {
		return err
	}
	switch n := utf8.RuneCountInString(title); {
	case title == "":
		return &Error{Code: CodeLineTooShort, Expected: "Figure 8"}
	case n > MaxTitle:
		return &Error{Code: CodeTitleTooLong, Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxTitle)}
	}
	return nil
}

// headerComments keeps the comments of a line of the header.
func (p *parser) headerComments(l *line) {
	p.s.Above = append(p.s.Above, p.takeComments()...)
	if l.commented && l.comment != "" {
		p.s.Above = append(p.s.Above, l.comment)
	}
}
