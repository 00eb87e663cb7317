package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// patienceOfTests is how long a test waits for what it waits for, on a machine
// that has much else to do.
const patienceOfTests = time.Minute

// runningBot is the program on a free port, with its page.
type runningBot struct {
	t    testing.TB
	url  string
	args []string
	cmd  *exec.Cmd
	errs *bytes.Buffer
}

// startBot starts the program on an empty folder, and stops it with the test.
func startBot(t testing.TB, args ...string) *runningBot {
	t.Helper()
	b := &runningBot{t: t, args: append([]string{"run", "--data", t.TempDir()}, args...)}
	b.start("127.0.0.1:0")
	t.Cleanup(b.stop)
	return b
}

// start starts it on an address; it listens when start returns.
func (b *runningBot) start(addr string) {
	b.t.Helper()
	b.cmd, b.errs, b.url = program(append(b.args, "--addr", addr)...), &bytes.Buffer{}, ""
	b.cmd.Stderr = b.errs
	out, err := b.cmd.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); b.url == "" && lines.Scan(); {
		if _, rest, ok := strings.Cut(lines.Text(), "http://"); ok {
			where, _, _ := strings.Cut(rest, ": open")
			b.url = "http://" + where
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	if b.url == "" {
		b.t.Fatalf("it did not start: %s", b.errs)
	}
}

// stop ends it as Ctrl-C does; it ends well, and says nothing on the way.
func (b *runningBot) stop() {
	if b.cmd == nil {
		return
	}
	defer func() { b.cmd = nil }()
	_ = b.cmd.Process.Signal(syscall.SIGTERM)
	if err := b.cmd.Wait(); err != nil || b.errs.Len() > 0 {
		b.t.Errorf("ended with %v, said %q", err, b.errs)
	}
}

// post asks something of the simulator.
func (b *runningBot) post(path, body string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 300 {
		raw, _ := io.ReadAll(answer.Body)
		b.t.Fatalf("%s: %s: %s", path, answer.Status, raw)
	}
}

// screen is how large a browser's window is.
type screen struct {
	name          string
	width, height int64
	touch         bool
}

var (
	desktop = screen{"desktop", 1280, 800, false}
	mobile  = screen{"phone", 390, 844, true}
)

// browser starts Chromium with a fresh profile. Without one the test is skipped,
// but not in CI.
func browser(t testing.TB, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		path, err = exec.LookPath("google-chrome")
	}
	if err != nil {
		const missing = "no browser is installed (Debian package chromium)"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.WSURLReadTimeout(patienceOfTests),
	}
	allocator, cancel := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), append(options, more...)...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Title()); err != nil {
		t.Fatalf("no browser: %v", err)
	}
	return ctx
}

// hand is a person at the page.
type hand struct {
	t     testing.TB
	ctx   context.Context
	bot   *runningBot
	heard int // answers seen so far
}

// opened opens the page in a tab of its own.
func opened(t testing.TB, ctx context.Context, b *runningBot, s screen, dark bool) *hand { //nolint:revive // the test comes first everywhere
	t.Helper()
	tab, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(tab, chromedp.Title()); err != nil { // a deadline on the first would end the browser
		t.Fatal(err)
	}
	h := &hand{t: t, ctx: tab, bot: b}
	tell(h, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: map[bool]string{true: "dark", false: "light"}[dark]},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	if s.touch {
		tell(h, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	}
	h.do(chromedp.EmulateViewport(s.width, s.height), chromedp.Navigate(b.url))
	h.until(tabs)
	return h
}

// tabs says that the page has loaded.
const tabs = `document.querySelectorAll("#phones [role=tab]").length > 0`

// tell gives the browser a command of its protocol.
func tell[P, R any](h *hand, command cdp.Command[P, R], params P) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.ctx, patienceOfTests)
	defer cancel()
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		h.t.Fatal(err)
	}
}

// run1 does something in the browser and returns what came of it.
func run1[T any](h *hand, action chromedp.Action[T]) T {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.ctx, patienceOfTests)
	defer cancel()
	v, err := chromedp.Run(ctx, action)
	if err != nil {
		h.t.Fatalf("%v\non the page: %s\nthe bot said: %s", err, h.page(), h.bot.errs)
	}
	return v
}

// do does things in the browser.
func (h *hand) do(actions ...chromedp.Action[chromedp.Void]) {
	h.t.Helper()
	run1(h, chromedp.Steps(actions...))
}

// page is what stands on it, for a failure.
func (h *hand) page() string {
	ctx, cancel := context.WithTimeout(h.ctx, 5*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return text
}

// until waits for an expression to become true.
func (h *hand) until(expression string) {
	h.t.Helper()
	run1(h, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patienceOfTests-time.Second), chromedp.WithPollingInterval(20*time.Millisecond)))
}

// value is what an expression is worth.
func value[T any](h *hand, expression string) T {
	h.t.Helper()
	return run1(h, chromedp.Evaluate[T](expression))
}

// script runs one for what it does.
func (h *hand) script(text string) {
	h.t.Helper()
	h.do(chromedp.Evaluate[chromedp.Void](text))
}

const answers = `[...document.querySelectorAll(".bubble[data-from=bot][data-id]")]`

// write writes a message and sends it with Enter.
func (h *hand) write(text string) {
	h.t.Helper()
	h.do(chromedp.Focus(chromedp.CSS("#composer")))
	tell(h, input.InsertText, input.InsertTextParams{Text: text}) // keys of its own stand for some letters of Malayalam
	for _, kind := range []input.DispatchKeyEventType{"rawKeyDown", "keyUp"} {
		tell(h, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13})
	}
}

// answer waits for the next answer and returns its words.
func (h *hand) answer() string {
	h.t.Helper()
	h.heard++
	h.until(fmt.Sprintf("%s.length >= %d", answers, h.heard))
	return value[string](h, fmt.Sprintf("%s[%d].querySelector('.text').innerText", answers, h.heard-1))
}

// says writes something and expects fragments of the answer.
func (h *hand) says(text string, fragments ...string) {
	h.t.Helper()
	h.write(text)
	says(h.t, h.answer(), fragments...)
}

// tap clicks what a selector finds.
func (h *hand) tap(selector string) {
	h.t.Helper()
	h.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// choose taps a quick reply under the last answer, by its words.
func (h *hand) choose(words string) {
	h.t.Helper()
	quoted, _ := json.Marshal(words)
	h.script(fmt.Sprintf(`%s.at(-1).querySelectorAll(".choice").forEach(b => b.innerText.includes(%s) && b.click())`, answers, quoted))
}

// picture keeps a screenshot when BOT_TEST_PICTURES names a folder.
func (h *hand) picture(name string) {
	h.t.Helper()
	folder := os.Getenv("BOT_TEST_PICTURES")
	if folder == "" {
		return
	}
	h.do(chromedp.Evaluate[chromedp.Void](`document.fonts.ready`, chromedp.EvalAwaitPromise))
	png := run1(h, chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// reload loads the page anew.
func (h *hand) reload() {
	h.t.Helper()
	h.do(chromedp.Reload())
	h.until(tabs)
}
