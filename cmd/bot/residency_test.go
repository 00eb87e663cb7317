package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/residency"
)

// TestProperty61RefusesToStart has one setting after the other lead abroad: the
// program names it in one line, and has touched nothing.
func TestProperty61RefusesToStart(t *testing.T) {
	number := []string{"--cloudapi-number", "1", "--cloudapi-token", "t", "--cloudapi-secret", "s", "--cloudapi-verify", "v"}
	for _, c := range []struct {
		setting string
		args    []string
	}{
		{"--db", []string{"run", "--db", "postgres://u:hunter2@db.example.com/shop"}},
		{"--db", []string{"chat", "--db", "postgres://u:hunter2@8.8.8.8/shop"}},
		{"--db", []string{"backup", "--plain", "x", "--db", "postgres://u:hunter2@db.us-east-1.rds.amazonaws.com/shop"}},
		{"--db", []string{"restore", "x", "--db", "postgres://u:hunter2@shop.postgres.database.azure.com/shop"}},
		{"--redis", []string{"run", "--redis", "rediss://:hunter2@redis.example.com:6380"}},
		{"--redis", []string{"chat", "--redis", "redis://:hunter2@redis.example.com"}},
		{"--cloudapi-graph", append([]string{"run"}, number...)},
		{"--cloudapi-graph", append([]string{"run", "--cloudapi-graph", "https://graph.example.com", "--cloudapi-storage", "in"}, number...)},
		{"--key", []string{"chat", "--key", "vault:https://vault.example.com:8200#hunter2"}},
		{"--key", []string{"letters", "--key", "vault:https://vault.example.com:8200#hunter2"}},
		{"--key", []string{"keys", "renew", "--key", "vault:https://vault.example.com:8200#hunter2"}},
		{"--to", []string{"keys", "rotate", "--to", "vault:https://vault.example.com:8200#hunter2"}},
		{"--bhashini-url", []string{"chat", "--hear", "bhashini", "--bhashini-user", "me", "--bhashini-key", "hunter2"}},
		{"--sarvam-url", []string{"run", "--hear", "sarvam", "--sarvam-key", "hunter2", "--sarvam-url", "https://speech.example.com"}},
		{"--sarvam-url", []string{"chat", "--speak", "sarvam", "--sarvam-key", "hunter2", "--sarvam-url", "https://api.sarvam.ai.example.com"}},
		{"--openai-speech-url", []string{"run", "--hear", "openai", "--openai-speech-key", "hunter2"}},
		{"--openai-speech-url", []string{"chat", "--speak", "openai", "--openai-speech-url", "http://u:hunter2@8.8.8.8/v1"}},
		{"--speech-region", []string{"run", "--hear", "transcribe", "--speech-region", "us-east-1"}},
		{"--speech-region", []string{"chat", "--speak", "polly", "--speech-region", "ap-southeast-1"}},
		{"--transcribe-url", []string{"run", "--hear", "transcribe", "--transcribe-url", "https://speech.example.com"}},
		{"--polly-url", []string{"run", "--speak", "polly", "--polly-url", "https://speech.example.com"}},
		{"--simulator", append([]string{"run", "--cloudapi-storage", "in", "--simulator", "http://sim.example.com"}, number...)},
	} {
		dir := filepath.Join(t.TempDir(), "data")
		err := run(t.Context(), append(c.args, "--residency", "in", "--data", dir), strings.NewReader(sold), &bytes.Buffer{}, &bytes.Buffer{})
		if !errors.Is(err, residency.ErrAbroad) {
			t.Errorf("%v: %v", c.args, err)
			continue
		}
		if said := fault(err); !strings.Contains(said, c.setting) || strings.Contains(said, "hunter2") || strings.Contains(said, "\n") {
			t.Errorf("%v: said %q", c.args, said)
		}
		if isDir(dir) {
			t.Errorf("%v: the folder was made", c.args)
		}
	}
}

// TestResidencyWorks has everything at home, on this machine or by the operator's
// word.
func TestResidencyWorks(t *testing.T) {
	dir := t.TempDir()
	says(t, pipe(t, bought, "chat", "--data", dir, "--residency", "in"), "₹2,000")
	said, err := visit(t, "--data", dir, "--addr", "127.0.0.1:0", "--residency", "in")
	if err != nil || !strings.HasPrefix(line(t, said, "residency"), "✔") {
		t.Errorf("%v\n%s", err, said)
	}
	said, err = visit(t, "--data", dir, "--addr", "127.0.0.1:0", "--residency", "in", "--db", "postgres://u:hunter2@db.example.com/x")
	if !errors.Is(err, errUnwell) || !strings.HasPrefix(line(t, said, "residency"), "✘") || !strings.HasPrefix(line(t, said, "database"), "–") || strings.Contains(said, "hunter2") {
		t.Errorf("%v\n%s", err, said)
	}
	says(t, pipe(t, sold, "chat", "--data", dir, "--residency", "in", "--hear", "sarvam,transcribe", "--speak", "sarvam,polly", "--sarvam-key", "hunter2"), "₹90")
	var c commands
	args := []string{
		"run", "--residency", "in", "--residency-allow", "db.example.com,*.shop.example", "--db", "postgres://db.example.com/x",
		"--redis", "redis://a.shop.example", "--cloudapi-number", "1", "--cloudapi-storage", "in",
	}
	if _, _, err := parseTwice(&c, args, &bytes.Buffer{}, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	if r, err := c.Run.rule(c.Run.Cloud.hosts(), c.Run.places()...); err != nil || r == nil || !r.Allows("lookaside.fbsbx.com") || r.Allows("example.com") {
		t.Error(err)
	}
}
