package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

const testPatience = 60 * time.Second

// environment returns a lookup in pairs of a variable and its value.
func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

var printedAddress = regexp.MustCompile(`http://\S+`)

func TestTheServerSaysWhereItIsAndGoesDownWhenAsked(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), testPatience)
	defer stop()
	out, printed := io.Pipe()
	var log bytes.Buffer
	code := make(chan int, 1) // so that a server that fails to start ends the test
	go func() {
		defer printed.Close()
		code <- dispatch(ctx, []string{"serve", "-log-format", "json"}, environment("PLAYGROUND_ADDR", "127.0.0.1:0"), printed, &log)
	}()
	lines := bufio.NewScanner(out)
	address := ""
	for address == "" && lines.Scan() {
		address = printedAddress.FindString(lines.Text())
	}
	if !strings.HasPrefix(address, "http://localhost:") {
		t.Fatalf("told to open %q", address)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()

	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("the page: %s", response.Status)
	}
	host := strings.TrimPrefix(address, "http://")
	if code := dispatch(ctx, []string{"healthcheck", "-addr", host}, environment(), io.Discard, io.Discard); code != 0 {
		t.Errorf("a healthy server: healthcheck ends with %d", code)
	}
	conn, _, err := websocket.Dial(ctx, "ws://"+host+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := conn.Write(ctx, websocket.MessageText, []byte(`{"t":"hello"}`)); err != nil {
		t.Fatal(err)
	}
	if _, message, err := conn.Read(ctx); err != nil || !strings.HasPrefix(string(message), `{"t":"welcome"`) {
		t.Fatalf("%s, %v", message, err)
	}
	// The signal comes.
	read := context.Background()
	stop()
	for {
		if _, _, err := conn.Read(read); err != nil {
			if websocket.CloseStatus(err) != 4001 {
				t.Errorf("the socket ends with %v", err)
			}
			break
		}
	}
	select {
	case c := <-code:
		if c != 0 {
			t.Errorf("it ends with %d", c)
		}
	case <-time.After(testPatience):
		t.Fatal("it does not end")
	}
	if !strings.Contains(log.String(), `"msg":"down"`) {
		t.Errorf("the log: %s", log.String())
	}
	if code := dispatch(context.Background(), []string{"healthcheck", "-addr", host}, environment(), io.Discard, io.Discard); code != 1 {
		t.Errorf("a server that is gone: healthcheck ends with %d", code)
	}
}

func TestAnAddressInUseIsAnError(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	var stderr bytes.Buffer
	if code := dispatch(t.Context(), []string{"-addr", taken.Addr().String()}, environment(), io.Discard, &stderr); code != 1 || !strings.Contains(stderr.String(), "in use") {
		t.Errorf("%d, %s", code, stderr.String())
	}
}

func TestACommandLineThatIsWrongSaysWhy(t *testing.T) {
	for _, c := range []struct {
		args, env []string
		says      string
	}{
		{[]string{"fly"}, nil, `no command "fly"`},
		{[]string{"serve", "-max-sessions", "many"}, nil, "max-sessions"},
		{[]string{"-max-viewers", "0"}, nil, "-max-viewers 0: at least 1"},
		{[]string{"-session-idle", "-1s"}, nil, "-session-idle"},
		{[]string{"-log-format", "xml"}, nil, `-log-format "xml"`},
		{[]string{"-log-level", "loud"}, nil, `-log-level "loud"`},
		{[]string{"serve", "something"}, nil, `unexpected argument "something"`},
		{[]string{"-no-such-flag"}, nil, "no-such-flag"},
		{nil, []string{"PLAYGROUND_MAX_SESSIONS", "x"}, "$PLAYGROUND_MAX_SESSIONS"},
		{[]string{"healthcheck", "-timeout", "soon"}, nil, "timeout"},
	} {
		var stderr bytes.Buffer
		code := dispatch(t.Context(), c.args, environment(c.env...), io.Discard, &stderr)
		if code != 2 || !strings.Contains(stderr.String(), c.says) {
			t.Errorf("%v %v: %d, %s", c.args, c.env, code, stderr.String())
		}
	}
}

