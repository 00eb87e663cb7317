package dialogs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// bill is a form whose lines belong together when one has no place; then it waits
// for the place of all.
func bill() *Form[credit] {
	placeless := func(all []credit) bool {
		for _, c := range all {
			if c.Place == 0 {
				return true
			}
		}
		return false
	}
	wait := func(_ context.Context, t *bot.Turn, all []credit, draft bool) (*bot.Wait, error) {
		if all[0].Who == "broke" {
			return nil, errors.New("no luck")
		}
		if !draft && !placeless(all) {
			return nil, nil
		}
		var who []string
		for _, c := range all {
			who = append(who, fmt.Sprint(c.Who, int64(c.Amount)))
		}
		t.Question("place", bot.Args{"Of": strings.Join(who, " ")})
		return &bot.Wait{Line: -1, Slot: "place"}, nil
	}
	return NewForm("udhaar.give", new(deeds).do, Together(placeless, wait), Vague[credit]("who", "note", "said of any"))
}

// said are the slots of a line; who is one of two when it is "someone".
func said(who string, amount, place int64) map[string]bot.Value {
	out := map[string]bot.Value{"who": text(who), "amount": money(amount)}
	if who == "someone" {
		out["who"] = bot.Value{Kind: bot.Text, Text: who, Among: []bot.Value{text("ali"), text("bea")}}
	}
	if place > 0 {
		out["place"] = money(place)
	}
	return out
}

func TestTogether(t *testing.T) {
	for name, tt := range map[string]struct {
		lines []map[string]bot.Value
		draft bool
		want  *bot.Wait
		asks  string
	}{
		"only happen to be said at once": {lines: []map[string]bot.Value{said("ali", 5, 1), said("someone", 7, 2)}},
		"wait for what all lack": {
			lines: []map[string]bot.Value{said("ali", 5, 0), said("bea", 7, 0)},
			want:  &bot.Wait{Line: -1, Slot: "place"}, asks: "place ali5 bea7",
		},
		"what is unclear comes first": {
			lines: []map[string]bot.Value{said("ali", 5, 0), said("someone", 7, 0)},
			want:  &bot.Wait{Line: 1, Slot: "who"}, asks: "bot.which [ali] [bea]",
		},
		"a draft waits": {
			lines: []map[string]bot.Value{said("ali", 5, 1)}, draft: true,
			want: &bot.Wait{Line: -1, Slot: "place"}, asks: "place ali5",
		},
		"an unclear draft is asked about first": {
			lines: []map[string]bot.Value{said("someone", 5, 1)}, draft: true,
			want: &bot.Wait{Line: 0, Slot: "who"}, asks: "bot.which [ali] [bea]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			turn := newTurn()
			got, err := bill().Together(t.Context(), turn, tt.lines, tt.draft)
			if err != nil || (got == nil) != (tt.want == nil) || got != nil && *got != *tt.want {
				t.Errorf("waits for %+v, %v", got, err)
			}
			if asks := asked(turn); asks != tt.asks {
				t.Errorf("asks %q, want %q", asks, tt.asks)
			}
		})
	}
}

// asked is what a turn asks, with its choices in brackets.
func asked(t *bot.Turn) string {
	var out []string
	for _, r := range t.Replies() {
		out = append(out, strings.TrimPrefix(r.Key, "udhaar."))
		if of := r.Args["Of"]; of != nil {
			out = append(out, fmt.Sprint(of))
		}
		for _, c := range r.Choices {
			v := c.Args["Name"].(bot.Value)
			out = append(out, "["+v.Text+"]")
		}
	}
	return strings.Join(out, " ")
}

// TestVagueIsSaidOfAny fills what was said beside something unclear, where nothing
// else did, in lines that wait and in a frame alike.
func TestVagueIsSaidOfAny(t *testing.T) {
	f := bill()
	noted := said("someone", 7, 0)
	noted["note"] = text("mine")
	for want, line := range map[string]map[string]bot.Value{"said of any": said("someone", 5, 0), "mine": noted} {
		frame := &bot.Frame{ID: "1.1"}
		for slot, v := range line {
			if err := frame.Set(slot, v); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.Together(t.Context(), newTurn(), []map[string]bot.Value{line}, false); err != nil {
			t.Fatal(err)
		}
		step(t, f, frame)
		alone, _ := frame.Value("note")
		if line["note"].Text != want || alone.Text != want {
			t.Errorf("noted %q together and %q alone, want %q", line["note"].Text, alone.Text, want)
		}
	}
}

func TestTogetherFails(t *testing.T) {
	f := bill()
	if _, err := f.Together(t.Context(), newTurn(), []map[string]bot.Value{said("broke", 5, 0)}, false); err == nil {
		t.Error("what went wrong was not told")
	}
	wrong := map[string]bot.Value{"amount": text("five")}
	if _, err := f.Together(t.Context(), newTurn(), []map[string]bot.Value{wrong}, false); err == nil || !strings.HasPrefix(err.Error(), "udhaar.give: ") {
		t.Errorf("a slot that cannot be read: %v", err)
	}
}

func TestBatches(t *testing.T) {
	if !bill().Batches() || NewForm("a.b", new(deeds).do).Batches() {
		t.Error("an errand is said several times at once when it is told so, and else not")
	}
}
