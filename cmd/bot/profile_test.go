package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// number1 are the settings of a number, as they are for real people.
var number1 = []string{
	"--cloudapi-number", "1", "--cloudapi-token", "EAAG-long-enough", "--cloudapi-secret", "0123456789abcdef", "--cloudapi-verify", "a long word",
}

// TestProfiles has each setting come from where it is set, and from the profile
// only when nobody has.
func TestProfiles(t *testing.T) {
	file := filepath.Join(write(t, "s.json", `{"profile": "prod", "log": "text"}`), "s.json")
	for name, c := range map[string]struct {
		args               []string
		env                map[string]string
		profile, data, log string
	}{
		"none":                        {nil, nil, dev, "data", "text"},
		"dev":                         {[]string{"--profile", dev}, nil, dev, "data", "text"},
		"staging":                     {[]string{"--profile", staging}, nil, staging, "/var/lib/sahayak", "json"},
		"prod":                        {[]string{"--profile=prod"}, nil, prod, "/var/lib/sahayak", "json"},
		"a flag":                      {[]string{"--profile", prod, "--data", "mine", "--log", "text"}, nil, prod, "mine", "text"},
		"the environment":             {[]string{"--profile", prod}, map[string]string{"SAHAYAK_DATA": "mine"}, prod, "mine", "json"},
		"all of it":                   {nil, map[string]string{"SAHAYAK_PROFILE": prod}, prod, "/var/lib/sahayak", "json"},
		"a file":                      {[]string{"--config", file}, nil, prod, "/var/lib/sahayak", "text"},
		"the environment over a file": {[]string{"--config", file}, map[string]string{"SAHAYAK_LOG": "json", "SAHAYAK_PROFILE": "staging"}, staging, "/var/lib/sahayak", "json"},
		"a flag over a file":          {[]string{"--config", file, "--log", "json", "--profile", dev}, nil, dev, "data", "json"},
	} {
		t.Run(name, func(t *testing.T) {
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			var got commands
			_, _, err := parseTwice(&got, append([]string{"run"}, c.args...), &bytes.Buffer{}, &bytes.Buffer{})
			if err != nil || got.Profile != c.profile || got.Run.Data != c.data || got.Log != c.log {
				t.Errorf("%v: profile %q, data %q, log %q", err, got.Profile, got.Run.Data, got.Log)
			}
		})
	}
}

// TestProd refuses what only tests should have, one by one, and names the setting.
func TestProd(t *testing.T) {
	stays := "/srv/shop"
	for name, c := range map[string]struct {
		args []string
		want string // "" is nothing wrong
	}{
		"all well":            {append(number1, "--data", stays), ""},
		"behind a proxy":      {append(number1, "--data", stays, "--addr", "0.0.0.0:80", "--proxied"), ""},
		"by itself":           {append(number1, "--data", stays, "--addr", ":443", "--acme", botHost), ""},
		"with a certificate":  {append(number1, "--data", stays, "--addr", ":443", "--tls-cert", "c", "--tls-key", "k"), ""},
		"a page":              {[]string{"--data", stays}, "--cloudapi-number"},
		"a short secret":      {append(number1, "--data", stays, "--cloudapi-secret", "secret"), "guessed"},
		"a short word":        {append(number1, "--data", stays, "--cloudapi-verify", "verify"), "guessed"},
		"an emulator":         {append(number1, "--data", stays, "--cloudapi-graph", "http://127.0.0.1:8080"), "--cloudapi-graph"},
		"webhooks in clear":   {append(number1, "--data", stays, "--addr", "0.0.0.0:80"), "--proxied"},
		"and on a name":       {append(number1, "--data", stays, "--addr", ":80"), "--proxied"},
		"a temporary folder":  {append(number1, "--data", "/tmp/shop"), "--data"},
		"another":             {append(number1, "--data", filepath.Join(t.TempDir(), "x")), "--data"},
		"by way of a link":    {append(number1, "--data", link(t)), "--data"},
		"not quite temporary": {append(number1, "--data", "/tmpshop"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got commands
			if _, _, err := parseTwice(&got, append([]string{"run", "--profile", prod}, c.args...), &bytes.Buffer{}, &bytes.Buffer{}); err != nil {
				t.Fatal(err)
			}
			err := got.Run.demands()
			if (err == nil) != (c.want == "") || err != nil && (!strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n")) {
				t.Errorf("said %v", err)
			}
		})
	}
	for _, profile := range []string{dev, staging} { // only prod asks: this one would listen
		err := run(t.Context(), []string{"run", "--profile", profile, "--data", t.TempDir(), "--addr", "nowhere"}, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), "cannot listen") {
			t.Errorf("%s: %v", profile, err)
		}
	}
	err := run(t.Context(), []string{"run", "--profile", prod, "--data", t.TempDir(), "--addr", "nowhere"}, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "profile prod") {
		t.Errorf("prod: %v", err)
	}
}

