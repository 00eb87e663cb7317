package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// visit has the doctor look, and returns what he said.
func visit(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), append([]string{"doctor"}, args...), strings.NewReader(""), &out, &bytes.Buffer{})
	return out.String(), err
}

// line finds what was said of one thing.
func line(t *testing.T, said, what string) string {
	t.Helper()
	for l := range strings.Lines(said) {
		if strings.Contains(l, what) {
			return l
		}
	}
	t.Fatalf("nothing is said of %s in\n%s", what, said)
	return ""
}

// TestDoctorOnNothing finds nothing wrong where nothing is, and makes nothing.
func TestDoctorOnNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	said, err := visit(t, "--data", dir, "--addr", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for what, mark := range map[string]string{"data folder": "–", "database": "–", "session memory": "–", "address": "✔", "WhatsApp": "–"} {
		if l := line(t, said, what); !strings.HasPrefix(l, mark) {
			t.Errorf("said %q", l)
		}
	}
	if isDir(dir) {
		t.Error("the folder was made")
	}
}

// TestDoctorOnTheWell looks at a book in use, on WhatsApp, with Redis.
func TestDoctorOnTheWell(t *testing.T) {
	dir := t.TempDir()
	pipe(t, bought, "chat", "--data", dir)
	key, err := app.Key(dir, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(dir, app.Database), Clock: bottest.NewClock(time.Unix(0, 0)), Key: key})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(j.SetAside(t.Context(), "cloudapi", "no id", []byte("{}")), j.Close()); err != nil {
		t.Fatal(err)
	}
	graph := graphAPI(t)
	said, err := visit(t, "--data", dir, "--addr", taken(t), "--redis", bottest.Redis(t),
		"--cloudapi-number", "1", "--cloudapi-token", "t", "--cloudapi-secret", "s", "--cloudapi-verify", "v", "--cloudapi-graph", graph)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for what, want := range map[string]string{
		"data folder": "✔", "database": "0 shops with messages", "set aside": "1 unreadable", "session memory": "✔",
		"address": "taken", "WhatsApp": "+91 80000 00000 (Shop)",
	} {
		if l := line(t, said, what); !strings.Contains(l, want) {
			t.Errorf("said %q, want %q", l, want)
		}
	}
}

// TestDoctorLeaves has a database of an older version: it is said so, and it stays
// of that version.
func TestDoctorLeaves(t *testing.T) {
	dir := t.TempDir()
	pipe(t, bought, "chat", "--data", dir)
	query(t, dir, "delete from goose_bot where version_id > 1")
	for range 2 {
		said, err := visit(t, "--data", dir, "--addr", "127.0.0.1:0")
		if l := line(t, said, "database"); err != nil || !strings.HasPrefix(l, "✔") || !strings.Contains(l, "older version") {
			t.Errorf("%v, said %q", err, l)
		}
	}
}

