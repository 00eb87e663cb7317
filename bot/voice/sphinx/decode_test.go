package sphinx

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	raw := "note S 0 T -10582 A -10271 L -311 0 -2361 0 w172 49 -1344 0 w19(2) 66 0 0 (NULL) 67 -303 -311 <sil> 262 -9 0 x_AA 270\nnote w1\n"
	if got := words([]byte(raw)); !slices.Equal(got, []string{"w172", "w19", "x_AA"}) {
		t.Errorf("%q", got)
	}
	if got := words(nil); got != nil {
		t.Errorf("%q", got)
	}
}

func TestText(t *testing.T) {
	g := &grammar{words: []string{"आज", "की", "बिक्री"}}
	for ids, want := range map[string]string{
		"w0 w1 w2": "आज की बिक्री", "": "", "w0 x_AA w2": "", "x_K": "", "w3": "", "w-1": "", "w99999999999999999999": "",
	} {
		if got := g.text(strings.Fields(ids)); got != want {
			t.Errorf("%q: %q", ids, got)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add([]byte("note S 0 T -1 A -2 L -3 0 -5 -1 w3 25"))
	f.Add([]byte("w0(2) w9(x) x_ZZ (NULL)"))
	g := &grammar{words: []string{"a", "b", "c", "d"}}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if text := g.text(words(raw)); len(strings.Fields(text)) > len(raw) {
			t.Errorf("%q of %q", text, raw)
		}
	})
}

func TestEngineIsMissing(t *testing.T) {
	if _, err := findEngine(t.TempDir()); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "apt-get install pocketsphinx") {
		t.Error(err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := findEngine(DefaultModel); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
}
