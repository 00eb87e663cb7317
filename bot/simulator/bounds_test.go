package simulator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestManyFiles sends more files than are kept: the oldest go, on disk too, and
// stay gone.
func TestManyFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chats.jsonl")
	w := newWorld(t, keeping(path))
	handler := w.Handler()
	post := func() string {
		r := httptest.NewRequest(http.MethodPost, "http://localhost/simulator/media?name=x.png", strings.NewReader(png))
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, r)
		var m simulator.Media
		if err := json.Unmarshal(rec.Body.Bytes(), &m); err != nil || m.ID == "" {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
		return m.ID
	}
	first := post()
	var last string
	for range simulator.MaxFiles {
		last = post()
	}
	onDisk := func() int {
		names, err := os.ReadDir(strings.TrimSuffix(path, ".jsonl") + ".media")
		if err != nil {
			t.Fatal(err)
		}
		return len(names)
	}
	if n := onDisk(); n != simulator.MaxFiles {
		t.Errorf("%d files", n)
	}
	_ = w.Close()
	stray := filepath.Join(strings.TrimSuffix(path, ".jsonl")+".media", "123")
	if err := os.WriteFile(stray, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	again := newWorld(t, keeping(path))
	if r := again.request("GET", "/simulator/media/"+first, ""); r.StatusCode != http.StatusNotFound {
		t.Errorf("the first: %d", r.StatusCode)
	}
	if r := again.request("GET", "/simulator/media/"+last, ""); r.StatusCode != http.StatusOK {
		t.Errorf("the last: %d", r.StatusCode)
	}
	if n := onDisk(); n != simulator.MaxFiles {
		t.Errorf("%d files after another start", n)
	}
}

// TestManyHooks has more to tell a bot that is not there than is kept.
func TestManyHooks(t *testing.T) {
	e, err := simulator.New(simulator.Config{Clock: bottest.NewClock(start), Phones: []simulator.Phone{{Address: asha}}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for range simulator.MaxHooks + 5 {
		if _, err := e.Say(asha, simulator.Said{Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	if n := e.Pending(); n != simulator.MaxHooks {
		t.Errorf("%d wait", n)
	}
}

// TestEndless has a bot that answers its own statuses: delivering gives up, and
// says what it thinks.
func TestEndless(t *testing.T) {
	e, err := simulator.New(simulator.Config{Clock: bottest.NewClock(start), Phones: []simulator.Phone{{Address: asha}}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	bot := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		_, _ = e.Say(asha, simulator.Said{Text: "and again"})
	}))
	defer bot.Close()
	e.SetWebhook(bot.URL)
	if _, err := e.Say(asha, simulator.Said{Text: "x"}); err != nil {
		t.Fatal(err)
	}
	if err := e.Deliver(t.Context()); err == nil || errors.Is(err, simulator.ErrUndelivered) {
		t.Errorf("got %v", err)
	}
}

// TestLargeTurns refuses a turn that is too large, and one that is none.
func TestLargeTurns(t *testing.T) {
	w := newWorld(t)
	for _, body := range []string{`{"text":"` + strings.Repeat("x", simulator.MaxTurn) + `"}`, `[]`, `{"turn":"x"}`, ""} {
		if r := w.request("POST", "/simulator/turns", body); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%.20s: %d", body, r.StatusCode)
		}
	}
	if n := len(w.State().Turns); n != 0 {
		t.Errorf("%d turns", n)
	}
}

// TestSlowReader reads nothing while a lot happens: nobody waits for him, and he
// is told to start anew.
func TestSlowReader(t *testing.T) {
	w := newWorld(t)
	s := w.listen("/simulator/events")
	text := strings.Repeat("x", 50000)
	const turns = 2 * simulator.MaxEvents
	for n := range turns {
		w.AddTurn(simulator.Turn{Turn: int64(n), Text: text})
	}
	for n := 0; ; {
		h := s.next()
		if h.kind == "reset" {
			return
		}
		var turn simulator.Turn
		if err := json.Unmarshal([]byte(h.data), &turn); err != nil || int(turn.Turn) < n {
			t.Fatalf("turn %d after %d: %v", turn.Turn, n, err)
		}
		if n = int(turn.Turn); n == turns-1 {
			t.Fatal("100 MB were kept for him")
		}
	}
}

// TestEditedFile edits the caption of a picture.
func TestEditedFile(t *testing.T) {
	w := newWorld(t)
	var m simulator.Media
	if err := json.Unmarshal(w.request("POST", "/simulator/media?name=x.png", png, "Content-Type", "image/png").body, &m); err != nil {
		t.Fatal(err)
	}
	quoted := w.say(simulator.Said{Text: "see"})
	id := w.say(simulator.Said{Media: m.ID, Text: "5 kilo", ReplyTo: quoted})
	w.say(simulator.Said{Edits: id, Text: "6 kilo"})
	all := w.bot.messages()
	edit := all[len(all)-1].Edit
	if edit == nil || string(edit.OriginalID) != id || edit.Message.Type != "image" || edit.Message.Image.Caption != "6 kilo" || string(edit.Message.Image.ID) != m.ID || string(edit.Message.Context.ID) != quoted {
		t.Errorf("got %s", jsonOf(edit))
	}
	if b := w.last(); b.Text != "6 kilo" || !b.Edited || b.Media == nil {
		t.Errorf("got %+v", b)
	}
	for _, f := range []struct{ contentType, name, data, kind string }{
		{"video/mp4", "x.mp4", "\x00\x00\x00\x18ftypmp42", "video"}, {"image/webp", "x.webp", "RIFF\x00\x00\x00\x00WEBPVP8 ", "sticker"},
	} {
		if err := json.Unmarshal(w.request("POST", "/simulator/media?name="+f.name, f.data, "Content-Type", f.contentType).body, &m); err != nil || m.Kind != f.kind {
			t.Fatalf("%s: %+v, %v", f.name, m, err)
		}
		w.say(simulator.Said{Media: m.ID})
		if got := w.heard(); !strings.HasPrefix(got, fmt.Sprintf(`{"type":%q,%q:{"id":%q`, f.kind, f.kind, m.ID)) {
			t.Errorf("got %s", got)
		}
	}
}
