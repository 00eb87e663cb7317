package main

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/sms"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// gateway is a file that describes one.
const gateway = `url = "https://gateway.example.com/send"
sender = "SHAYAK"
[fields]
to = "{to}"
text = "{text}"
`

// gatewayFile writes one into a folder of its own.
func gatewayFile(t *testing.T, content string) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), "sms.toml")
	if err := os.WriteFile(at, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

// TestDoctorOnTextMessages says whether they could be sent, and calls nobody.
func TestDoctorOnTextMessages(t *testing.T) {
	for name, c := range map[string]struct {
		file, mark, want string
	}{
		"none":      {"", "–", "--sms FILE"},
		"well":      {gatewayFile(t, gateway), "✔", "by https://gateway.example.com, from SHAYAK; none was sent"},
		"no sender": {gatewayFile(t, strings.Replace(gateway, `sender = "SHAYAK"`, "", 1)), "✔", "nobody in particular"},
		"misspelt":  {gatewayFile(t, gateway+"[answr]\n"), "✘", "answr"},
		"a secret":  {gatewayFile(t, gateway+"key = \"env:NO_SUCH_VARIABLE\"\n"), "✘", "NO_SUCH_VARIABLE"},
		"not there": {filepath.Join(t.TempDir(), "x.toml"), "✘", "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			args := []string{"--data", t.TempDir(), "--addr", "127.0.0.1:0"}
			if c.file != "" {
				args = append(args, "--sms", c.file)
			}
			said, err := visit(t, args...)
			if got := line(t, said, "text messages"); !strings.HasPrefix(got, c.mark) || !strings.Contains(got, c.want) {
				t.Errorf("said %q", got)
			}
			if broken := errors.Is(err, errUnwell); broken != (c.mark == "✘") {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

// TestTextMessagesAreRefused refuses to start with a gateway that is abroad, cannot be
// read, or would be sent what is tried out in the browser.
func TestTextMessagesAreRefused(t *testing.T) {
	number := []string{"--cloudapi-number", "1", "--cloudapi-token", "t", "--cloudapi-secret", "s", "--cloudapi-verify", "v"}
	for name, c := range map[string]struct {
		args []string
		want error
	}{
		"abroad":  {append([]string{"--residency", "in", "--cloudapi-storage", "in", "--sms", gatewayFile(t, gateway)}, number...), residency.ErrAbroad},
		"broken":  {append([]string{"--sms", gatewayFile(t, "url = 1")}, number...), sms.ErrConfig},
		"missing": {append([]string{"--sms", filepath.Join(t.TempDir(), "x")}, number...), os.ErrNotExist},
		"a page":  {[]string{"--sms", gatewayFile(t, gateway)}, errPageTexts},
	} {
		dir := filepath.Join(t.TempDir(), "data")
		err := run(t.Context(), append([]string{"run", "--data", dir, "--addr", "127.0.0.1:0"}, c.args...), strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
		if !errors.Is(err, c.want) || isDir(dir) {
			t.Errorf("%s: %v; the folder was made: %v", name, err, isDir(dir))
		}
	}
}

// TestTextMessagesAreAFront goes out beside WhatsApp, takes reports, and is not what people
// write to.
func TestTextMessagesAreAFront(t *testing.T) {
	c := runCommand{SMS: smsSettings{File: gatewayFile(t, gateway)}}
	c.Cloud = cloudapiSettings{Number: "1", Token: "t", Secret: "s", Verify: "v", Graph: "https://graph.facebook.com", Version: "v25.0"}
	on, err := c.fronts(&terminal{}, app.SystemClock{}, slog.New(slog.NewTextHandler(io.Discard, nil)), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(on) != 2 || on[1].Name() != sms.Name || !alone(on) || alone(append(on, on[0])) || on[1].hooks(nil)[reportsPath] == nil {
		t.Errorf("fronts are %+v", on)
	}
	var config app.Config
	if c.SMS.into(&config); config.Texts != sms.Name {
		t.Errorf("texts go out on %q", config.Texts)
	}
	if err := closeAll(on); err != nil {
		t.Error(err)
	}
}
