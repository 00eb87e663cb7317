package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// told is what a webhook says, as far as voice notes go.
type told struct {
	Messages []struct {
		ID, From, Type string
		Audio          struct {
			ID    string
			MIME  string `json:"mime_type"`
			Voice bool
		}
	}
	Statuses []struct{ ID, Status string }
}

// api is the Cloud API with a bot that only listens.
type api struct {
	*simulator.Emulator
	t     *testing.T
	url   string
	hooks chan told
}

// newAPI serves the emulator and its page.
func newAPI(t *testing.T) *api {
	a := &api{t: t, hooks: make(chan told, 100)}
	bot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var hook struct {
			Entry []struct {
				Changes []struct{ Value told }
			}
		}
		if err := json.NewDecoder(r.Body).Decode(&hook); err != nil {
			t.Errorf("webhook: %v", err)
			return
		}
		for _, e := range hook.Entry {
			for _, c := range e.Changes {
				a.hooks <- c.Value
			}
		}
	}))
	t.Cleanup(bot.Close)
	e, err := simulator.New(simulator.Config{Token: "token", Webhook: bot.URL, Number: number, Phones: phones()})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e.Handler())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		server.CloseClientConnections() // the page follows the events as long as it can
		server.Close()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		_ = e.Close()
	})
	a.Emulator, a.url = e, server.URL
	return a
}

// next is the next webhook that some condition holds for.
func (a *api) next(is func(told) bool) told {
	a.t.Helper()
	ctx, cancel := context.WithTimeout(a.t.Context(), patienceOfTests)
	defer cancel()
	for {
		select {
		case <-ctx.Done():
			a.t.Fatal("no webhook came")
		case hook := <-a.hooks:
			if is(hook) {
				return hook
			}
		}
	}
}

// ask asks something of the Graph API, as a bot does.
func (a *api) ask(method, url, contentType string, body io.Reader) []byte {
	a.t.Helper()
	r, err := http.NewRequestWithContext(a.t.Context(), method, url, body)
	if err != nil {
		a.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer token")
	r.Header.Set("Content-Type", contentType)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		a.t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		a.t.Fatalf("%s: %s: %s, %v", url, answer.Status, raw, err)
	}
	return raw
}

// download gets a file that a user sent.
func (a *api) download(id string) []byte {
	a.t.Helper()
	var where struct{ URL string }
	if err := json.Unmarshal(a.ask(http.MethodGet, a.url+"/v25.0/"+id, "", http.NoBody), &where); err != nil {
		a.t.Fatal(err)
	}
	return a.ask(http.MethodGet, where.URL, "", http.NoBody)
}

// speak sends a voice note to a phone.
func (a *api) speak(to string, note []byte) {
	a.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file"; filename="voice.ogg"`}, "Content-Type": {"audio/ogg; codecs=opus"},
	})
	if err != nil {
		a.t.Fatal(err)
	}
	_, _ = part.Write(note) // to memory
	_ = form.WriteField("messaging_product", "whatsapp")
	_ = form.Close()
	var media struct{ ID string }
	if err := json.Unmarshal(a.ask(http.MethodPost, a.url+"/v25.0/"+number.ID+"/media", form.FormDataContentType(), &body), &media); err != nil {
		a.t.Fatal(err)
	}
	message := fmt.Sprintf(`{"messaging_product":"whatsapp","to":%q,"type":"audio","audio":{"id":%q,"voice":true}}`, to, media.ID)
	a.ask(http.MethodPost, a.url+"/v25.0/"+number.ID+"/messages", "application/json", strings.NewReader(message))
}

// talker opens the page in a browser that has a microphone.
func talker(t *testing.T, ctx context.Context, a *api, s screen, dark bool) *hand { //nolint:revive // the test comes first everywhere
	t.Helper()
	return opened(t, ctx, &runningBot{t: t, url: a.url, errs: &bytes.Buffer{}}, s, dark)
}

