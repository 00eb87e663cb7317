package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestShopsAreStopped lists shops, stops one and has it go on, and finds all of it in the audit.
func TestShopsAreStopped(t *testing.T) {
	dir := undeliverable(t)
	listed := pipe(t, "", "shops", "--data", dir)
	for _, shop := range []string{"shop 1      since ", "shop 2      since "} { // whoever wrote last comes first
		says(t, listed, shop)
	}
	says(t, listed, ", people: 1, wrote last on ")
	if strings.Contains(listed, "stopped") || strings.Contains(listed, "9198000000") {
		t.Errorf("listed:\n%s", listed)
	}
	says(t, pipe(t, "", "shops", "pause", "2", "--data", dir), "shop 2 is stopped\n")
	says(t, pipe(t, "", "shops", "pause", "--address", "919800000034", "--data", dir), "shop 2 was stopped before\n")
	says(t, pipe(t, "", "shops", "--data", dir), ", stopped since ")
	var stopped int
	for line := range strings.Lines(pipe(t, "", "shops", "list", "--json", "--data", dir)) {
		var s shownShop
		if err := json.Unmarshal([]byte(line), &s); err != nil || s.People != 1 || s.Last.IsZero() || s.Since.IsZero() {
			t.Errorf("%s: %+v, %v", line, s, err)
		}
		if !s.Stopped.IsZero() {
			stopped += int(s.Shop)
		}
	}
	if stopped != 2 {
		t.Errorf("stopped is not shop 2 alone: %d", stopped)
	}
	if one := pipe(t, "", "shops", "list", "--limit", "1", "--data", dir); strings.Count(one, "shop ") != 1 {
		t.Errorf("one of them:\n%s", one)
	}
	says(t, pipe(t, "", "shops", "resume", "2", "--data", dir), "shop 2 goes on\n")
	says(t, pipe(t, "", "shops", "resume", "2", "--data", dir), "shop 2 was not stopped\n")
	audit := pipe(t, "", "audit", "2", "--data", dir)
	says(t, audit, "write  the bot or its operator: desk:resumed\n", "write  the bot or its operator: desk:paused\n", "read   the bot or its operator: desk:shops\n")
	if n := strings.Count(audit, "desk:paused") + strings.Count(audit, "desk:resumed"); n != 2 {
		t.Errorf("%d of it in the audit:\n%s", n, audit)
	}
}

// TestNoShops is of a folder where nobody has written yet.
func TestNoShops(t *testing.T) {
	dir := t.TempDir()
	if err := journalIn(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	says(t, pipe(t, "", "shops", "--data", dir), "there are no shops yet\n")
	if got := pipe(t, "", "shops", "--json", "--data", dir); got != "" {
		t.Errorf("as JSON: %q", got)
	}
}

// TestAdministratorAtAnotherTerminal has an administrator stop the owner's shop from his
// own chat, by its number, and an operator be refused.
func TestAdministratorAtAnotherTerminal(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	as := func(who, input string) string {
		return pipe(t, input, "chat", "--data", data, "--lang", "en", "--as", who, "--operator", "console:desk", "--admin", "boss")
	}
	says(t, as("owner", "2 kilo chini becha 90\n"), "90")
	says(t, as("desk", "hello\n/shops\n"), "Only an administrator can do that.")
	shops := as("boss", "hello\n/shops\n/shop 1\n/spend\n/dead\n/pause 1\n")
	says(t, shops, "🏪 3 shops. 3 wrote in the last 24 hours, 3 came in the last 7 days.", "1. –\n", "People: 1. Messages this month: 0, ₹0.",
		"0 messages that are paid for", "✅ All answers were delivered.", "⏸️ 1. – is stopped", "/resume 1")
	stopped := as("owner", "5 kilo chini becha 200\n5 kilo chini becha 200\n")
	if strings.Count(stopped, "🙏") != 1 || strings.Contains(stopped, "200") {
		t.Errorf("stopped, the owner is told\n%s", stopped)
	}
	says(t, as("boss", "/resume 1\n"), "▶️ 1. – goes on.")
	if got := as("owner", "aaj kitna becha\n"); !strings.Contains(got, "90") || strings.Contains(got, "200") {
		t.Errorf("the book has\n%s", got)
	}
	says(t, pipe(t, "", "audit", "1", "--data", data), "desk:resumed", "desk:paused", "desk:shop\n", "desk:shops\n")
}