// graphAPI is an emulated one, for number 1 and token t.
func graphAPI(t *testing.T) string {
	t.Helper()
	e, err := simulator.New(simulator.Config{
		Token: "t", Secret: "s", Verify: "v", Number: simulator.Number{ID: "1", Account: "2", Display: "+91 80000 00000", Name: "Shop"},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e.Handler())
	t.Cleanup(func() { server.Close(); _ = e.Close() })
	return server.URL
}

// TestDoctorOnTheIll names everything that is broken, with what to do about it,
// and keeps secrets to himself.
func TestDoctorOnTheIll(t *testing.T) {
	file := filepath.Join(write(t, "file", "x"), "file")
	whatsapp := []string{"--cloudapi-number", "1", "--cloudapi-token", "hunter2", "--cloudapi-secret", "hunter2", "--cloudapi-verify", "hunter2"}
	for name, c := range map[string]struct {
		args []string
		what string
		want []string
	}{
		"a folder that is a file": {[]string{"--data", file}, "data folder", []string{"--data"}},
		"no database":             {[]string{"--data", write(t, "sahayak.db", strings.Repeat("shopping list\n", 999))}, "database", []string{"not a database"}},
		"nobody at Redis":         {[]string{"--redis", "redis://u:hunter2@" + deadPort(t) + "/0"}, "session memory", []string{"refused", "start Redis"}},
		"half a number":           {whatsapp[:4], "WhatsApp", []string{"--cloudapi-secret", "--cloudapi-verify"}},
		"no answer":               {append(whatsapp, "--cloudapi-graph", "http://"+deadPort(t)), "WhatsApp", []string{"refused", "token"}},
		"a wrong token":           {append(whatsapp, "--cloudapi-graph", graphAPI(t)), "WhatsApp", []string{"190", "token"}},
		"half a Bhashini":         {[]string{"--bhashini-user", "me"}, "translation", []string{"--bhashini-key"}},
		"Bhashini is away":        {[]string{"--bhashini-user", "me", "--bhashini-key", "hunter2", "--bhashini-url", "http://" + deadPort(t)}, "translation", []string{"refused"}},
		"no file of models":       {[]string{"--models", "none.toml"}, "model          ", []string{"none.toml", "A model when unsure"}},
		"a wrong file of models":  {[]string{"--models", models(t, "[[model]]\nkind = \"magic\"\n")}, "model          ", []string{"magic"}},
		"a model that is away":    {[]string{"--models", models(t, model("http://"+deadPort(t)))}, "model          ", []string{"ollama small", "could not be asked"}},
		"a model that is odd":     {[]string{"--models", models(t, model(oracle(t, "{\"commands\":[]}")))}, "model          ", []string{"ollama small", "aaj kitna maal bika"}},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"--data", filepath.Join(t.TempDir(), "none"), "--addr", "127.0.0.1:0"}, c.args...)
			said, err := visit(t, args...)
			if !errors.Is(err, errUnwell) {
				t.Errorf("ended with %v", err)
			}
			if l := line(t, said, c.what); !strings.HasPrefix(l, "✘") {
				t.Errorf("said %q", l)
			}
			for _, want := range c.want {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not in\n%s", want, said)
				}
			}
			if strings.Contains(said, "hunter2") || !strings.Contains(said, "→") {
				t.Errorf("said\n%s", said)
			}
		})
	}
}

// TestHealth asks the page's program and a bot on WhatsApp whether they are well.
func TestHealth(t *testing.T) {
	b := startBot(t)
	if got := string(b.fetch("healthz")); got != `{"status":"ok"}`+"\n" {
		t.Errorf("it is %q", got)
	}
	a, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Clock: app.SystemClock{}, Ears: deaf{}})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	healthz(a.Healthy).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/healthz", nil))
	if w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "sql") {
		t.Errorf("closed, it is %d %s", w.Code, w.Body)
	}
}

func TestAddresses(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:80": "localhost:80", "[::1]:80": "localhost:80", "0.0.0.0:80": "localhost:80", "[::]:80": "localhost:80",
		"192.0.2.1:8080": "192.0.2.1:8080",
	} {
		a, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := localhost(a); got != want {
			t.Errorf("%s: %v", addr, got)
		}
	}
}

// model is a file with one model at a place.
func model(at string) string {
	return fmt.Sprintf("[[model]]\nkind = \"ollama\"\nmodel = \"small\"\nurl = %q\n", at)
}

// models is the path of a file of models.
func models(t *testing.T, text string) string {
	t.Helper()
	return filepath.Join(write(t, "models.toml", text), "models.toml")
}

// oracle is a language model with one answer.
func oracle(t *testing.T, answer string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"message": map[string]any{"role": "assistant", "content": answer}, "done": true})
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// TestDoctorTriesModels asks a model what it will be asked.
func TestDoctorTriesModels(t *testing.T) {
	at := models(t, model(oracle(t, `{"commands":[{"errand":"sales.report","slots":[{"slot":"period","quote":"aaj"}]}]}`)))
	said, err := visit(t, "--data", filepath.Join(t.TempDir(), "none"), "--addr", "127.0.0.1:0", "--models", at)
	if l := line(t, said, "model          "); err != nil || !strings.HasPrefix(l, "✔") || !strings.Contains(l, "ollama small answers") {
		t.Errorf("%v: %q", err, l)
	}
	if _, err := visit(t, "--data", t.TempDir(), "--addr", "127.0.0.1:0", "--residency", "in", "--models", models(t, model("https://models.example.com"))); !errors.Is(err, errUnwell) {
		t.Errorf("a model abroad is well: %v", err)
	}
}
