package intents

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

func TestMeasures(t *testing.T) {
	l := testLexicon(t)
	for _, m := range tableAt(t, "measures.tsv", 1) {
		want := ""
		if len(m.fields) > 1 {
			want = m.fields[1]
		}
		if got := firstMark(t, l, m.fields[0]); got != want {
			t.Errorf("line %d: %q is %q, want %q", m.line, m.fields[0], got, want)
		}
	}
}

func TestMeasuresReadTheSameInASentence(t *testing.T) {
	for _, m := range tableAt(t, "measures.tsv", 1) {
		if len(m.fields) < 2 || !strings.HasPrefix(m.fields[1], "QTY ") {
			continue
		}
		want := "stock.add item=maggi qty=" + strings.TrimPrefix(m.fields[1], "QTY ")
		for _, text := range []string{"maggi " + m.fields[0] + " kharidi", "maggi " + m.fields[0] + " aayi"} {
			if got := understood(t, say(text)); got != want {
				t.Errorf("line %d: %q is %s, want %s", m.line, text, got, want)
			}
		}
	}
}

func TestSpellingsOfGoods(t *testing.T) {
	for _, s := range tableAt(t, "spellings.tsv", 2) {
		for _, text := range []string{s.fields[0] + " kitna bacha hai", s.fields[0] + " kitni bachi hai"} {
			if got, want := understood(t, say(text)), "stock.check item="+s.fields[1]; got != want {
				t.Errorf("line %d: %q is %s, want %s", s.line, text, got, want)
			}
		}
	}
}

func TestSpellingsAnswerTheQuestion(t *testing.T) {
	for _, s := range tableAt(t, "spellings.tsv", 2) {
		if got, want := understood(t, asking("sales.record", "item", s.fields[0])), "fill item="+s.fields[1]; got != want {
			t.Errorf("line %d: %q is %s, want %s", s.line, s.fields[0], got, want)
		}
	}
}

func TestAfterwards(t *testing.T) {
	for _, a := range tableAt(t, "afterwards.tsv", 3) {
		if got, want := understood(t, after(a.fields[0], a.fields[1])), ordered(a.fields[2]); got != want {
			t.Errorf("line %d: %q after %s\n\tgot  %s\n\twant %s", a.line, a.fields[1], a.fields[0], cmp.Or(got, "nothing"), want)
		}
	}
}

func TestNothingIsCorrectedOutOfTheBlue(t *testing.T) {
	for _, a := range tableAt(t, "afterwards.tsv", 3) {
		got := understood(t, say(a.fields[1]))
		if strings.HasPrefix(got, "correct") || strings.HasPrefix(got, "fill") {
			t.Errorf("line %d: %q with nothing before is %s", a.line, a.fields[1], got)
		}
	}
}

func TestNumbersAnswerWhatWasAsked(t *testing.T) {
	// A bare number is a sum when a sum is asked for, else how many.
	for _, m := range tableAt(t, "measures.tsv", 1) {
		if len(m.fields) < 2 || !strings.HasPrefix(m.fields[1], "NUM ") || len(strings.Fields(m.fields[0])) > 1 {
			continue
		}
		n := strings.TrimPrefix(m.fields[1], "NUM ")
		for slot, kind := range map[string]bot.Kind{"amount": bot.Money, "qty": bot.Quantity} {
			v := asking("sales.record", slot, m.fields[0])
			if v.Asked.Kind != kind {
				t.Fatalf("%s is a %s", slot, v.Asked.Kind)
			}
			if got := understood(t, v); got != "fill "+slot+"="+n {
				t.Errorf("line %d: %q for %s is %s", m.line, m.fields[0], slot, got)
			}
		}
	}
}

func TestAKindNamedAgainIsOneThing(t *testing.T) {
	for text, want := range map[string]string{
		"sarson ka tel kitna hai":              "stock.check item=sarson",
		"सरसों का तेल कितना है":                "stock.check item=sarson",
		"sarson aur til tel kitna hai":         "stock.check item=sarson ; stock.check item=til",
		"2 litre sarson ka tel becha 300 mein": "sales.record amount=300 item=sarson qty=2l",
		"rs. 90 ki 2 kilo chini bechi":         "sales.record amount=90 item=chini qty=2kg",
		"2 kilo chini bechi Rs. 90":            "sales.record amount=90 item=chini qty=2kg",
		"suresh ko Rs. 1,200 udhaar diya":      "udhaar.give amount=1200 customer=suresh",
		"aate ki 2 bori aayi 2400 ki":          "stock.add amount=2400 item=atta qty=2bag",
		"andon ka stock batao":                 "stock.check item=anda",
	} {
		if got := understood(t, say(text)); got != want {
			t.Errorf("%q\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

func TestNumbersAsTheyAreTyped(t *testing.T) {
	l := testLexicon(t)
	for _, n := range tableAt(t, "numbers.tsv", 2) {
		want, err := strconv.Atoi(n.fields[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, unit := range []string{" rupaye", " रुपये", " rs", " Rupees"} {
			if got := rupees(l, n.fields[0]+unit); got != want {
				t.Errorf("line %d: %q is %d, want %d", n.line, n.fields[0]+unit, got, want)
			}
		}
	}
}

func TestNumbersAsTheyAreTypedInSentences(t *testing.T) {
	for _, n := range tableAt(t, "numbers.tsv", 2) {
		for text, want := range map[string]string{
			"suresh ko " + n.fields[0] + " rupaye udhaar diya": "udhaar.give amount=%s customer=suresh",
			"suresh ne " + n.fields[0] + " rupaye lautaye":     "udhaar.repay amount=%s customer=suresh",
			"maggi " + n.fields[0] + " packet aayi":            "stock.add item=maggi qty=%spacket",
		} {
			value, err := strconv.ParseFloat(n.fields[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			if value > 500 && strings.HasPrefix(text, "maggi") {
				continue // nobody buys a thousand packets
			}
			if want = fmt.Sprintf(want, fmt.Sprintf("%g", value)); understood(t, say(text)) != want {
				t.Errorf("line %d: %q is %s, want %s", n.line, text, understood(t, say(text)), want)
			}
		}
	}
}

// TestNoWordMeansTwoThings fails on a word that stands in a language's data under two keys
// of a list: which of them it meant would be chance.
func TestNoWordMeansTwoThings(t *testing.T) {
	data, err := readLanguages(dataFiles)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range data {
		for list, keys := range map[string]map[string][]string{"units": l.Units, "period": l.Period, "languages": l.Languages, "months": l.Months, "weekdays": l.Weekdays, "numbers": l.Numbers, "multipliers": l.Multipliers, "ordinals": l.Ordinals} {
			under := map[string]string{}
			for _, key := range slices.Sorted(maps.Keys(keys)) {
				for _, phrase := range keys[key] {
					tokens := tokenise(normalise(phrase))
					as := string(appendWords(nil, tokens, true))
					if tokens[0].in == latin {
						as = joined(tokens)
					}
					if other, taken := under[as]; taken && other != key && list+other+key != "periodagolast" {
						t.Errorf("%s: %s: %q is %s, and %s", l.Tag, list, phrase, other, key)
					}
					under[as] = key
				}
			}
		}
	}
}
