package intents

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

func TestTablesFindTheLongestPhrase(t *testing.T) {
	words := newTable[string]()
	for _, p := range []string{"ke", "ke bhav", "ke bhav se", "bhav", "के भाव"} {
		words.add(p, p)
	}
	words.add("ke bhav", "later")
	words.add("", "nothing")
	for _, row := range []struct {
		text  string
		at    int
		want  string
		width int
	}{
		{"ke", 0, "ke", 1},
		{"KE Bhaav", 0, "ke bhav", 2},
		{"ke bhav se", 0, "ke bhav se", 3},
		{"ke bhav me", 0, "ke bhav", 2},
		{"ke se", 0, "ke", 1},
		{"45 ke bhav se", 1, "ke bhav se", 3},
		{"45 ke bhav se", 2, "bhav", 1},
		{"45 ke bhav se", 0, "", 0},
		{"45 ke bhav se", 4, "", 0},
		{"45 ke bhav se", -1, "", 0},
		{"के भाव", 0, "के भाव", 2},
		{"", 0, "", 0},
	} {
		got, w := words.at(tokenise(normalise(row.text)), row.at)
		if got != row.want || w != row.width {
			t.Errorf("%q at %d is %q, %d words, want %q, %d", row.text, row.at, got, w, row.want, row.width)
		}
		if words.has(tokenise(normalise(row.text)), row.at) != (row.width > 0) {
			t.Errorf("%q at %d: has differs", row.text, row.at)
		}
	}
	if !words.starts("ke") || words.starts("se") {
		t.Error("a phrase starts with its first word only")
	}
}

func TestVocabularyIsWhatStandsAroundSlots(t *testing.T) {
	var phrases []Phrase
	for _, line := range []string{
		"{item:chini} kitni bachi hai", "{item:maggi} bachi hai", "{customer:ramesh} ko udhaar diya", "ramesh kaun hai", "chini",
	} {
		ps, err := ParsePhrase(line)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ps {
			p.Errand = "x.y"
			phrases = append(phrases, p)
		}
	}
	outside, err := ParsePhrase("petrol mehnga hai")
	if err != nil {
		t.Fatal(err)
	}
	outside[0].Errand = outOfScope
	v := newVocabulary(append(phrases, outside...))
	for word, want := range map[string]bool{
		"kitni": true, "bachi": true, "hai": true, "ko": true, "udhar": true, "kaun": true,
		"maggi": false, "magi": false, "petrol": false, "mehnga": false, "suresh": false,
		"ramesh": true, "chini": true, // as often outside a slot as in one
	} {
		if v.has(word) != want {
			t.Errorf("%s is an ordinary word: %v", word, v.has(word))
		}
	}
	for word, want := range map[string]bool{"kitna": true, "kitne": true, "bachii": false, "kurkure": false, "bac": false} {
		if got := v.resembles(oneToken(t, word)); got != want {
			t.Errorf("%s resembles an ordinary word: %v", word, got)
		}
	}
}

func TestBareAmountsSuitTheSlotTheyStandBeside(t *testing.T) {
	u := understander(t)
	x := []*index{u.lex.newIndex(shopNames())}
	for text, want := range map[string]string{
		"3 maggi 42 becha":      "amount=42 item=maggi qty=3",
		"maggi 3 42 becha":      "amount=42 item=maggi qty=3",
		"3 maggi becha 42 mein": "amount=42 item=maggi qty=3",
		"maggi 42 mein 3 becha": "amount=42 item=maggi qty=3",
		"3 maggi":               "item=maggi qty=3",
		"2 kilo chini":          "item=chini qty=2kg",
	} {
		s := u.hear(say(text), x)
		slots := u.fill(u.errands["sales.record"], s.clause)
		if got := short(bot.Command{Slots: slots}); strings.TrimSpace(got) != want {
			t.Errorf("%q fills %s, want %s", text, got, want)
		}
	}
}

func TestNothingIsLearntOfASlotNobodySaid(t *testing.T) {
	p := newPlacement(nil)
	if !math.IsInf(p.likelihood("a.b", "amount", [4]string{"=NUM", "<", ">", ">> "}), -1) {
		t.Error("a slot never seen is likely")
	}
}

func TestSharedSlots(t *testing.T) {
	item := func(id string) bot.Value { return bot.Value{Kind: bot.Item, ID: id} }
	qty := func(n int64) bot.Value { return bot.Value{Kind: bot.Quantity, N: n} }
	who := bot.Value{Kind: bot.Customer, ID: "suresh"}
	pay := bot.Value{Kind: bot.Choose, Text: "udhaar"}

	lines := []slotValues{{"item": item("chini"), "qty": qty(2000), "customer": who}, {"item": item("maggi"), "qty": qty(1000), "payment": pay}}
	share(lines)
	for i, l := range lines {
		if l["customer"].ID != "suresh" || l["payment"].Text != "udhaar" {
			t.Errorf("line %d is %v", i, l)
		}
	}
	if lines[0]["qty"].N != 2000 || lines[1]["qty"].N != 1000 || lines[0]["item"].ID != "chini" || lines[1]["item"].ID != "maggi" {
		t.Errorf("a line lost its own: %v", lines)
	}

	names := []slotValues{{"customer": who, "amount": bot.Value{Kind: bot.Money, N: 20000}}, {"customer": bot.Value{Kind: bot.Customer, ID: "mohan"}}}
	share(names)
	if names[1]["amount"].N != 20000 || names[1]["customer"].ID != "mohan" {
		t.Errorf("how much was not said for both: %v", names)
	}

	alone := []slotValues{{"item": item("chini")}}
	share(alone)
	if len(alone[0]) != 1 {
		t.Errorf("alone became %v", alone)
	}
}

