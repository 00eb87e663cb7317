package sphinx

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	got := parse("{customer}ுக்கு {amount} ரூபாய்  கடன்")
	want := []token{{"customer", "ுக்கு"}, {"amount", ""}, {"", "ரூபாய்"}, {"", "கடன்"}}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, bad := range []string{"", "  ", "{", "{}", "a } b", "{a b", "{a}{", "x}{y}z{", strings.Repeat("a ", maxTokens+1), strings.Repeat("a", maxWord+1)} {
		if got := parse(bad); got != nil {
			t.Errorf("%q is %q", bad, got)
		}
	}
	if got := parse("a{b}c"); !slices.Equal(got, []token{{"", "a"}, {"b", "c"}}) {
		t.Errorf("%q", got)
	}
}

func TestNetwork(t *testing.T) {
	v := Vocabulary{
		Sentences: []string{"{customer} को {amount} दिया", "{customer} ने {amount} दिया", "{item} कितना है", "{nothing} है", "{ broken"},
		Slots:     map[string][]string{"customer": {"रमेश", "शर्मा जी", " "}, "item": {"तूर दाल"}},
	}
	for text, want := range map[string]bool{
		"रमेश को पाँच सौ दिया": true, "शर्मा जी ने बारह सौ पचास दिया": true, "तूर दाल कितना है": true,
		"रमेश ने निन्यानवे हज़ार नौ सौ निन्यानवे दिया": true, "रमेश को ढाई हज़ार दिया": true,
		"रमेश को दिया": false, "शर्मा को पाँच सौ दिया": false, "दाल कितना है": false, "है": false, "": false, "रमेश को पाँच सौ": false,
	} {
		if got := Says(v, "hi", text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestFoldingChangesNothing folds trees of any sentences: each is still there, and no other.
func TestFoldingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 1, 4)
		of := func(w []string) string { return strings.Join(w, " ") }
		sentences := rapid.SliceOfN(rapid.Map(words, of), 1, 12).Draw(t, "sentences")
		v := Vocabulary{Sentences: sentences}
		for range 20 {
			text := rapid.Map(words, of).Draw(t, "text")
			if got, want := Says(v, "hi", text), slices.Contains(sentences, text); got != want {
				t.Fatalf("%q in %q: %v", text, sentences, got)
			}
		}
	})
}

func TestFoldingShares(t *testing.T) {
	seen := map[string]*node{}
	plant([]string{"a x y", "b x y", "c x y"}).fold(seen)
	if len(seen) != 4 {
		t.Errorf("%d nodes", len(seen))
	}
}

func TestVocabularyKey(t *testing.T) {
	a := Vocabulary{Sentences: []string{"a", "b"}, Slots: map[string][]string{"x": {"1"}, "y": {"2"}}}
	b := Vocabulary{Sentences: []string{"a", "b"}, Slots: map[string][]string{"y": {"2"}, "x": {"1"}}}
	if a.key() != b.key() {
		t.Error("the same vocabulary has two keys")
	}
	for _, c := range []Vocabulary{{Sentences: []string{"a b"}, Slots: a.Slots}, {Sentences: a.Sentences}, {Sentences: a.Sentences, Slots: map[string][]string{"x": {"1", "2"}, "y": {}}}} {
		if c.key() == a.key() {
			t.Errorf("%v has the key of %v", c, a)
		}
	}
}
