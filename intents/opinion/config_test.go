package opinion_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/intents/opinion"
)

// file is a file of models.
func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "models.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadConfig(t *testing.T) {
	c, err := opinion.ReadConfig(file(t, `
per_person = 5
deadline = "3s"

[[model]]
kind = "openai"
url = "http://127.0.0.1:8000/v1"
model = "small"
wait = "1s"
format = "json"

[[model]]
kind = "bedrock"
model = "anthropic.claude"
`))
	if err != nil {
		t.Fatal(err)
	}
	if c.PerPerson != 5 || c.PerDay == 0 || c.AtOnce == 0 || c.Deadline != 3*time.Second || c.Keep == 0 || len(c.Models) != 2 {
		t.Errorf("%+v", c)
	}
	first, second := c.Models[0], c.Models[1]
	if first.Wait != time.Second || first.Format != opinion.JSON || first.Name() != "openai small" {
		t.Errorf("%+v", first)
	}
	if second.URL != "https://bedrock-runtime.ap-south-1.amazonaws.com" || second.Wait == 0 {
		t.Errorf("%+v", second)
	}
}

// TestReadConfigRefuses says what is wrong, and never what a key is.
func TestReadConfigRefuses(t *testing.T) {
	for text, why := range map[string]string{
		`[[model]]`: "kind", `[[model]]
kind = "magic"
model = "m"`: "magic", `[[model]]
kind = "openai"`: "no name", `[[model]]
kind = "openai"
model = "m"
url = "ftp://x"`: "url", `[[model]]
kind = "openai"
model = "m"
format = "xml"`: "xml", `[[model]]
kind = "ollama"
model = "m"
wait = "-1s"`: "wait", `[[model]]
kind = "ollama"
modell = "m"`: "modell", `per_day = -1`: "negative", `keep = "-1s"`: "negative", `deadline = "soon"`: "soon", `]`: "",
	} {
		_, err := opinion.ReadConfig(file(t, text))
		if !errors.Is(err, opinion.ErrConfig) || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v, want %q", text, err, why)
		}
	}
	if _, err := opinion.ReadConfig(filepath.Join(t.TempDir(), "none")); !errors.Is(err, opinion.ErrConfig) {
		t.Error(err)
	}
}

// TestKeys are found where the configuration says, or that is an error that names the place.
func TestKeys(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(secret, []byte(" k-9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HAS_KEY", "k-8")
	known, err := ears()
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"file:" + secret: "k-9", "env:HAS_KEY": "k-8", "": "none", "env:NO_SUCH_KEY": "", "file:/nowhere/key": "", "k-7": "", "vault:x": "",
	} {
		s := serve(t, always(good))
		m := s.model(opinion.OpenAI)
		m.Key = key
		_, err := opinion.Try(t.Context(), known, m, (*residency.Rule)(nil), bottest.NewClock(morning), puzzle)
		if want == "" {
			if !errors.Is(err, opinion.ErrConfig) || strings.Contains(err.Error(), "k-7") {
				t.Errorf("%q: %v", key, err)
			}
			continue
		}
		if err != nil || s.last(t).key != "Bearer "+want {
			t.Errorf("%q: %v, %q", key, err, s.last(t).key)
		}
	}
}

// TestReach calls no model abroad when data must stay in the country.
func TestReach(t *testing.T) {
	machine(t)
	rule, err := residency.New("in")
	if err != nil {
		t.Fatal(err)
	}
	known, err := ears()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []opinion.Kind{opinion.OpenAI, opinion.Anthropic, opinion.Bedrock, opinion.Ollama} {
		m := opinion.Model{Kind: kind, Model: "anthropic.small", URL: "https://models.example.com", Wait: time.Minute}
		if _, err := opinion.Try(t.Context(), known, m, rule, bottest.NewClock(morning), puzzle); err == nil {
			t.Errorf("%s was called abroad", kind)
		}
	}
	if rule.Refused() < 4 {
		t.Errorf("%d calls were refused", rule.Refused())
	}
}
