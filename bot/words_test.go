package bot

import (
	"log/slog"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// echo writes a key's argument "T", or the key; some keys it cannot.
type echo struct{}

func (echo) Languages(string) []string { return []string{"en"} }

func (echo) Write(_, key string, args map[string]Value) (string, error) {
	switch key {
	case "missing":
		return "", ErrNotFound
	case "panics":
		panic("a text broke")
	case "empty":
		return "", nil
	}
	if v, ok := args["T"]; ok {
		return v.Text, nil
	}
	return key, nil
}

func scribe() *Engine {
	return &Engine{Config: Config{Writer: echo{}, Log: slog.New(slog.DiscardHandler)}}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name, key string
		args      Args
		want      string
	}{
		{"a text", "k", Args{"T": "hello"}, "hello"},
		{"a key as argument is written", "k", Args{"T": Value{Kind: Key, Text: "title"}}, "title"},
		{"a key nobody has is said as it stands", "missing", nil, "missing"},
		{"a text that breaks is said as its key", "panics", nil, "panics"},
		{"also inside another", "k", Args{"T": Value{Kind: Key, Text: "panics"}}, "panics"},
		{"an argument that is none is left out", "k", Args{"T": make(chan int)}, "k"},
	} {
		if got := scribe().words("en", c.key, c.args); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// letters is text without the spaces a break may swallow.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

var prose = rapid.StringOfN(rapid.RuneFrom([]rune("ab रमेशको₹🙏\n  ")), 0, 60, -1)

// TestSplit splits anything anywhere: nothing is lost, nothing is added, and no
// part is longer than there is room for, or empty.
func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(prose, 0, 5).Draw(t, "lines")
		room := rapid.IntRange(1, 40).Draw(t, "room")
		parts := split(lines, room)
		for _, p := range parts {
			if n := utf8.RuneCountInString(p); n > room || strings.TrimSpace(p) == "" {
				t.Fatalf("%q has %d runes in a room of %d", p, n, room)
			}
		}
		if got, want := letters(strings.Join(parts, "")), letters(strings.Join(lines, "")); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestSplitBreaks(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		room  int
		want  string // parts, with | between them
	}{
		{"what fits stays together", []string{"one", "two"}, 7, "one\ntwo"},
		{"between replies", []string{"one", "two"}, 6, "one|two"},
		{"between lines of one reply", []string{"one\ntwo"}, 6, "one|two"},
		{"between words", []string{"one two three"}, 8, "one two|three"},
		{"just behind a word", []string{"one two three"}, 7, "one two|three"},
		{"inside a word only when it must", []string{"abcdefgh ij"}, 3, "abc|def|gh|ij"},
		{"empty lines stay inside a part", []string{"a\n\nb"}, 9, "a\n\nb"},
		{"and fall away at its ends", []string{"a\n\n", "bcd"}, 3, "a|bcd"},
		{"nothing is nothing", []string{"", " "}, 9, ""},
	} {
		if got := strings.Join(split(c.lines, c.room), "|"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestBubbles renders a turn for channels of all sizes.
func TestBubbles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limits := ChannelLimits{Text: rapid.SampledFrom([]int{0, 7, 20, 5000}).Draw(t, "text"), Choices: rapid.IntRange(0, 3).Draw(t, "choices"), Label: rapid.SampledFrom([]int{0, 1, 2, 5}).Draw(t, "label")}
		o := Outgoing{Turn: 7, Address: "a", Lang: "en", Demo: rapid.Bool().Draw(t, "demo")}
		want := ""
		if o.Demo {
			want = "bot.demo"
		}
		for range rapid.IntRange(0, 4).Draw(t, "replies") {
			text := strings.Repeat(prose.Draw(t, "prose"), rapid.SampledFrom([]int{1, 1, 200}).Draw(t, "times"))
			r := Reply{Key: "k", Args: Args{"T": text}}
			for range rapid.IntRange(0, 5).Draw(t, "offered") {
				r.Choices = append(r.Choices, Choice{Key: "k", Args: Args{"T": rapid.StringMatching(`[a-zक-ह]{1,9}`).Draw(t, "label")}})
			}
			o.Replies, want = append(o.Replies, r), want+text
		}
		bubbles := scribe().bubbles(o, limits)
		got, room := "", MaxBubble
		if limits.Text > 0 {
			room = min(room, limits.Text)
		}
		for i, b := range bubbles {
			got += b.Text
			if utf8.RuneCountInString(b.Text) > room || b.Turn != 7 || b.Address != "a" {
				t.Fatalf("bubble %d of %+v: %d runes", i, limits, utf8.RuneCountInString(b.Text))
			}
			if i < len(bubbles)-1 && len(b.Choices) > 0 {
				t.Fatal("choices before the last bubble")
			}
		}
		if letters(got) != letters(want) {
			t.Fatalf("got %q, want %q", got, want)
		}
		if len(bubbles) > 0 {
			checkLabels(t, bubbles[len(bubbles)-1].Choices, choices(o.Replies), limits)
		}
	})
}

// checkLabels compares the words under a bubble with the choices they stand for.
func checkLabels(t *rapid.T, got []Label, want []Choice, limits ChannelLimits) {
	if limits.Choices > 0 {
		want = want[:min(len(want), limits.Choices)]
	}
	if len(got) != len(want) {
		t.Fatalf("%d choices, want %d", len(got), len(want))
	}
	for i, l := range got {
		if l.ID != pickID(7, i+1) {
			t.Fatalf("choice %d is called %s", i+1, l.ID)
		}
		full := want[i].Args["T"].(string)
		if limits.Label == 0 || utf8.RuneCountInString(full) <= limits.Label {
			if l.Text != full {
				t.Fatalf("choice %q says %q", full, l.Text)
			}
			continue
		}
		head, cut := strings.CutSuffix(l.Text, "…")
		if !cut || !strings.HasPrefix(full, head) || utf8.RuneCountInString(l.Text) > limits.Label {
			t.Fatalf("choice %q in %d runes says %q", full, limits.Label, l.Text)
		}
	}
}

// TestChoices under a bubble are the last errand's.
func TestChoices(t *testing.T) {
	a, b := []Choice{{Key: "a"}}, []Choice{{Key: "b"}}
	if got := choices([]Reply{{Choices: a}, {Choices: b}, {}}); got[0].Key != "b" {
		t.Errorf("got %v", got)
	}
	if got := choices([]Reply{{}, {}}); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{{"रमेश", 2, "रम"}, {"रमेश", 4, "रमेश"}, {"रमेश", 9, "रमेश"}, {"x", 0, ""}, {"", 3, ""}, {"\xff\xfeab", 3, "\xff\xfea"}} {
		if got := clip(c.text, c.n); got != c.want {
			t.Errorf("%q to %d: %q", c.text, c.n, got)
		}
	}
}
