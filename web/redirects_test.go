package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestAnUntidyAddressLeadsToThePageThatIsMeant(t *testing.T) {
	h := open(t, Options{})
	h.http.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	id := "/s/aaaaaaaaaaaaaaaa"
	for path, want := range map[string]string{
		"/lessons/": "/lessons", "/lessons.": "/lessons", "/lessons%E3%80%82": "/lessons", "/lessons)": "/lessons", "/lessons%22": "/lessons", "/Lessons": "/lessons", "//lessons": "/lessons", "/lessons//": "/lessons", "/lessons%20": "/lessons", "/lessons%E2%80%8B": "/lessons", "/lessons,": "/lessons", "/lessons%3E": "/lessons", "/lessons&utm_source=x": "/lessons", "/lessons%EF%BC%89%E7%9C%8B": "/lessons", "/%EF%BC%8Flessons": "/lessons", "/lesson/": "/lessons", "/lesson": "/lessons", "/lessons%252E": "/lessons", "/lessons%5C": "/lessons",
		"/language).": "/language", "/language/": "/language", "/LANGUAGE": "/language", "/language?lang=zh": "", "/language/?lang=zh": "/language?lang=zh",
		"/lesson/figure-8.": "/lesson/figure-8", "/lesson/figure-8/": "/lesson/figure-8", "/lesson/Figure-8": "/lesson/figure-8", "/lesson//figure-8": "/lesson/figure-8", "/lesson/figure-8%EF%BC%8E?embed=1&lang=zh": "/lesson/figure-8?embed=1&lang=zh", "/lessons/figure-8": "/lesson/figure-8", "/lesson/dies-alone/alone/": "/lesson/dies-alone/alone", "/lesson/dies-alone/alone)": "/lesson/dies-alone/alone", "/lesson/%C2%ABdies-alone%C2%BB": "/lesson/dies-alone",
		id + "/": id, id + ".": id, id + "%E3%80%82": id, id + "%253E": id, strings.ToUpper(id): id, "/" + id: id, id + "]?size=large": id + "?size=large",
		"//": "/", "/.": "/", "/%E3%80%82": "/", "/)": "/", "/?lang=zh": "",
		"/%232-abcDEF_9": "/#2-abcDEF_9", "/%EF%BC%832-abc?embed=1": "/?embed=1#2-abc",
	} {
		response, _ := h.get(t, "GET", path)
		if location := response.Header.Get("Location"); want == "" && response.StatusCode != http.StatusOK || want != "" && (response.StatusCode != http.StatusFound || location != want) {
			t.Errorf("%s: %d, to %q, want %q", path, response.StatusCode, location, want)
		}
	}
}

// TestNoAddressLeadsAnywhereElse: not to another host, and not to what is no page.
func TestNoAddressLeadsAnywhereElse(t *testing.T) {
	h := open(t, Options{})
	h.http.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, path := range []string{
		"//evil.example", "//evil.example/", "//evil.example/lessons", "/%2F%2Fevil.example", "/%5C%5Cevil.example", "/%5Cevil.example/lessons", "///evil.example", "/https:%2F%2Fevil.example", "/lessons/..%2F..%2Fevil", "/lesson/nowhere.", "/s/short.", "/nowhere/", "/ws/", "/static/", "/healthz/", "/metrics.", "/lesson/figure-8/nowhere/", "/s/aaaaaaaaaaaaaaaa/qr.svg/",
	} {
		response, _ := h.get(t, "GET", path)
		if location := response.Header.Get("Location"); response.StatusCode < 400 || location != "" {
			t.Errorf("%s: %d, to %q", path, response.StatusCode, location)
		}
	}
	if response, _ := h.get(t, "POST", "/lessons/"); response.StatusCode < 400 {
		t.Errorf("what is sent is sent on: %d", response.StatusCode)
	}
	for _, path := range []string{"//", "///", "/%2F%2F", "/%5C", "/./", "/%23//evil.example", "/%23@evil.example"} {
		response, _ := h.get(t, "GET", path)
		if location := response.Header.Get("Location"); location != "" && (location[0] != '/' || strings.HasPrefix(location, "//") || strings.HasPrefix(location, `/\`)) {
			t.Errorf("%s leads to %s", path, location)
		}
	}
}
