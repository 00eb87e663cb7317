package intents

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// stocked is an utterance in a shop that has two items and a customer.
func stocked(text string) bot.Utterance {
	names := []bot.Name{
		{Kind: bot.Item, ID: "sugar", Text: "Sugar", Names: map[string]string{"hi": "चीनी", "hi-Latn": "chini"}, Unit: "kg"},
		{Kind: bot.Item, ID: "parle", Text: "Parle-G", Names: map[string]string{"hi": "पारले जी"}, Unit: "packet"},
		{Kind: bot.Customer, ID: "7", Text: "Ramesh", Names: map[string]string{"hi": "रमेश"}},
	}
	return bot.Utterance{
		Text: text, Home: "hi-Latn", Now: time.Date(2026, 11, 24, 6, 30, 0, 0, time.UTC), Zone: time.FixedZone("IST", 19800),
		Words: []bot.Vocabulary{{Key: "stocked", Read: func(context.Context) ([]bot.Name, error) { return names, nil }}},
	}
}

// TestWeigh reads what a model quotes in the message itself, and drops what is not there.
func TestWeigh(t *testing.T) {
	u, err := allEars()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, errand, quotes, want string }{
		{"ramesh le gaya paanch sau ka samaan baaki me", "udhaar.give", "customer=ramesh amount=paanch_sau", "amount=50000 customer=7"},
		{"ramesh le gaya paanch sau ka samaan baaki me", "udhaar.give", "customer=Ramesh amount=500", "amount=50000 customer=7"},  // said otherwise
		{"ramesh le gaya paanch sau ka samaan baaki me", "udhaar.give", "customer=Suresh amount=5000", "amount=50000 customer=7"}, // lies: the grammar reads
		{"ramesh le gaya paanch sau ka samaan baaki me", "udhaar.give", "customer=ramesh amount=5000", "customer=7"},
		{"रमेश ले गया पाँच सौ का सामान", "udhaar.give", "customer=Ramesh amount=500", "amount=50000 customer=7"},
		{"do kilo chini nikal gayi nabbe me", "sales.record", "item=chini qty=do_kilo amount=nabbe", "amount=9000 item=sugar qty=2000kg"},
		{"do kilo chini nikal gayi nabbe me", "sales.record", "item=Sugar qty=2_kg amount=90", "amount=9000 item=sugar qty=2000kg"},
		{"do kilo chini nikal gayi nabbe me", "sales.record", "item=parle qty=3_kg amount=2_kg", "amount=9000 item=sugar qty=2000kg"},
		{"do kilo chini nikal gayi nabbe me", "sales.record", "item=Parle-G qty=2_kilo amount=900", "qty=2000kg"}, // the shop has it, but he did not say so
		{"zubeida ko de dena", "udhaar.give", "customer=zubeida amount=zubeida", "customer=zubeida"},
		{"kal ki dukaandari", "sales.report", "period=kal", "period=2026-11-23"},
		{"kal ki dukaandari", "sales.report", "period=aaj", "period=2026-11-23"},
		{"kal ki dukaandari", "sales.report", "item=kal", "period=2026-11-23"}, // a day is no item
		{"kal ki dukaandari", "sales.explode", "period=kal", "-"},
		{"kal ki dukaandari", "", "", "-"},
		{"mera pin 4821 rakho", "settings.pin", "pin=4821", "settings.pin without a secret"},
	} {
		quotes := map[string]string{}
		for _, q := range strings.Fields(c.quotes) {
			slot, quote, _ := strings.Cut(q, "=")
			quotes[slot] = strings.ReplaceAll(quote, "_", " ")
		}
		got, err := u.Weigh(t.Context(), stocked(c.text), []Proposal{{Errand: c.errand, Quotes: quotes}})
		if err != nil {
			t.Fatal(err)
		}
		if c.errand == "settings.pin" {
			for slot, v := range got[0].Slots {
				if strings.Contains(v.Text, "4821") || v.N != 0 {
					t.Errorf("the secret is in %s", slot)
				}
			}
			continue
		}
		if is := toldIn(got); is != c.want {
			t.Errorf("%q as %s of %s is %s, want %s", c.text, c.errand, c.quotes, is, c.want)
		}
	}
}

// toldIn is the slots of a command as text; "-" for none.
func toldIn(commands []bot.Command) string {
	if len(commands) == 0 {
		return "-"
	}
	var out []string
	for slot, v := range commands[0].Slots {
		is := fmt.Sprint(v.N, v.Unit)
		switch {
		case v.ID != "":
			is = v.ID
		case v.From != "":
			is = v.From
		case v.Text != "":
			is = v.Text
		}
		out = append(out, slot+"="+is)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// TestWeighInventsNothing has nothing come of any proposal that the message does not say:
// numbers, days and known names are among those that are read in it, words stand in it.
func TestWeighInventsNothing(t *testing.T) {
	u, err := allEars()
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"ramesh le gaya 500 ka samaan", "do kilo chini nikal gayi nabbe me kal", "zubeida 3 packet parle g 45", "रमेश को ५०० दिये"}
	bits := []string{"ramesh", "Ramesh", "500", "5000", "do kilo", "3 packet", "chini", "Parle-G", "kal", "aaj", "nabbe", "90", "zubeida", "45", "रमेश", "५००", "", "rm -rf", "{{.}}"}
	rapid.Check(t, func(t *rapid.T) {
		said := stocked(rapid.SampledFrom(texts).Draw(t, "text"))
		e := rapid.SampledFrom(u.Errands()).Draw(t, "errand")
		p := Proposal{Errand: e.Name, Quotes: map[string]string{}}
		for _, s := range e.Slots {
			p.Quotes[s.Name] = rapid.OneOf(rapid.SampledFrom(bits), rapid.String()).Draw(t, "quote")
		}
		got, err := u.Weigh(t.Context(), said, []Proposal{p})
		if err != nil {
			t.Fatal(err)
		}
		ear, _ := u.ears["hi"]()
		indexes, _ := ear.indexes.all(t.Context(), ear.lex, said.Words)
		heard := ear.hear(said, indexes)
		for slot, v := range got[0].Slots {
			there := slices.ContainsFunc(heard.marks, func(m mark) bool {
				return v.ID != "" && m.value.ID == v.ID || v.ID == "" && v.N != 0 && as(v.Kind, m.value).N == v.N || v.From != "" && slices.Contains([]string{m.value.From, m.due.From, m.was.From, m.next.From}, v.From)
			})
			words := v.Text != "" && strings.Contains(normalise(said.Text), v.Text)
			listed := v.Kind == bot.Choose || v.Kind == bot.Language || v.Text == "all"
			if !there && !words && !listed {
				t.Fatalf("%s of %s in %q is %+v", slot, e.Name, said.Text, v)
			}
		}
	})
}