// microphone is one that beeps, and asks nobody.
func microphone() []chromedp.ExecAllocatorOption {
	options := []chromedp.ExecAllocatorOption{chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("use-fake-ui-for-media-stream", true)}
	if sound := os.Getenv("BOT_TEST_SOUND"); sound != "" { // a WAV file, for pictures
		options = append(options, chromedp.Flag("use-file-for-fake-audio-capture", sound))
	}
	return options
}

const (
	records = `!document.querySelector("#recorder").hidden`
	silent  = `document.querySelector("#recorder").hidden && document.querySelectorAll(".bubble[data-from=user]").length === %d`
)

// TestVoice speaks into the page as one does into a phone: what comes to the bot is a
// voice note such as phones send, which the tools for Opus read without a complaint.
// What the bot speaks is played, and the bot hears that it was.
func TestVoice(t *testing.T) {
	ctx := browser(t, microphone()...)
	for _, c := range []struct {
		screen
		dark bool
	}{{desktop, false}, {mobile, true}, {mobile, false}} {
		name := c.name + map[bool]string{true: "-dark", false: "-light"}[c.dark]
		t.Run(name, func(t *testing.T) {
			a := newAPI(t)
			h := talker(t, ctx, a, c.screen, c.dark)
			h.tap("#mic")
			h.until(records + ` && document.querySelector("#recorder .time").textContent === "0:02"`)
			h.until(`[...document.querySelectorAll("#recorder .waves i")].some(i => parseFloat(i.style.height) > 5)`)
			h.picture("voice-recording-" + name)
			h.tap("#voice-send")
			hook := a.next(func(h told) bool { return len(h.Messages) > 0 })
			m := hook.Messages[0]
			if m.Type != "audio" || m.Audio.MIME != "audio/ogg; codecs=opus" || !m.Audio.Voice || m.From != phones()[0].Address {
				t.Fatalf("the bot was sent %+v", hook)
			}
			note := a.download(m.Audio.ID)
			audible(t, note)
			a.AddTurn(simulator.Turn{Turn: 1, Phone: m.From, Messages: []string{m.ID}, Text: "do kilo chini"})
			h.until(`document.querySelector("#turns .turn-said")?.textContent === "🎤 heard: do kilo chini"`)

			a.speak(m.From, note)
			h.until(`document.querySelectorAll(".bubble .player").length === 2`)
			h.until(`[...document.querySelectorAll(".bubble[data-from=bot] .player .waves i")].filter(i => parseFloat(i.style.height) > 20).length > 3`)
			h.until(`[...document.querySelectorAll(".heard-length")].every(l => l.textContent !== "0:00")`)
			h.tap(".bubble[data-from=bot] .player .icon-button")
			a.next(func(h told) bool { return len(h.Statuses) > 0 && h.Statuses[0].Status == "played" })
			for _, speed := range []string{"1.5×", "2×", "1×"} {
				h.tap(".bubble[data-from=bot] .rate")
				h.until(fmt.Sprintf(`document.querySelector(".bubble[data-from=bot] .rate").textContent === %q`, speed))
			}
			h.until(`document.querySelector(".bubble[data-from=bot] .player .waves i.past") !== null`)
			h.picture("voice-played-" + name)
		})
	}
}

// audible fails unless a file is a whole voice note with something to be heard in it.
func audible(t *testing.T, note []byte) {
	t.Helper()
	file, wave := filepath.Join(t.TempDir(), "note.ogg"), filepath.Join(t.TempDir(), "note.wav")
	if err := os.WriteFile(file, note, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := exec.CommandContext(t.Context(), "opusinfo", file).CombinedOutput()
	if lower := strings.ToLower(string(info)); err != nil || strings.Contains(lower, "warning") || strings.Contains(lower, "error") {
		t.Errorf("opusinfo: %v\n%s", err, info)
	}
	says(t, string(info), "Pre-skip: 312", "Channels: 1", "Logical stream 1 ended")
	if out, err := exec.CommandContext(t.Context(), "opusdec", "--quiet", "--rate", "16000", file, wave).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("opusdec: %v\n%s", err, out)
	}
	raw, err := os.ReadFile(wave)
	if err != nil {
		t.Fatal(err)
	}
	const header, second = 44, 2 * 16000
	loud := 0
	for i := header; i+1 < len(raw); i += 2 {
		if v := int16(raw[i]) | int16(raw[i+1])<<8; v > 1000 || v < -1000 {
			loud++
		}
	}
	if len(raw) < header+second || loud < 100 {
		t.Errorf("%d bytes of sound, %d samples of it loud", len(raw), loud)
	}
}

