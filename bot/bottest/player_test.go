package bottest

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestFile sends what lies beside the transcript, or the smallest of its kind;
// both look like what they are called.
func TestFile(t *testing.T) {
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "bill.png"), []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &player{t: t, home: home}
	for _, c := range []struct {
		kind, name, mime string
		voice            bool
	}{
		{"image", "bill.png", "image/png", false},
		{"image", "../x/bill.png", "image/png", false},
		{"image", "other.png", "image/jpeg", false},
		{"audio", "note.ogg", "audio/ogg", true},
		{"document", "march.pdf", "application/pdf", false},
	} {
		got := p.file(c.kind, c.name)
		if got.Kind != c.kind || got.Name != c.name || got.Type != c.mime || got.Voice != c.voice {
			t.Errorf("%s %s: got %s %s %v", c.kind, c.name, got.Type, got.Name, got.Voice)
		}
		looks := http.DetectContentType(got.Data)
		if c.kind == "audio" {
			c.mime = "application/ogg" // as sniffers call all of the family
		}
		if looks != c.mime {
			t.Errorf("%s %s looks like %s", c.kind, c.name, looks)
		}
	}
	if standIns["image"].Name != "" {
		t.Error("a file that was sent has changed the stand-in")
	}
}

// TestNames calls people by their names, and strangers by their addresses.
func TestNames(t *testing.T) {
	p := &player{t: t, far: numbers{&Wire{}}, names: map[string]string{}}
	if p.address("") != "+owner" || p.address("staff") != "+staff" {
		t.Error("addresses are not those of the far end")
	}
	for address, want := range map[string]string{"+owner": "owner", "+staff": "staff", "+x": "+x"} {
		if got := p.who(address); got != want {
			t.Errorf("%s is %q, want %q", address, got, want)
		}
	}
}

// numbers is a far end whose addresses are no names.
type numbers struct{ *Wire }

func (numbers) Address(name string) string { return "+" + name }

// TestChoice finds what is tapped, in the newest bubble that has it.
func TestChoice(t *testing.T) {
	w := &Wire{}
	p := &player{t: t, far: w, names: map[string]string{}}
	for _, b := range []bot.Bubble{
		{Address: "owner", Choices: []bot.Label{{ID: "1.1", Text: "Yes"}, {ID: "1.2", Text: "No"}}},
		{Address: "owner", Choices: []bot.Label{{ID: "2.1", Text: "Yes"}}},
		{Address: "staff", Choices: []bot.Label{{ID: "3.1", Text: "Yes"}}},
	} {
		if _, err := w.Send(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	for tap, want := range map[string]string{"Yes": "b2 2.1", "1": "b2 2.1", "2": "b1 1.2", "No": "b1 1.2"} {
		if of, n := p.choice("owner", tap); of.ID+" "+of.Choices[n-1].ID != want {
			t.Errorf("%q is %d of %s, want %s", tap, n, of.ID, want)
		}
	}
	if got := p.bubble("owner", 2); got != "b1" {
		t.Errorf("two back is %q", got)
	}
}
