package opinion_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/intents/opinion"
)

// server is a service of every kind at once, each at its own path.
type server struct {
	*httptest.Server
	answers func(asked call) (status int, text string)

	mu    sync.Mutex
	calls []call
}

// call is a question as it came.
type call struct {
	kind                  opinion.Kind
	model, key            string
	system, message, body string
	tools                 bool
}

// serve answers by a function; status 0 hangs up, -1 waits until the asker has gone.
func serve(t *testing.T, answers func(call) (int, string)) *server {
	t.Helper()
	s := &server{answers: answers}
	s.Server = httptest.NewServer(http.HandlerFunc(s.handle))
	t.Cleanup(s.Close)
	return s
}

// always answers the same.
func always(text string) func(call) (int, string) {
	return func(call) (int, string) { return http.StatusOK, text }
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	c := asked(r, raw)
	s.mu.Lock()
	s.calls = append(s.calls, c)
	answers := s.answers
	s.mu.Unlock()
	status, text := answers(c)
	switch {
	case status == 0:
		panic(http.ErrAbortHandler)
	case status < 0:
		<-r.Context().Done()
		return
	case status != http.StatusOK:
		http.Error(w, text, status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(worded(c, text))
}

// asked reads a question of any kind.
func asked(r *http.Request, raw []byte) call {
	var body struct {
		Model    string
		System   any
		Tools    []any
		Messages []struct {
			Role    string
			Content any
		}
	}
	_ = json.Unmarshal(raw, &body)
	c := call{model: body.Model, tools: len(body.Tools) > 0, body: string(raw), key: r.Header.Get("Authorization") + r.Header.Get("X-Api-Key")}
	switch {
	case strings.HasSuffix(r.URL.Path, "/chat/completions"):
		c.kind = opinion.OpenAI
	case strings.HasSuffix(r.URL.Path, "/messages"):
		c.kind = opinion.Anthropic
	case strings.HasSuffix(r.URL.Path, "/api/chat"):
		c.kind = opinion.Ollama
	case strings.HasSuffix(r.URL.Path, "/invoke"):
		c.kind = opinion.Bedrock
	}
	c.system = flat(body.System)
	for _, m := range body.Messages {
		if m.Role == "system" {
			c.system += flat(m.Content)
			continue
		}
		c.message += flat(m.Content)
	}
	return c
}

// flat is the text of a content, which is a text or parts.
func flat(content any) string {
	switch c := content.(type) {
	case string:
		return c
	case []any:
		out := ""
		for _, part := range c {
			if m, ok := part.(map[string]any); ok {
				out += flat(m["text"])
			}
		}
		return out
	}
	return ""
}

// worded is an answer as a service of the kind words it.
func worded(c call, text string) any {
	type o = map[string]any
	switch c.kind {
	case opinion.OpenAI:
		return o{"choices": []o{{"message": o{"role": "assistant", "content": text}, "finish_reason": "stop"}}}
	case opinion.Ollama:
		return o{"model": c.model, "message": o{"role": "assistant", "content": text}, "done": true}
	}
	content := o{"type": "text", "text": text}
	var input any
	if c.tools && json.Unmarshal([]byte(text), &input) == nil {
		content = o{"type": "tool_use", "id": "1", "name": "sort_message", "input": input}
	}
	return o{"id": "1", "type": "message", "role": "assistant", "content": []o{content}, "stop_reason": "end_turn", "usage": o{"input_tokens": 1, "output_tokens": 1}}
}

// asked is how many questions came.
func (s *server) asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.calls)
}

// last is the last question.
func (s *server) last(t *testing.T) call {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.calls) == 0 {
		t.Fatal("nothing was asked")
	}
	return s.calls[len(s.calls)-1]
}

// now answers otherwise from here on.
func (s *server) now(answers func(call) (int, string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = answers
}

// model is the server as a model of a kind.
func (s *server) model(kind opinion.Kind) opinion.Model {
	return opinion.Model{Kind: kind, Model: "anthropic.small", URL: s.URL, Wait: time.Minute}
}

// errand is one as a skill declares it.
type errand struct {
	bot.Dialog
	name  string
	slots []bot.Slot
}

func (e errand) Name() string      { return e.name }
func (e errand) Slots() []bot.Slot { return e.slots }

// ears know three errands, and few words for them.
var ears = sync.OnceValues(func() (*intents.Understander, error) {
	return intents.New([]bot.Skill{{
		Name: "money",
		Files: fstest.MapFS{
			"phrases/lend.en.txt":      {Data: []byte("lent {amount:500} to {who:Mohan}\n{who:Sita} borrowed {amount:200}\n")},
			"phrases/lend.hi-Latn.txt": {Data: []byte("{who:Mohan} ko {amount:200} (diye|de diye)\n{who:Sita} ko {amount:50 rupaye} udhaar diya\n")},
			"phrases/takings.en.txt":   {Data: []byte("what are the takings of {when:today}\nhow much came in {when:yesterday}\n")},
			"phrases/wipe.en.txt":      {Data: []byte("delete the book\nwipe all data\n")},
		},
		Errands: []bot.Dialog{
			errand{name: "money.lend", slots: []bot.Slot{{Name: "who", Kind: bot.Customer}, {Name: "amount", Kind: bot.Money}, {Name: "date", Kind: bot.Date}}},
			errand{name: "money.takings", slots: []bot.Slot{{Name: "when", Kind: bot.Period}}},
			errand{name: "money.wipe", slots: []bot.Slot{{Name: "pin", Kind: bot.Text, Secret: true}}},
		},
	}})
})

// morning is when the tests are.
var morning = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

// asker is an understander under test, with its clock and its log.
type asker struct {
	*opinion.Understander
	clock *bottest.Clock
	log   *bytes.Buffer
}

// puzzle is a sentence of which the ears make nothing.
const puzzle = "ramesh walked off with stuff worth five hundred, says tomorrow"

// good is a good answer to it.
const good = `{"commands":[{"errand":"money.lend","slots":[{"slot":"who","quote":"ramesh"},{"slot":"amount","quote":"five hundred"}]}]}`

func asks(t *testing.T, c opinion.Config) asker {
	t.Helper()
	a := asker{clock: bottest.NewClock(morning), log: new(bytes.Buffer)}
	known, err := ears()
	if err != nil {
		t.Fatal(err)
	}
	u, err := opinion.New(t.Context(), known, c, (*residency.Rule)(nil), a.clock, slog.New(slog.NewTextHandler(a.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	a.Understander = u
	return a
}

// hears is what is understood of a text, as text: "?" before what is to be asked.
func (a asker) hears(t *testing.T, text string) string {
	t.Helper()
	return a.of(t, bot.Utterance{Text: text})
}

func (a asker) of(t *testing.T, said bot.Utterance) string {
	t.Helper()
	said.Now, said.Zone, said.Lang = a.clock.Now(), time.UTC, "en"
	if said.Person == 0 {
		said.Shop, said.Person = 1, 1
	}
	got, err := a.Understand(context.Background(), said)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range got.Commands {
		line := string(c.Kind)
		if c.Errand != "" {
			line = c.Errand
		}
		for _, slot := range []string{"who", "amount", "date", "when", "pin"} {
			if v, ok := c.Slots[slot]; ok {
				line += fmt.Sprintf(" %s=%s%s%.0d", slot, v.Text, v.From, v.N)
			}
		}
		out = append(out, line)
	}
	text := strings.Join(out, "; ")
	if got.Unsure {
		text = "? " + text
	}
	return text
}
