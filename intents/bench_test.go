package intents

import (
	"context"
	"fmt"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// manyNames makes up a shop's 500 names: pronounceable, of one or two words.
func manyNames(n int) []bot.Name {
	heads := []string{"ka", "shi", "mo", "ra", "bel", "tun", "gor", "vi", "sha", "pre", "lo", "nan", "ja"}
	tails := []string{"ndi", "lam", "riya", "tok", "mesh", "dhan", "piya", "wari", "sun", "kari", "bol"}
	kinds := []string{"powder", "tel", "masala", "biscuit", "sabun", "papad", "namkeen"}
	out := make([]bot.Name, 0, n)
	for i := range n {
		text := heads[i%len(heads)] + tails[i/len(heads)%len(tails)]
		if i >= len(heads)*len(tails) {
			text += " " + kinds[i%len(kinds)]
		}
		out = append(out, bot.Name{Kind: bot.Item, ID: fmt.Sprint("i", i), Text: text, Unit: "packet"})
	}
	return out
}

// BenchmarkUnderstand500Items measures one message of a shop with 500 items.
func BenchmarkUnderstand500Items(b *testing.B) {
	u := understander(b)
	words := []bot.Vocabulary{
		{Key: "bench/500", Read: func(context.Context) ([]bot.Name, error) { return manyNames(500), nil }},
		shopWords()[0],
	}
	said := []string{
		"2 kilo chini becha 90 rupaye", "suresh ko 2 kilo chini aur 1 tel udhaar", "aaj ki bikri",
		"2 kilo chini 90, 1 maggi 12 aur 3 parle g becha", "दो किलो चीनी नब्बे रुपये में बेची",
		"kamesh masala kitna bacha hai", "raghuveer prasad ko 500 udhaar likho", "petrol ka rate kya hai",
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		v := say(said[i%len(said)])
		v.Words = words
		if _, err := u.Understand(context.Background(), v); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNew measures reading and learning all phrases.
func BenchmarkNew(b *testing.B) {
	for range b.N {
		if _, err := New(skillsAt("../skills")); err != nil {
			b.Fatal(err)
		}
	}
}