func TestHelpExplainsEveryFlagWithItsDefaultAndItsVariable(t *testing.T) {
	var help bytes.Buffer
	if code := dispatch(t.Context(), []string{"-help"}, environment(), io.Discard, &help); code != 0 {
		t.Errorf("-help ends with %d", code)
	}
	for _, says := range []string{
		"-addr", "default :8080, or $PLAYGROUND_ADDR", "-max-sessions", "$PLAYGROUND_MAX_SESSIONS", "-max-viewers",
		"-session-idle", "default 10m0s, or $PLAYGROUND_SESSION_IDLE", "-log-format", "-log-level", "-trusted-proxies",
		"-new-sessions", "-connects", "-shutdown-timeout",
	} {
		if !strings.Contains(help.String(), says) {
			t.Errorf("-help does not say %q:\n%s", says, help.String())
		}
	}
	var usage bytes.Buffer
	if code := dispatch(t.Context(), []string{"help"}, environment(), &usage, io.Discard); code != 0 || !strings.Contains(usage.String(), "playground run") {
		t.Errorf("help: %d, %s", code, usage.String())
	}
	var is bytes.Buffer
	if code := dispatch(t.Context(), []string{"version"}, environment(), &is, io.Discard); code != 0 || !strings.HasPrefix(is.String(), "playground ") {
		t.Errorf("version: %d, %s", code, is.String())
	}
}

func TestTheCommandLineWinsOverTheEnvironment(t *testing.T) {
	var s settings
	flags := s.flags(io.Discard)
	err := parse(flags, []string{"-max-viewers", "7"}, environment("PLAYGROUND_MAX_VIEWERS", "8", "PLAYGROUND_MAX_SESSIONS", "9", "PLAYGROUND_TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8"))
	if err != nil || s.maxViewers != 7 || s.maxSessions != 9 || s.addr != defaultAddr {
		t.Errorf("%v, %+v", err, s)
	}
	if o := s.options(nil); !slices.Equal(o.TrustedProxies, []string{"10.0.0.0/8", "fd00::/8"}) {
		t.Errorf("proxies %q", o.TrustedProxies)
	}
}

func TestTheAddressesToOpen(t *testing.T) {
	machine := []netip.Addr{
		netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1"), netip.MustParseAddr("192.168.1.7"),
		netip.MustParseAddr("10.0.0.5"), netip.MustParseAddr("169.254.3.4"), netip.MustParseAddr("fe80::1"),
	}
	for listening, want := range map[string][]string{
		"[::]:8080":        {"http://localhost:8080", "http://192.168.1.7:8080", "http://10.0.0.5:8080"},
		"0.0.0.0:80":       {"http://localhost:80", "http://192.168.1.7:80", "http://10.0.0.5:80"},
		"127.0.0.1:8080":   {"http://localhost:8080"},
		"192.168.1.7:8080": {"http://192.168.1.7:8080"},
		"[2001:db8::1]:90": {"http://[2001:db8::1]:90"},
	} {
		tcp, err := net.ResolveTCPAddr("tcp", listening)
		if err != nil {
			t.Fatal(err)
		}
		if got := addresses(tcp, machine); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", listening, got, want)
		}
	}
}

func TestOthersAreNotSentToTheirOwnMachine(t *testing.T) {
	for want, list := range map[string][]string{
		"http://192.168.1.7:8080": {"http://localhost:8080", "http://192.168.1.7:8080", "http://10.0.0.1:8080"},
		"http://10.0.0.1:8080":    {"http://10.0.0.1:8080"},
		"":                        {"http://localhost:8080"},
	} {
		if got := inTheNetwork(list); got != want {
			t.Errorf("%v: %q, want %q", list, got, want)
		}
	}
	var stderr bytes.Buffer
	if code := dispatch(t.Context(), []string{"-addr", "127.0.0.1:0"}, environment("PLAYGROUND_PUBLIC_URL", "raft.example.org"), io.Discard, &stderr); code != 1 || !strings.Contains(stderr.String(), "raft.example.org") {
		t.Errorf("%d, %s", code, stderr.String())
	}
}