// TestVoiceIsHeld holds the microphone: letting go sends, drawing it away or Escape does
// not.
func TestVoiceIsHeld(t *testing.T) {
	a := newAPI(t)
	h := talker(t, browser(t, microphone()...), a, desktop, false)
	at := func() (x, y float64) {
		box := value[[]float64](h, `(b => [b.x + b.width / 2, b.y + b.height / 2])(document.querySelector("#mic").getBoundingClientRect())`)
		return box[0], box[1]
	}
	mouse := func(kind input.DispatchMouseEventType, x, y float64) {
		tell(h, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1})
	}
	hold := func() (x, y float64) {
		x, y = at()
		mouse("mousePressed", x, y)
		h.until(records)
		return x, y
	}

	x, y := hold()
	h.picture("voice-held")
	mouse("mouseMoved", x-40, y)
	mouse("mouseMoved", x-200, y)
	h.until(fmt.Sprintf(silent, 0))
	mouse("mouseReleased", x-200, y)

	h.tap("#mic")
	h.until(records)
	tell(h, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "rawKeyDown", Key: "Escape", Code: "Escape", WindowsVirtualKeyCode: 27})
	h.until(fmt.Sprintf(silent, 0))

	x, y = hold()
	h.until(`document.querySelector("#recorder .time").textContent === "0:01"`)
	h.script(`document.querySelectorAll("#phones [role=tab]")[1].click()`) // it goes out from the phone it was spoken at
	mouse("mouseReleased", x, y)
	hook := a.next(func(h told) bool { return len(h.Messages) > 0 })
	if m := hook.Messages[0]; len(hook.Messages) != 1 || m.Type != "audio" || m.From != phones()[0].Address {
		t.Errorf("the bot was sent %+v", hook)
	}
}

// TestVoiceUnderAFinger does it with a finger, under which the microphone goes away: a tap
// leaves the hands free.
func TestVoiceUnderAFinger(t *testing.T) {
	a := newAPI(t)
	h := talker(t, browser(t, microphone()...), a, mobile, false)
	at := value[[]float64](h, `(b => [b.x + b.width / 2, b.y + b.height / 2])(document.querySelector("#mic").getBoundingClientRect())`)
	touch := func(kind input.DispatchTouchEventType, dx ...float64) {
		points := []*input.TouchPoint{}
		for _, dx := range dx {
			points = append(points, &input.TouchPoint{X: at[0] + dx, Y: at[1]})
		}
		tell(h, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}

	touch("touchStart", 0)
	h.until(records + ` && document.querySelector("#recorder .time").textContent === "0:01"`) // a long press, which means something else elsewhere
	h.picture("voice-finger")
	touch("touchMove", -30)
	touch("touchMove", -200)
	h.until(fmt.Sprintf(silent, 0))
	touch("touchEnd")

	touch("touchStart", 0)
	touch("touchEnd")
	h.until(records + ` && document.querySelector("#recorder .time").textContent === "0:01"`)
	h.tap("#voice-cancel")
	h.until(fmt.Sprintf(silent, 0))

	touch("touchStart", 0)
	h.until(records + ` && document.querySelector("#recorder .time").textContent === "0:01"`)
	touch("touchEnd")
	a.next(func(h told) bool { return len(h.Messages) == 1 && h.Messages[0].Type == "audio" })
}

// TestNoMicrophone asks for a file where nobody allows the microphone.
func TestNoMicrophone(t *testing.T) {
	h := talker(t, browser(t, chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("deny-permission-prompts", true)), newAPI(t), desktop, false)
	h.script(`document.querySelector("#file-audio").addEventListener("click", e => { e.preventDefault(); window.asked = true })`)
	h.tap("#mic")
	h.until(`window.asked && document.querySelector("#notice").textContent.includes("not allowed here. Choose a sound file")`)
}
