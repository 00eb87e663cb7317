package cloudapi

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

func TestTitlesAreUnique(t *testing.T) {
	labels := []bot.Label{{Text: "Ramesh"}, {Text: " Ramesh\n"}, {Text: "Ramesh 2"}, {Text: strings.Repeat("a", 30)}, {Text: strings.Repeat("a", 31)}}
	got := strings.Join(titles(labels, 24), "|")
	want := "Ramesh|Ramesh 2|Ramesh 2 2|" + strings.Repeat("a", 23) + "…|" + strings.Repeat("a", 21) + "… 2"
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// words are labels as shopkeepers have them, in several scripts.
var words = rapid.StringOfN(rapid.RuneFrom([]rune("aब िकाी्नமி் \n👍\u200d्र0")), 1, 90, -1)

// Whatever is drawn keeps WhatsApp's limits, and every choice comes back by its
// own id.
func TestDrawnKeepsTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := bot.Bubble{Address: "919800000001", Text: "?", Menu: words.Draw(t, "menu")}
		for i, text := range rapid.SliceOfN(words, 1, wire.MaxRows).Draw(t, "labels") {
			b.Choices = append(b.Choices, bot.Label{ID: fmt.Sprint("id", i), Text: text + "x"})
		}
		out, err := draw(b)
		if err != nil {
			t.Fatal(err)
		}
		action, seen := out.Interactive.Action, map[wire.String]bool{}
		within := func(what string, s wire.String, n int) {
			if l := utf8.RuneCountInString(string(s)); l > n || l == 0 || strings.Contains(string(s), "\n") {
				t.Fatalf("%s %q", what, s)
			}
		}
		var ids []wire.String
		for _, q := range action.Buttons {
			within("button", q.Reply.Title, wire.MaxButtonTitle)
			seen[q.Reply.Title] = true
			ids = append(ids, q.Reply.ID)
		}
		for _, s := range action.Sections {
			within("menu", action.Button, wire.MaxListButton)
			for _, row := range s.Rows {
				within("row", row.Title, wire.MaxRowTitle)
				if row.Description != "" {
					within("description", row.Description, wire.MaxRowText)
				}
				seen[row.Title] = true
				ids = append(ids, row.ID)
			}
		}
		if len(ids) != len(b.Choices) || len(seen) != len(ids) || len(action.Buttons) > wire.MaxButtons {
			t.Fatalf("%d choices became %d, %d of them different", len(b.Choices), len(ids), len(seen))
		}
		for i, id := range ids {
			if string(id) != b.Choices[i].ID {
				t.Fatalf("choice %d has id %s", i, id)
			}
		}
	})
}

func TestLimitsAreThoseThatAreDrawn(t *testing.T) {
	c, _ := channelTo(t, "http://localhost")
	l := c.Limits()
	b := bot.Bubble{Address: "919800000001", Text: strings.Repeat("क", l.Asking)}
	for i := range l.Choices {
		b.Choices = append(b.Choices, bot.Label{ID: fmt.Sprint(i), Text: strings.Repeat("क", l.Label)})
	}
	out, err := draw(b)
	if err != nil {
		t.Fatal(err)
	}
	if row := out.Interactive.Action.Sections[0].Rows[0]; string(row.Description) != b.Choices[0].Text {
		t.Errorf("a label of %d runes is not told whole", l.Label)
	}
	if _, err := draw(bot.Bubble{Address: "919800000001", Text: strings.Repeat("क", l.Text)}); err != nil {
		t.Error(err)
	}
	if c.Name() != Name {
		t.Error(c.Name())
	}
}
