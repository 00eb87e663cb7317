package tariff_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/tariff"
)

const (
	going = "../../docs/going-live.md"
	begin = "<!-- costs -->\n"
	end   = "<!-- /costs -->"
)

// TestCosts holds the costs in docs/going-live.md to the card; -update writes them.
func TestCosts(t *testing.T) {
	raw, err := os.ReadFile(going)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(raw), begin)
	had, tail, closed := strings.Cut(rest, end)
	if !ok || !closed || strings.Contains(tail, end) {
		t.Fatalf("%s has no place for the costs, between %q and %q", going, begin, end)
	}
	want := india(t).Section(november, tariff.Usual(), 100, 1_000, 100_000)
	if bottest.Updating() {
		if err := os.WriteFile(going, []byte(head+begin+want+end+tail), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if had != want {
		t.Errorf("the costs in %s are not the card's (make docs): it has\n%s\nand needs\n%s", going, had, want)
	}
}

// november is in a month of the newer card.
var november = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// india is the card that is built in.
func india(t testing.TB) *tariff.Card {
	t.Helper()
	c, err := tariff.Default()
	if err != nil {
		t.Fatal(err)
	}
	return &c
}

// contains fails unless a text has a part.
func contains(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q is not in\n%s", part, text)
	}
}
