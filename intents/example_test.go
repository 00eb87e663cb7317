package intents_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/intents"
)

// lend is an errand as a skill declares it; how it goes does not matter here.
type lend struct{ bot.Dialog }

func (lend) Name() string { return "money.lend" }
func (lend) Slots() []bot.Slot {
	return []bot.Slot{{Name: "who", Kind: bot.Customer}, {Name: "amount", Kind: bot.Money}}
}

func ExampleNew() {
	skill := bot.Skill{
		Name: "money",
		Files: fstest.MapFS{"phrases/lend.hi-Latn.txt": {Data: []byte(
			"{who:Mohan} ko {amount:200} (diye|de diye)\n{who:Sita} ko {amount:50 rupaye} udhaar diya\n")}},
		Errands: []bot.Dialog{lend{}},
	}
	u, err := intents.New([]bot.Skill{skill})
	if err != nil {
		fmt.Println(err)
		return
	}
	got, err := u.Understand(context.Background(), bot.Utterance{Text: "Kamla ko dhai sau udhaar diya"})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := got.Commands[0]
	fmt.Println(got.Lang, c.Kind, c.Errand, c.Slots["who"].Text, c.Slots["amount"].N)
	// Output: hi-Latn start money.lend Kamla 25000
}

func ExampleParsePhrase() {
	phrases, err := intents.ParsePhrase("{item:chini} kitni (hai|bachi hai)")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range phrases {
		s := p.Slots[0]
		fmt.Printf("%s: %s is %s\n", p.Text, s.Slot, p.Text[s.From:s.To])
	}
	// Output:
	// chini kitni hai: item is chini
	// chini kitni bachi hai: item is chini
}
