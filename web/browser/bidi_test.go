package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// withFirefox says that the tests in Firefox run too.
var withFirefox = flag.Bool("firefox", false, "run the tests in Firefox, which has to be there")

// fox is a page in Firefox, which is spoken to in WebDriver BiDi, the protocol that
// Firefox speaks by itself (w3c.github.io/webdriver-bidi).
type fox struct {
	t      *testing.T
	line   *websocket.Conn
	page   string // the browsing context
	number int    // of the last command
}

// bidiMessage is an answer, a refusal or an event; events have no number.
type bidiMessage struct {
	ID      *int            `json:"id"`
	Type    string          `json:"type"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
	Result  json.RawMessage `json:"result"`
}

// newFox starts Firefox with a profile that has never been used and returns its page,
// in a window of 1440 × 900.
func newFox(t *testing.T) *fox {
	t.Helper()
	if !*withFirefox {
		t.Skip("make test-firefox runs this")
	}
	path, err := exec.LookPath("firefox-esr")
	if err != nil {
		path, err = exec.LookPath("firefox")
	}
	if err != nil {
		t.Fatal("Firefox is not here (on Debian: apt-get install firefox-esr)")
	}
	command := exec.CommandContext(t.Context(), path, "--headless", "--no-remote", "--profile", t.TempDir(), "--remote-debugging-port", "0", "about:blank")
	// Asked to end, it ends its own processes too.
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = 10 * time.Second
	said, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	f := &fox{t: t, line: dialFox(t, bufio.NewScanner(said))}
	t.Cleanup(func() {
		_ = f.line.CloseNow()
		_ = command.Wait() // it was told to end
	})
	bidi[struct{}](f, "session.new", map[string]any{"capabilities": map[string]any{}})
	tree := bidi[struct {
		Contexts []struct {
			Context string `json:"context"`
		} `json:"contexts"`
	}](f, "browsingContext.getTree", map[string]any{})
	f.page = tree.Contexts[0].Context
	bidi[struct{}](f, "browsingContext.setViewport", map[string]any{"context": f.page, "viewport": map[string]int64{"width": desktop.width, "height": desktop.height}})
	bidi[struct{}](f, "script.addPreloadScript", map[string]any{"functionDeclaration": "() => {" + probe + probeLooks + "}"})
	return f
}

// dialFox connects to the address that Firefox says once it listens.
func dialFox(t *testing.T, said *bufio.Scanner) *websocket.Conn {
	t.Helper()
	for said.Scan() {
		_, address, ok := strings.Cut(said.Text(), "WebDriver BiDi listening on ")
		if !ok {
			continue
		}
		go func() {
			for said.Scan() { // else it would wait until somebody reads
			}
		}()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		line, _, err := websocket.Dial(ctx, address+"/session", nil)
		if err != nil {
			t.Fatal(err)
		}
		line.SetReadLimit(1 << 24)
		return line
	}
	t.Fatalf("Firefox does not listen: %v", said.Err())
	return nil
}

// bidi sends a command and returns what it results in.
func bidi[T any](f *fox, method string, params any) (result T) {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(f.t.Context()), patience)
	defer cancel()
	f.number++
	asked, err := json.Marshal(map[string]any{"id": f.number, "method": method, "params": params})
	if err != nil {
		f.t.Fatal(err)
	}
	if err := f.line.Write(ctx, websocket.MessageText, asked); err != nil {
		f.t.Fatalf("%s: %v", method, err)
	}
	for {
		_, said, err := f.line.Read(ctx)
		if err != nil {
			f.t.Fatalf("%s: %v", method, err)
		}
		var message bidiMessage
		if err := json.Unmarshal(said, &message); err != nil {
			f.t.Fatalf("%s: %v in %s", method, err, said)
		}
		if message.ID == nil || *message.ID != f.number {
			continue
		}
		if message.Type == "error" {
			f.t.Fatalf("%s: %s: %s", method, message.Error, message.Message)
		}
		if err := json.Unmarshal(message.Result, &result); err != nil {
			f.t.Fatalf("%s: %v in %s", method, err, message.Result)
		}
		return result
	}
}

// visit goes to an address and waits until the document is there.
func (f *fox) visit(address string) {
	f.t.Helper()
	bidi[struct{}](f, "browsingContext.navigate", map[string]any{"context": f.page, "url": address, "wait": "complete"})
}

// foxAsk returns what an expression in the page comes to; a promise is waited for.
func foxAsk[T any](f *fox, expression string) (value T) {
	f.t.Helper()
	answer := bidi[struct {
		Type      string `json:"type"`
		Result    struct{ Value string }
		Exception struct{ Text string } `json:"exceptionDetails"`
	}](f, "script.evaluate", map[string]any{
		"expression":   "Promise.resolve(" + expression + ").then((value) => JSON.stringify(value ?? null))",
		"target":       map[string]string{"context": f.page},
		"awaitPromise": true,
	})
	if answer.Type != "success" {
		f.t.Fatalf("%s: %s", expression, answer.Exception.Text)
	}
	if err := json.Unmarshal([]byte(answer.Result.Value), &value); err != nil {
		f.t.Fatalf("%s: %v in %q", expression, err, answer.Result.Value)
	}
	return value
}

// foxAwait waits until an expression comes to something true, and returns that.
func foxAwait[T any](f *fox, what, expression string) T {
	f.t.Helper()
	return foxAsk[T](f, fmt.Sprintf("probe.until(() => %s, %d).catch((why) => { throw new Error(%q + ': ' + why); })", expression, (patience-5*time.Second).Milliseconds(), what))
}

func (f *fox) until(what, expression string) {
	f.t.Helper()
	foxAwait[bool](f, what, "Boolean("+expression+")")
}

// click presses an element with the mouse.
func (f *fox) click(selector string) {
	f.t.Helper()
	at := foxAwait[point](f, selector+" is not there to be pressed", fmt.Sprintf("probe.point(%q)", selector))
	f.mouse(
		map[string]any{"type": "pointerMove", "x": int(at.X), "y": int(at.Y)},
		map[string]any{"type": "pointerDown", "button": 0},
		map[string]any{"type": "pointerUp", "button": 0},
	)
}

// mouse does some things with the mouse, one after the other.
func (f *fox) mouse(actions ...map[string]any) {
	f.t.Helper()
	bidi[struct{}](f, "input.performActions", map[string]any{
		"context": f.page,
		"actions": []map[string]any{{"type": "pointer", "id": "mouse", "actions": actions}},
	})
}

// press presses a key.
func (f *fox) press(key string) {
	f.t.Helper()
	bidi[struct{}](f, "input.performActions", map[string]any{
		"context": f.page,
		"actions": []map[string]any{{"type": "key", "id": "keys", "actions": []map[string]any{
			{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key},
		}}},
	})
}