func TestSlotsAreFilledOnce(t *testing.T) {
	v := slotValues{}
	v.put("amount", bot.Value{Kind: bot.Money, N: 1})
	v.put("amount", bot.Value{Kind: bot.Money, N: 2})
	v.put("", bot.Value{Kind: bot.Money, N: 3})
	if len(v) != 1 || v["amount"].N != 1 {
		t.Errorf("%v", v)
	}
}

func TestClausesCutAndJoinedAreTheSame(t *testing.T) {
	u := understander(t)
	x := []*index{u.lex.newIndex(shopNames())}
	lines := tableAt(t, "sentences.tsv", 2)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(lines).Draw(t, "line").fields[0]
		whole := u.hear(say(text), x).clause
		at := rapid.IntRange(0, len(whole.tokens)).Draw(t, "at")
		if _, inside := markAt(whole.marks, at); inside && at > 0 && covered(whole.marks, at-1) {
			t.Skip("inside a mark")
		}
		again := concat(sub(whole, 0, at), sub(whole, at, len(whole.tokens)))
		if said(again.tokens) != said(whole.tokens) || len(again.marks) != len(whole.marks) {
			t.Fatalf("%q cut at %d is %q", text, at, said(again.tokens))
		}
		for i, m := range again.marks {
			if m.from != whole.marks[i].from || m.to != whole.marks[i].to || m.shape != whole.marks[i].shape {
				t.Fatalf("%q cut at %d: mark %d moved", text, at, i)
			}
		}
	})
}

func TestMarkAt(t *testing.T) {
	marks := []mark{{shape: anItem, from: 1, to: 3}, {shape: aMoney, from: 3, to: 4}, {shape: aDate, from: 6, to: 7}}
	for i, want := range []shape{0, anItem, anItem, aMoney, 0, 0, aDate, 0} {
		m, at := markAt(marks, i)
		if m.shape != want || at != (want != 0) || covered(marks, i) != at {
			t.Errorf("token %d is %v", i, m.shape)
		}
	}
	if _, at := markAt(nil, 0); at {
		t.Error("a mark out of none")
	}
}

func TestFeaturesDoNotDependOnNames(t *testing.T) {
	u := understander(t)
	x := []*index{u.lex.newIndex(shopNames())}
	read := func(text string) [blocks][]uint64 {
		s := u.hear(say(text), x)
		var f features
		f.read(s.tokens, s.marks)
		for b := range f.hashes {
			slices.Sort(f.hashes[b])
		}
		return f.hashes
	}
	for _, same := range [][2]string{
		{"chini kitni bachi hai", "maggi kitni bachi hai"},
		{"suresh ko 200 udhaar diya", "raju ko 350 udhaar diya"},
		{"2 kilo chini becha 90 rupaye", "5 kilo atta becha 200 rupaye"},
	} {
		a, b := read(same[0]), read(same[1])
		for k := range a {
			if !slices.Equal(a[k], b[k]) {
				t.Errorf("%q and %q differ on side %d", same[0], same[1], k)
			}
		}
	}
	a, b := read("chini kitni bachi hai"), read("chini kitni aayi hai")
	if slices.Equal(a[wordBlock], b[wordBlock]) {
		t.Error("different words look the same")
	}
}

func TestMoneyStaysWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-Max, Max).Draw(t, "n")
		for _, per := range []int64{1, 100} {
			if p := paise(n, per); p > Max || p < -Max || n > 0 && p < 0 || n < 0 && p > 0 {
				t.Fatalf("%d is %d paise", n, p)
			}
		}
	})
}

func TestPhonesAreNoAmounts(t *testing.T) {
	for _, number := range []string{"9876543210", "09876543210", "919876543210", "+91 98765 43210", "+919876543210", "6000000000"} {
		got := understood(t, say("suresh ka number "+number+" hai"))
		if strings.Contains(got, "amount=") || strings.Contains(got, "qty=") {
			t.Errorf("%s: %s", number, got)
		}
	}
	for number, want := range map[string]bool{"9876543210": true, "5876543210": false, "987654321": false, "98765432101": false, "09876543210": true, "919876543210": true, "929876543210": false, "": false} {
		if isPhone(number) != want {
			t.Errorf("%q is a phone number: %v", number, !want)
		}
	}
}

func TestLatinTags(t *testing.T) {
	for lang, want := range map[string]string{"en": "en", "hi": "hi-Latn", "hi-Latn": "hi-Latn", "mr": "mr-Latn"} {
		if got := latinTag(lang); got != want {
			t.Errorf("%s in Latin letters is %s, want %s", lang, got, want)
		}
	}
}

func TestScripts(t *testing.T) {
	for r, want := range map[rune]script{
		'a': latin, 'Z': latin, 'é': latin, 'क': devanagari, 'ক': bengali, 'ਕ': gurmukhi, 'ક': gujarati, 'କ': oriya,
		'க': tamil, 'క': telugu, 'ಕ': kannada, 'ക': malayalam, 'ع': otherScript, '中': otherScript, '1': noScript, '₹': noScript, '🙏': noScript,
	} {
		if got := scriptOf(r); got != want {
			t.Errorf("%c is of script %d, want %d", r, got, want)
		}
	}
	for s, want := range map[script]bool{devanagari: true, gujarati: true, tamil: false, malayalam: false, latin: false} {
		if s.dropsSchwa() != want {
			t.Errorf("script %d drops its last vowel: %v", s, !want)
		}
	}
}