// link is a folder that leads into a temporary one.
func link(t *testing.T) string {
	t.Helper()
	home, err := os.MkdirTemp(".", ".link-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	name := filepath.Join(home, "data")
	if err := os.Symlink(t.TempDir(), name); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestLog writes in the form and from the level that are asked for, whatever the
// command.
func TestLog(t *testing.T) {
	for _, c := range []struct {
		form, level string
		least       slog.Level
		want        string
	}{
		{"text", "", slog.LevelInfo, "IWE"},
		{"text", "", slog.LevelWarn, "WE"},
		{"text", "debug", slog.LevelWarn, "DIWE"},
		{"json", "error", slog.LevelInfo, "E"},
		{"json", "", slog.LevelInfo, "IWE"},
	} {
		var out bytes.Buffer
		log := (&terminal{errs: &out, profiled: profiled{Log: c.form, Level: c.level}}).log(c.least)
		for _, l := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
			log.Log(t.Context(), l, "said", "by", l.String()[:1])
		}
		got := ""
		for l := range strings.Lines(out.String()) {
			var line struct{ By string }
			if err := json.Unmarshal([]byte(l), &line); (err == nil) != (c.form == "json") {
				t.Fatalf("%s: wrote %s", c.form, l)
			}
			if _, by, ok := strings.Cut(l, " by="); ok {
				line.By = strings.TrimSpace(by)
			}
			got += line.By
		}
		if got != c.want {
			t.Errorf("%+v: logged %q", c, got)
		}
	}
}

// TestVersion says which program it is, wherever it is asked.
func TestVersion(t *testing.T) {
	t.Setenv("SAHAYAK_VERSION", "3.7") // what an image may be called
	for _, args := range [][]string{{"--version"}, {"run", "--version"}, {"--version", "--profile", "prod"}} {
		if got := pipe(t, "", args...); !regexp.MustCompile(`^bot \S+, (commit [0-9a-f]+|unknown commit)( with changes)?, go1\.\d+\S* \w+/\w+\n$`).MatchString(got) {
			t.Errorf("%v: said %q", args, got)
		}
	}
	if got := pipe(t, "", "doctor", "--data", filepath.Join(t.TempDir(), "none"), "--addr", "127.0.0.1:0"); !strings.Contains(got, "session memory") {
		t.Errorf("said %s", got)
	}
}

// TestTogether ends when the first does, with everybody's errors.
func TestTogether(t *testing.T) {
	one, two := errors.New("one"), errors.New("two")
	told := make(chan struct{})
	var stops int
	err := together(func() {
		if stops++; stops == 1 {
			close(told)
		}
	}, func() error { return one }, func() error { <-told; return two })
	if !errors.Is(err, one) || !errors.Is(err, two) {
		t.Error(err)
	}
	if err := together(func() {}); err != nil {
		t.Error(err)
	}
}

// TestMine tells an address that only this machine can call.
func TestMine(t *testing.T) {
	for addr, want := range map[string]bool{
		"127.0.0.1:80": true, "[::1]:80": true, "localhost:80": true, ":80": false, "0.0.0.0:80": false, "[::]:80": false, "10.0.0.1:80": false, "nowhere": false, "": false,
	} {
		if got := mine(addr); got != want {
			t.Errorf("%q: %v", addr, got)
		}
	}
}
