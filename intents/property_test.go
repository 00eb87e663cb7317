package intents

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// ways are how a sale is said; %d are the kilos and the rupees.
var ways = []string{
	"%d kilo chini becha %d rupaye", "chini %d kilo %d rupaye me becha", "%d किलो चीनी %d रुपये में बेची",
	"sold %d kg sugar for %d rupees", "%dkg chini ₹%d becha", "aaj %d kilo cheeni %d rs me bechi",
}

func TestAmountsComeThroughUnchanged(t *testing.T) {
	u := understander(t)
	rapid.Check(t, func(t *rapid.T) {
		kilos, rupees := rapid.Int64Range(1, 400).Draw(t, "kilos"), rapid.Int64Range(1, 99_999).Draw(t, "rupees")
		text := fmt.Sprintf(rapid.SampledFrom(ways).Draw(t, "way"), kilos, rupees)
		got, err := u.Understand(context.Background(), say(text))
		if err != nil || len(got.Commands) != 1 {
			t.Fatalf("%q: %+v, %v", text, got, err)
		}
		c := got.Commands[0]
		if c.Errand != "sales.record" || c.Slots["qty"].N != kilos*1000 || c.Slots["amount"].N != rupees*100 || c.Slots["item"].ID != "chini" {
			t.Fatalf("%q: %s", text, short(c))
		}
	})
}

func TestEveryLineOfAListIsOneSale(t *testing.T) {
	u := understander(t)
	items := map[string]string{"chini": "chini", "maggi": "maggi", "atta": "atta", "sabun": "sabun", "besan": "besan", "ghee": "ghee"}
	names := []string{"chini", "maggi", "atta", "sabun", "besan", "ghee"}
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.SliceOfNDistinct(rapid.SampledFrom(names), 2, 6, rapid.ID[string]).Draw(t, "items")
		between := rapid.SampledFrom([]string{", ", " aur ", " "}).Draw(t, "between")
		text, qty := "", map[string]int64{}
		for i, item := range said {
			n := rapid.Int64Range(1, 50).Draw(t, "n")
			qty[items[item]] = n
			if i > 0 {
				text += between
			}
			text += strconv.FormatInt(n, 10) + " packet " + item
		}
		got, err := u.Understand(context.Background(), say(text+" becha"))
		if err != nil || len(got.Commands) != len(said) {
			t.Fatalf("%q: %s, %v", text, told(got), err)
		}
		for _, c := range got.Commands {
			if c.Errand != "sales.record" || c.Slots["qty"].N != qty[c.Slots["item"].ID]*1000 {
				t.Fatalf("%q: %s", text, told(got))
			}
		}
	})
}

func TestUnderstandingRepeats(t *testing.T) {
	u := understander(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(devTexts()).Draw(t, "text")
		first, err1 := u.Understand(context.Background(), say(text))
		second, err2 := u.Understand(context.Background(), say(text))
		if err1 != nil || err2 != nil || told(first) != told(second) || first.Lang != second.Lang {
			t.Fatalf("%q: %s, then %s", text, told(first), told(second))
		}
	})
}

// devTexts are a few sentences of every kind.
func devTexts() []string {
	return []string{
		"2 kilo chini 90, 1 maggi 12 aur 3 parle g becha", "tel kitna hai", "ramesh ko 500 udhar likho", "aaj kitni bikri hui",
		"petrol ka rate", "namaste", "2 dove sabun beche 110 me", "सुरेश को 400 रुपये उधार दिए", "sold soap 3 pieces 105 rupees upi",
	}
}

func TestLearningRepeats(t *testing.T) {
	var saved [2]bytes.Buffer
	for i := range saved {
		u, err := New(tinySkills("give {customer:suresh} {amount:50}"))
		if err != nil {
			t.Fatal(err)
		}
		if err := u.Save(common, &saved[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(saved[0].Bytes(), saved[1].Bytes()) {
		t.Error("the same phrases were learnt differently")
	}
}

func TestProbabilitiesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float32Range(-50, 50), 1, 60).Draw(t, "scores")
		best := slices.Index(p, slices.Max(p))
		softmax(p, 1)
		sum := 0.0
		for _, v := range p {
			sum += float64(v)
		}
		if math.Abs(sum-1) > 1e-3 || p[best] < slices.Max(p) {
			t.Fatalf("%v add up to %v", p, sum)
		}
	})
}

func TestPiecesKeepEveryMark(t *testing.T) {
	u := understander(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"2", "kilo", "chini", "maggi", "aur", ",", "suresh", "ko", "becha", "90", "\n", "?", "udhaar", "xyzzy"}), 1, 14).Draw(t, "words")
		text := ""
		for _, w := range words {
			text += w + " "
		}
		tokens := tokenise(normalise(text))
		x := u.lex.newIndex(shopNames())
		r := reader{matcher: matcher{lex: u.lex, carriers: u.carriers, indexes: []*index{x}}, clock: newClock(thursday, delhi, false)}
		c := clause{tokens: tokens, marks: u.withStrangers(tokens, r.marks(tokens))}
		n := 0
		for _, p := range u.pieces(c) {
			n += len(p.marks)
			for _, m := range p.marks {
				if m.from < 0 || m.to > len(p.tokens) || m.from >= m.to {
					t.Fatalf("%q: piece %+v", text, p)
				}
			}
		}
		if n != len(c.marks) {
			t.Fatalf("%q: %d marks of %d", text, n, len(c.marks))
		}
	})
}

func TestMarksDoNotOverlap(t *testing.T) {
	u := understander(t)
	for _, l := range devSet(t) {
		s := u.hear(say(l.text), []*index{u.lex.newIndex(shopNames())})
		last := 0
		for _, m := range s.marks {
			if m.from < last || m.to <= m.from {
				t.Errorf("%q: %+v", l.text, s.marks)
			}
			last = m.to
		}
	}
}

func TestAnswersDoNotDependOnOrder(t *testing.T) {
	u := understander(t)
	for _, pair := range [][2]string{{"chini 2 kilo", "2 kilo chini"}, {"suresh ko 200", "200 suresh ko"}} {
		a, _ := u.Understand(context.Background(), asking("udhaar.give", "customer", pair[0]))
		b, _ := u.Understand(context.Background(), asking("udhaar.give", "customer", pair[1]))
		if told(a) != told(b) {
			t.Errorf("%q: %s, %q: %s", pair[0], told(a), pair[1], told(b))
		}
	}
}

func TestUnderstandIsSafeForConcurrentUse(t *testing.T) {
	u := understander(t)
	done := make(chan string)
	for i := range 8 {
		go func() {
			v := say("2 kilo chini 90, 1 maggi 12 becha")
			v.Words = []bot.Vocabulary{{Key: fmt.Sprint(t.Name(), i%3), Read: shopWords()[0].Read}}
			got, err := u.Understand(context.Background(), v)
			if err != nil {
				done <- err.Error()
				return
			}
			done <- told(got)
		}()
	}
	first := <-done
	for range 7 {
		if next := <-done; next != first {
			t.Errorf("%s, and %s", first, next)
		}
	}
}
