package dialogs

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// riskyForm reads back amounts above 100, and refuses negative ones.
func riskyForm(d *deeds) *Form[credit] {
	return NewForm("udhaar.give", d.do,
		ConfirmIf(func(_ context.Context, _ *bot.Turn, c credit) (*Confirmation, error) {
			if c.Amount > 100 {
				return &Confirmation{Key: "udhaar.sure", Args: bot.Args{"Who": c.Who, "Amount": c.Amount}, Choices: []bot.Choice{{Key: "udhaar.less"}}}, nil
			}
			return nil, nil
		}),
		Check(func(_ context.Context, _ *bot.Turn, c credit) (*Refusal, error) {
			if c.Amount < 0 {
				return &Refusal{Slot: "amount", Key: "udhaar.negative"}, nil
			}
			return nil, nil
		}))
}

func TestConfirm(t *testing.T) {
	var d deeds
	f := riskyForm(&d)
	frame := frameWith(t, map[string]bot.Value{"who": text("ali"), "amount": money(500), "place": money(0)})
	turn, done := step(t, f, frame)
	r := turn.Replies()[0]
	if done || r.Key != "udhaar.sure" || frame.State != confirming || len(d) != 0 {
		t.Fatalf("said %+v in %s, did %v", r, frame.State, d)
	}
	var offered []string
	for _, c := range r.Choices {
		offered = append(offered, c.Key)
	}
	if want := []string{"bot.choice.yes", "bot.choice.no", "udhaar.less"}; !slices.Equal(offered, want) {
		t.Errorf("offered %v", offered)
	}
	no := frame.Clone()
	if got := f.Answer(&no, false); got != bot.Left {
		t.Errorf("no: %v", got)
	}
	if got := f.Answer(frame, true); got != bot.Taken {
		t.Errorf("yes: %v", got)
	}
	if _, done := step(t, f, frame); !done || !reflect.DeepEqual(d, deeds{{Who: "ali", Amount: 500}}) {
		t.Errorf("after yes: %v, did %v", done, d)
	}
}

// TestEveryStateIsReached has a conversation that goes through all states there
// are; the two that no turn ends in are seen on the way.
func TestEveryStateIsReached(t *testing.T) {
	f := riskyForm(new(deeds))
	seen := map[string]bool{}
	frame := frameWith(t, nil)
	advance := func(slot string, v bot.Value) {
		if slot != "" {
			if err := frame.Set(slot, v); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = step(t, f, frame)
		seen[frame.State] = true
	}
	if err := f.settle(t.Context(), frame); err != nil {
		t.Fatal(err)
	}
	seen[frame.State] = true
	advance("who", text("ali"))
	advance("amount", money(500))
	f.Answer(frame, false)
	advance("", bot.Value{})
	f.Answer(frame, true)
	seen[frame.State] = true
	advance("", bot.Value{})
	for _, state := range f.Machine().States() {
		if !seen[state] {
			t.Errorf("%s was not reached: %v", state, seen)
		}
	}
}

// talk is one form under a random conversation.
type talk struct {
	*rapid.T
	form  *Form[credit]
	did   deeds
	frame bot.Frame
	over  bool
	shown *credit // what was read back last and not changed since
	yes   bool    // it was agreed to
}

// read is the frame as the form's struct.
func (k *talk) read() credit {
	var c credit
	if err := decode(&k.frame, k.form.fields, reflect.ValueOf(&c).Elem()); err != nil {
		k.Fatal(err)
	}
	return c
}

func (k *talk) advance() {
	before := len(k.did)
	turn := newTurn()
	done, err := k.form.Advance(context.Background(), turn, &k.frame)
	if err != nil {
		k.Fatal(err)
	}
	acted := len(k.did) - before
	if done != (acted == 1) || acted > 1 {
		k.Fatalf("done %v, did %d times", done, acted)
	}
	if len(turn.Replies()) != 1 {
		k.Fatalf("said %q at once", keys(turn))
	}
	if k.over = done; done {
		if c := k.did[len(k.did)-1]; c.Amount < 0 || c.Amount > 100 && (!k.yes || k.shown == nil || *k.shown != c) {
			k.Fatalf("did %+v; read back %+v, yes %v", c, k.shown, k.yes)
		}
		return
	}
	k.shown, k.yes = nil, false
	if k.frame.State == confirming {
		c := k.read()
		k.shown = &c
	}
}

func (k *talk) fill() {
	slot := rapid.SampledFrom([]string{"who", "amount", "note", "place"}).Draw(k.T, "slot")
	v := money(rapid.SampledFrom([]int64{-1, 0, 5, 100, 101, 500}).Draw(k.T, "n"))
	if slot == "who" || slot == "note" {
		v = text(rapid.SampledFrom([]string{"", "ali", "bea"}).Draw(k.T, "text"))
	}
	if err := k.frame.Set(slot, v); err != nil {
		k.Fatal(err)
	}
}

func (k *talk) answer(yes bool) {
	was := k.frame.State
	switch k.form.Answer(&k.frame, yes) {
	case bot.Taken:
		k.yes = yes && was == confirming
		k.advance()
	case bot.Left:
		k.over = true
	}
}

// TestAnyConversation fills, corrects, agrees, refuses and goes on at random,
// with the frame written down and read back in between: the form never panics,
// never acts twice, and never acts on a risk that was not read back and agreed
// to as it stands.
func TestAnyConversation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := &talk{T: t}
		k.form = riskyForm(&k.did)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			if k.over {
				break
			}
			switch rapid.SampledFrom([]string{"fill", "fill", "two", "go", "yes", "no"}).Draw(t, "what") {
			case "fill":
				k.fill()
				k.advance()
			case "two":
				k.fill()
				k.fill()
				k.advance()
			case "go":
				k.advance()
			case "yes":
				k.answer(true)
			case "no":
				k.answer(false)
			}
		}
		if len(k.did) > 1 {
			t.Fatalf("did %v", k.did)
		}
	})
}
