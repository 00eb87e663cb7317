package bot

import (
	"log/slog"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func linking() *Engine {
	e := &Engine{}
	e.Writer, e.Log = echo{}, slog.New(slog.DiscardHandler)
	return e
}

// A page stands with the last bubble of an answer; one that is no page on the web, or
// not reached by https, is left out.
func TestLinks(t *testing.T) {
	for address, want := range map[string]bool{
		"https://sahayak.example/bill?n=1": true, "http://sahayak.example": false, "sahayak.example": false, "https://": false,
		"javascript:alert(1)": false, "https://a:b@sahayak.example": false, "": false, "https://[": false,
		"https://sahayak.example/" + strings.Repeat("x", MaxURL): false,
	} {
		o := Outgoing{Replies: []Reply{{Key: "first", Link: &Page{Key: "old", URL: "https://old.example"}}, {Key: "done", Link: &Page{Key: "see the whole of the bill", URL: address}}}}
		b := linking().bubbles(o, ChannelLimits{})
		if len(b) != 1 || b[0].Text != "first\ndone" || (b[0].Link != nil) != want {
			t.Fatalf("%s: %+v", address, b)
		}
		if want && (*b[0].Link != Link{Text: "see the whole of th…", URL: address}) {
			t.Errorf("%s: %+v", address, b[0].Link)
		}
	}
	turn := &Turn{}
	turn.Lead("see", nil, "https://a.example")
	turn.Say("done", nil)
	turn.Lead("see", nil, "https://a.example")
	if len(turn.said) != 1 || turn.said[0].Link == nil || turn.said[0].Link.URL != "https://a.example" {
		t.Errorf("said %+v", turn.said)
	}
	b := Bubble{Text: "Bill", Link: &Link{Text: "Dekho", URL: "https://a.example"}}
	if got := b.Written(); got != "Bill\nDekho https://a.example" {
		t.Errorf("written %q", got)
	}
	b.Text = ""
	if got := b.Written(); got != "Dekho https://a.example" {
		t.Errorf("written %q", got)
	}
}

// However long an answer is, what a channel without buttons writes of it is as long as
// the channel allows.
func TestLinksFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limits := ChannelLimits{Text: 4096, Asking: 1024}
		reply := Reply{Key: strings.Repeat(rapid.SampledFrom([]string{"क ", "x", "word\n"}).Draw(t, "word"), rapid.IntRange(1, 3000).Draw(t, "words"))}
		reply.Link = &Page{Key: "see", URL: "https://a.example/" + strings.Repeat("y", rapid.IntRange(0, 400).Draw(t, "address"))}
		most := min(MaxBubble, limits.Text)
		if rapid.Bool().Draw(t, "asking") {
			reply.Choices = []Choice{{Key: "yes"}}
		}
		bubbles := linking().bubbles(Outgoing{Replies: []Reply{reply}}, limits)
		for i, b := range bubbles {
			last := i == len(bubbles)-1
			if len(b.Choices) > 0 {
				most = limits.Asking
			}
			if n := utf8.RuneCountInString(b.Written()); n > most || (b.Link != nil) != last {
				t.Fatalf("bubble %d of %d has %d runes, link %v", i, len(bubbles), n, b.Link)
			}
		}
	})
}

// A question for a place is one where the channel may draw it so: without choices.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		replies []Reply
		want    bool
	}{
		{[]Reply{{Key: "where", Place: true}}, true},
		{[]Reply{{Key: "done"}, {Key: "where", Place: true}}, true},
		{[]Reply{{Key: "done", Choices: []Choice{{Key: "undo"}}}, {Key: "where", Place: true}}, false},
		{[]Reply{{Key: "done"}}, false},
	} {
		b := linking().bubbles(Outgoing{Replies: c.replies}, ChannelLimits{})
		if len(b) != 1 || b[0].Place != c.want {
			t.Errorf("%+v: %+v", c.replies, b)
		}
	}
}
