package web

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"raft-playground/web/conn"
)

// redirectUntidy sends whoever asks for a page by an address that was passed on untidily,
// with a full stop, a bracket or a slash at its end, to that page. It reports whether
// there is one. The way leads to pages of this server and nowhere else.
func redirectUntidy(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	page, found := pageMeant(r.URL.Path)
	page, fragment, isLink := strings.Cut(page, "#")
	if !found || page == r.URL.Path && !isLink {
		return false
	}
	redirect(w, r, url.URL{Path: page, Fragment: fragment})
	return true
}

// redirect sends whoever asks for a page on to another of this server, with what they ask
// of it.
func redirect(w http.ResponseWriter, r *http.Request, to url.URL) {
	to.RawQuery = r.URL.RawQuery
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, r, to.String(), http.StatusFound)
}

// pageMeant returns the path of the page that a path was most likely meant to be, for a
// link the page that opens it with what follows its #.
func pageMeant(path string) (page string, found bool) {
	if len(path) > maxUntidy {
		return "", false
	}
	for range 2 { // it may have been encoded more than once
		decoded, err := url.PathUnescape(path)
		if err != nil {
			break
		}
		path = decoded
	}
	path = inPlainSigns(path)
	if before, link, ok := strings.Cut(path, "#"); ok && strings.Trim(before, "/") == "" && link != "" {
		return "/#" + link, true
	}
	var parts []string
	for part := range strings.SplitSeq(strings.ToLower(path), "/") {
		part = strings.TrimLeftFunc(part, notOfNames)
		if i := strings.IndexFunc(part, notOfNames); i >= 0 {
			part = part[:i]
		}
		if part = strings.Trim(part, "-"); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) > 0 && (parts[0] == "lesson" || parts[0] == "lessons") {
		parts[0] = "lesson"
		if len(parts) == 1 {
			parts[0] = "lessons"
		}
	}
	page = "/" + strings.Join(parts, "/")
	return page, isPage(page)
}

// maxUntidy is the longest path for which a page is looked for: a link is the longest.
const maxUntidy = 16 << 10

// notOfNames reports whether a character stands in no name of a page.
func notOfNames(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-'
}

// inPlainSigns leaves out what cannot be seen, and takes the signs of full width for
// plain ones.
func inPlainSigns(path string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || !unicode.IsGraphic(r):
			return -1
		case r > '\uff00' && r < '\uff5f':
			return r - '\uff01' + '!'
		case r == '\\':
			return '/'
		}
		return r
	}, path)
}

// isPage reports whether there is a page at a path, as far as that can be known
// without asking for a session.
func isPage(path string) bool {
	switch path {
	case "/", "/lessons", "/language":
		return true
	}
	if id, ok := strings.CutPrefix(path, "/s/"); ok {
		return conn.ValidSessionID(id)
	}
	l, _ := lessonAt(path)
	return l != nil
}
