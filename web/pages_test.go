package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"raft-playground/static"
	"raft-playground/web/wire"
)

// get asks for an address, with headers in pairs, and returns the answer with its
// body read and unzipped.
func (h *house) get(t *testing.T, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, h.http.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	response, err := h.http.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var body io.Reader = response.Body
	if response.Header.Get("Content-Encoding") == "gzip" {
		if body, err = gzip.NewReader(body); err != nil {
			t.Fatal(err)
		}
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

func TestThePageSpeaksTheVisitorsLanguage(t *testing.T) {
	h := open(t, Options{})
	for _, c := range []struct {
		path    string
		headers []string
		want    string
	}{
		{"/", nil, "en"},
		{"/", []string{"Accept-Language", "zh-CN"}, "zh-Hans"},
		{"/?lang=zh", nil, "zh-Hans"},
		{"/?lang=en", []string{"Accept-Language", "zh", "Cookie", "lang=zh"}, "en"},
		{"/", []string{"Accept-Language", "en", "Cookie", "lang=zh"}, "zh-Hans"},
		{"/?lang=xx", []string{"Cookie", "lang=yy"}, "en"},
		{"/s/aaaaaaaaaaaaaaaa?lang=zh", nil, "zh-Hans"},
		{"/nowhere?lang=zh", nil, "zh-Hans"},
	} {
		response, body := h.get(t, "GET", c.path, c.headers...)
		if !strings.Contains(body, `<html lang="`+c.want+`"`) {
			t.Errorf("%s %v: not %s: %.120s", c.path, c.headers, c.want, body)
		}
		if vary := strings.Join(response.Header.Values("Vary"), ","); !strings.Contains(vary, "Accept-Language") || !strings.Contains(vary, "Cookie") {
			t.Errorf("%s: Vary %s", c.path, vary)
		}
	}
	if _, body := h.get(t, "GET", "/", "Cookie", "theme=dark"); !strings.Contains(body, `data-theme="dark"`) {
		t.Error("the theme that was chosen is not kept")
	}
	if _, body := h.get(t, "GET", "/", "Cookie", `theme="><script>`); !strings.Contains(body, `data-theme="system"`) {
		t.Error("a theme that is none is taken over")
	}
}

var fileAddress = regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`)

func TestEveryFileThatAPageNamesIsThere(t *testing.T) {
	h := open(t, Options{})
	for path, want := range map[string]int{"/": 200, "/s/aaaaaaaaaaaaaaaa": 200, "/nowhere": 404} {
		response, body := h.get(t, "GET", path)
		if response.StatusCode != want {
			t.Errorf("%s: %s", path, response.Status)
		}
		addresses := fileAddress.FindAllStringSubmatch(body, -1)
		if len(addresses) < 2 {
			t.Errorf("%s names %d files", path, len(addresses))
		}
		for _, address := range addresses {
			if response, _ := h.get(t, "HEAD", address[1]); response.StatusCode != 200 {
				t.Errorf("%s: %s: %s", path, address[1], response.Status)
			}
		}
	}
}

func TestPagesAreCompressedAndNotKept(t *testing.T) {
	h := open(t, Options{})
	response, body := h.get(t, "GET", "/", "Accept-Encoding", "gzip")
	if response.Header.Get("Content-Encoding") != "gzip" || response.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%v", response.Header)
	}
	if !strings.HasSuffix(strings.TrimSpace(body), "</html>") {
		t.Error("the page is not complete")
	}
	if response.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Error(response.Header.Get("Content-Type"))
	}
}

func TestOnlyWhatExistsIsFound(t *testing.T) {
	h := open(t, Options{})
	for _, path := range []string{"/s/", "/s/short", "/s/AAAAAAAAAAAAAAA1", "/s/aaaaaaaaaaaaaaaa/more", "/index.html", "/.git/config", "/ws/", "/S/aaaa", "/s/..%2f..%2fetc"} {
		response, body := h.get(t, "GET", path)
		if response.StatusCode != 404 || !strings.Contains(body, "<html") || strings.Contains(body, "error.404") {
			t.Errorf("%s: %s, %.100s", path, response.Status, body)
		}
	}
	h.status(t, "/static/old/js/app.js", 404)
	h.status(t, "/ws", http.StatusUpgradeRequired)
	if response, _ := h.get(t, "POST", "/"); response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST /: %s", response.Status)
	}
	if response, body := h.get(t, "HEAD", "/"); response.StatusCode != 200 || body != "" {
		t.Errorf("HEAD /: %s", response.Status)
	}
}

func TestEveryAnswerIsSecured(t *testing.T) {
	h := open(t, Options{})
	host := strings.TrimPrefix(h.http.URL, "http://")
	for _, path := range []string{"/", "/nowhere", h.files.Base() + "/icons/logo.svg", "/healthz", "/readyz", "/ws"} {
		response, _ := h.get(t, "GET", path)
		want := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://" + host +
			" wss://" + host + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
		if got := response.Header.Get("Content-Security-Policy"); got != want {
			t.Errorf("%s: policy %s", path, got)
		}
		for header, value := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
			if got := response.Header.Get(header); got != value {
				t.Errorf("%s: %s %q", path, header, got)
			}
		}
		if response.Header.Get("Permissions-Policy") == "" {
			t.Errorf("%s: no Permissions-Policy", path)
		}
	}
}

// TestScriptsAndStylesCarryOnlyWhatBindsThem: a policy binds documents; for what
// a document loads it would be bytes on the wire, many times over.
func TestScriptsAndStylesCarryOnlyWhatBindsThem(t *testing.T) {
	h := open(t, Options{})
	for _, path := range []string{"/js/app.js", "/css/page.css", "/i18n/shell.en.json"} {
		response, _ := h.get(t, "GET", h.files.Base()+path)
		if got := response.Header.Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("%s: X-Content-Type-Options %q", path, got)
		}
		if got := response.Header.Get("Cross-Origin-Resource-Policy"); got != "cross-origin" {
			t.Errorf("%s: Cross-Origin-Resource-Policy %q", path, got)
		}
		if got := response.Header.Get("Content-Security-Policy"); got != "" {
			t.Errorf("%s: policy %q", path, got)
		}
	}
}

func TestAHostCannotChangeThePolicy(t *testing.T) {
	for host, named := range map[string]bool{
		"example.org": true, "192.168.1.7:8080": true, "[::1]:8080": true, "": false,
		"x;script-src *": false, "x;script-src'*'": false, "a,b": false, "a b": false,
	} {
		policy := contentPolicy(host)
		if strings.Contains(policy, "wss://") != named || strings.Count(policy, ";") != 6 {
			t.Errorf("host %q: %s", host, policy)
		}
	}
}

// TestThePageHasNothingInline guards what the policy would silently switch off.
func TestThePageHasNothingInline(t *testing.T) {
	h := open(t, Options{})
	for _, path := range []string{"/", "/nowhere"} {
		_, body := h.get(t, "GET", path)
		for _, forbidden := range []string{` style="`, ` onclick=`, ` onload=`, "javascript:", "<style"} {
			if strings.Contains(body, forbidden) {
				t.Errorf("%s has %s", path, forbidden)
			}
		}
		if regexp.MustCompile(`<script[^>]*>[^<]`).MatchString(body) {
			t.Errorf("%s has an inline script", path)
		}
	}
}

