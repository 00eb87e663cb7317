package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestConsents shows an operator what somebody agreed to and took back, and on which words;
// that he looked stands in the audit.
func TestConsents(t *testing.T) {
	data := t.TempDir()
	whose := []string{"--address", "owner", "--channel", "console", "--data", data}
	pipe(t, "namaste\n", "chat", "--data", data)
	says(t, pipe(t, "", append([]string{"consents"}, whose...)...), "nobody has agreed to or chosen anything yet")
	says(t, pipe(t, "rehne do\nmessage chalu karo\nmessage band\nlite mode chalu karo\nprivacy policy\n",
		"chat", "--data", data, "--grievance", "Asha Rao, 98220 00000"), "Asha Rao, 98220 00000")
	listed := pipe(t, "", append([]string{"consents"}, whose...)...)
	says(t, listed, "nudges: given, by words on console in turn", `read (settings.nudges.on, hi-Latn, notice `, "nudges: withdrawn", "lite: on")
	lines := strings.Split(strings.TrimSpace(pipe(t, "", append([]string{"consents", "--json"}, whose...)...)), "\n")
	var first shownConsent
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || len(lines) != 3 {
		t.Fatalf("%v: %q", err, lines)
	}
	if first.Purpose != "nudges" || first.Said != "given" || first.Wording == "" || len(first.SHA256) != 64 || first.At.IsZero() {
		t.Errorf("%+v", first)
	}
	says(t, pipe(t, "", append([]string{"consents", "--person", "99"}, whose...)...), "nobody has agreed")
	says(t, pipe(t, "", append([]string{"audit"}, whose...)...), "read   the bot or its operator: consents:3")
}