func TestCrossOriginWritesAreRefused(t *testing.T) {
	h := open(t, Options{})
	response, _ := h.get(t, "POST", "/", "Sec-Fetch-Site", "cross-site")
	if response.StatusCode != http.StatusForbidden {
		t.Errorf("%s", response.Status)
	}
}

func TestAHandlerThatPanicsAnswersWithAnErrorPage(t *testing.T) {
	h := open(t, Options{})
	h.handler = h.recoverPanics(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("injected") }))
	response, body := h.get(t, "GET", "/")
	if response.StatusCode != 500 || !strings.Contains(body, "<html") {
		t.Errorf("%s, %.80s", response.Status, body)
	}
}

func TestEveryRefusalIsWordedInEveryLanguage(t *testing.T) {
	h := open(t, Options{})
	seen := map[string]bool{}
	for _, code := range wire.RefusalCodes() {
		if seen[code] {
			t.Errorf("%s is listed twice", code)
		}
		seen[code] = true
		for _, lang := range static.Languages {
			if text := h.words[lang.Tag].Text(code); text == code {
				t.Errorf("%s has no text in %s", code, lang.Tag)
			}
		}
	}
	for code := range wire.CloseCodes {
		if !strings.Contains("restart slow gone fault full bad unread", code) {
			t.Errorf("the page does not know %q", code)
		}
	}
}
